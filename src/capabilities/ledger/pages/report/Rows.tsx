import { View } from '@tarojs/components'
import { call } from '@/client/call'
import { usePaged } from '@/client/usePaged'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorNote } from '@/ui/ErrorNote'
import { Skeleton } from '@/ui/Skeleton'
import { StatusTag } from '@/ui/StatusTag'
import { type LedgerRow, list } from '../../contract'
import { indicators } from '../../indicators'
import './report.scss'

export type RowsProps = {
  from: string
  to: string
  /** Empty = the whole town. */
  communityId: string
  indicator: LedgerRow['indicator'] | null
  names: readonly { id: string; name: string }[]
}

/** What a row is worth: it counts, it takes something back, or it does not count. */
function standing({ status, qty }: LedgerRow, reversed: boolean) {
  if (reversed) return { tone: 'still', icon: 'undo', word: '已冲减' } as const
  if (status === 'pending') return { tone: 'wait', word: '待核实' } as const
  if (status === 'void') return { tone: 'still', icon: 'stop', word: '已作废' } as const
  if (qty < 0) return { tone: 'late', icon: 'undo', word: '冲减' } as const
  return { tone: 'done', word: '已核实' } as const
}

/** The rows behind the figures, newest first. Nothing is ever removed: a correction is a row of its own. */
export function Rows({ from, to, communityId, indicator, names }: RowsProps) {
  const key = `ledger.list.${from}.${to}.${communityId}.${indicator ?? ''}`
  const rows = usePaged(key, (cursor) =>
    call(list, { from, to, ...(communityId && { communityId }), ...(indicator && { indicator }), cursor }),
  )
  const where = (id: string): string => names.find((one) => one.id === id)?.name ?? '全镇'
  const items = rows.data?.items
  // A correction is newer than what it corrects, so it has been read by the time the corrected row is.
  const reversed = new Set(items?.map(({ reversalOf }) => reversalOf))
  return (
    <>
      <View className="ledger-head">{indicator ? `${indicators[indicator].name}的明细` : '全部明细'}</View>
      {rows.error && (
        <ErrorNote message={rows.error.userMessage} retrying={rows.loading} onRetry={() => void rows.refetch()} />
      )}
      {!items && !rows.error && <Skeleton cards={2} />}
      {items?.length === 0 && <Empty icon="ledger" text="这段时间没有记录。" />}
      {items && items.length > 0 && (
        <Card>
          {items.map((row) => {
            const look = standing(row, reversed.has(row.id))
            return (
              <View key={row.id} className="ledger-row">
                <View className="ledger-row__words">
                  <View>
                    {indicators[row.indicator].name} {row.qty > 0 ? `+${row.qty}` : `−${-row.qty}`}
                    {row.unit}
                  </View>
                  <View className="ledger-row__detail">
                    {row.date} · {where(row.communityId)}
                  </View>
                  <View className="ledger-row__detail">{[row.sourceNo, row.note].filter(Boolean).join(' · ')}</View>
                </View>
                <StatusTag {...look} />
              </View>
            )
          })}
        </Card>
      )}
      {rows.moreError && <ErrorNote message={rows.moreError.userMessage} />}
      {rows.hasMore && (
        <Button kind="quiet" busy={rows.loadingMore} onTap={() => void rows.more()}>
          再看一些
        </Button>
      )}
    </>
  )
}
