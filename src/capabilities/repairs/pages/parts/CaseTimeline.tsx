import { useNow } from '@/client/now'
import { friendlyPast } from '@/kernel/dates'
import { preview } from '@/platform/preview'
import { Timeline } from '@/ui/Timeline'
import type { TimelineEntry } from '../../contract'

/** What happened, newest first; a tap on a photo shows it large. */
export function CaseTimeline({ entries }: { entries: readonly TimelineEntry[] }) {
  const now = useNow()
  const newestFirst = [...entries].sort((a, b) => b.seq - a.seq)
  return (
    <Timeline
      items={newestFirst.map(({ seq, at, who, title, text, photos }, index) => ({
        key: String(seq),
        title: `${who} ${title}`,
        at: friendlyPast(at, now),
        note: text,
        tone: index === 0 ? 'doing' : 'still',
        photos: photos.map(({ id, thumbUrl }, photo) => ({
          key: id,
          url: thumbUrl,
          alt: `${title}，照片第${photo + 1}张`,
        })),
      }))}
      onPhoto={(thumbs, index) => {
        const large = entries.flatMap(({ photos }) => photos).filter(({ thumbUrl }) => thumbs.includes(thumbUrl))
        preview.open(
          large.map(({ url }) => url),
          index,
        )
      }}
    />
  )
}
