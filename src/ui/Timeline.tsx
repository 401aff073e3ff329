import { View } from '@tarojs/components'
import { aria } from './aria'
import { Picture } from './Picture'
import type { Tone } from './StatusTag'
import { Tap } from './Tap'
import './Timeline.scss'

export type TimelineItem = {
  key: string
  /** "物业维修02 已接单" */
  title: string
  /** Already in words: "今天 15:20". */
  at: string
  note?: string | undefined
  tone?: Tone
  photos?: readonly { key: string; url: string; alt: string }[]
}

export type TimelineProps = {
  /** Newest first. */
  items: readonly TimelineItem[]
  onPhoto?: (urls: string[], index: number) => void
}

/** What happened, by whom, when. */
export function Timeline({ items, onPhoto }: TimelineProps) {
  return (
    <View className="wq-timeline" {...aria({ role: 'list' })}>
      {items.map((item) => (
        <View
          key={item.key}
          className={`wq-timeline__item wq-tone-${item.tone ?? 'still'}`}
          {...aria({ role: 'listitem' })}
        >
          <View className="wq-timeline__dot" />
          <View className="wq-timeline__title">{item.title}</View>
          <View className="wq-timeline__at">{item.at}</View>
          {item.note && <View className="wq-timeline__note">{item.note}</View>}
          {item.photos && item.photos.length > 0 && (
            <View className="wq-timeline__photos">
              {item.photos.map((photo, index) => (
                <Tap
                  key={photo.key}
                  className="wq-timeline__photo"
                  label={photo.alt}
                  onTap={() => onPhoto?.(item.photos?.map(({ url }) => url) ?? [], index)}
                >
                  <Picture className="wq-timeline__image" src={photo.url} alt={photo.alt} />
                </Tap>
              ))}
            </View>
          )}
        </View>
      ))}
    </View>
  )
}
