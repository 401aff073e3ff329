import { useNow } from '@/client/now'
import { open, routes } from '@/client/routes'
import { friendlyDue } from '@/kernel/dates'
import { Button } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { categoryOf } from '../../categories'
import type { RepairDetail, RepairStatus } from '../../contract'
import { orgWords, suspendWords } from '../../words'
import { lightWords } from '../staff/staffWords'

const stars = (count: number): string => `${count}星`

/** Before somebody says it is fixed, danger is danger. */
const unsafe: readonly RepairStatus[] = ['submitted', 'dispatched', 'inProgress', 'needsInfo', 'suspended']

/** What a staff member must not overlook, each in one sentence. */
export function CaseNotices({ item }: { item: RepairDetail }) {
  const now = useNow()
  const { firstAid, lead, vote } = categoryOf(item.category)
  const light = item.light && item.light !== 'green' ? lightWords[item.light] : undefined
  const [first] = lead
  return (
    <>
      {light && item.stepDueAt !== undefined && (
        <Notice tone={light.tone} icon={light.icon}>
          {light.word}：{friendlyDue(item.stepDueAt, now)}
          {item.light === 'red' ? '就该办好。' : '要办好。'}
        </Notice>
      )}
      {item.danger && unsafe.includes(item.status) && (
        <Notice tone="late" icon="warn">
          {firstAid
            ? `有危险，要先办：${firstAid.what}${firstAid.when ? `（${firstAid.when}）` : ''}。`
            : '有危险，请先到现场处理。'}
        </Notice>
      )}
      {item.status === 'submitted' && (
        <Notice>
          这一类通常派给{orgWords[first]}
          {vote ? '，可能要业主表决' : ''}。
        </Notice>
      )}
      {item.question !== undefined && <Notice tone="wait">等居民补充：{item.question}</Notice>}
      {item.suspended && (
        <Notice tone="still">
          暂缓（{suspendWords[item.suspended.reason]}）：{item.suspended.note} 最晚
          {friendlyDue(item.suspended.until, now)}
          恢复。
        </Notice>
      )}
      {item.round > 0 && <Notice tone="wait">第{item.round}次重办：居民说上次没修好。</Notice>}
      {item.mergedInto && (
        <Notice
          tone="still"
          action={
            <Button
              kind="quiet"
              size="small"
              onTap={() => item.mergedInto && open(routes.staffRepair(item.mergedInto.id))}
            >
              看那一条
            </Button>
          }
        >
          已并入{item.mergedInto.number}。
        </Notice>
      )}
      {item.ratings.map((rating) => (
        <Notice key={rating.at} tone={rating.stars >= 4 ? 'done' : 'wait'}>
          居民评价{stars(rating.stars)}
          {rating.text === '' ? '。' : `：${rating.text}`}
        </Notice>
      ))}
    </>
  )
}
