import { View } from '@tarojs/components'
import { preview } from '@/platform/preview'
import { Picture } from '@/ui/Picture'
import { Tap } from '@/ui/Tap'
import type { RepairDetail } from '../../contract'
import './case.scss'

export type PhotoRowProps = { photos: RepairDetail['photos']; label: string }

/** Thumbnails side by side; a tap shows them large. Nothing at all without photos. */
export function PhotoRow({ photos, label }: PhotoRowProps) {
  if (photos.length === 0) return null
  return (
    <View className="case-photos">
      {photos.map(({ id, thumbUrl }, index) => (
        <Tap
          key={id}
          className="case-photos__one"
          label={`${label}第${index + 1}张，点开看大图`}
          onTap={() =>
            preview.open(
              photos.map(({ url }) => url),
              index,
            )
          }
        >
          <Picture className="case-photos__image" src={thumbUrl} alt={`${label}第${index + 1}张`} />
        </Tap>
      ))}
    </View>
  )
}
