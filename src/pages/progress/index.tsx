import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { useEffect, useRef } from 'react'
import { listMine, type RepairCard } from '@/capabilities/repairs/contract'
import { CaseCard } from '@/capabilities/repairs/pages/parts/CaseCard'
import { call } from '@/client/call'
import { OutboxCard } from '@/client/OutboxCard'
import { open, routes } from '@/client/routes'
import { useOutbox } from '@/client/sending'
import { useMe } from '@/client/session'
import { usePaged } from '@/client/usePaged'
import { Button } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { ErrorNote } from '@/ui/ErrorNote'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'

/** My cases, newest first; what has not arrived yet stands above them. */
export default function Progress() {
  const me = useMe()
  const { entries } = useOutbox()
  const guest = me !== null && me.personId === undefined
  const cases = usePaged<RepairCard>(guest ? null : 'repairs.listMine', (cursor) =>
    call(listMine, cursor ? { cursor } : {}),
  )
  usePullDownRefresh(() => void cases.refetch().then(() => Taro.stopPullDownRefresh()))
  useReachBottom(() => void cases.more())
  // Something just arrived: it belongs into the list below.
  const { refetch } = cases
  const waiting = useRef(entries.length)
  useEffect(() => {
    if (entries.length < waiting.current) void refetch()
    waiting.current = entries.length
  }, [entries.length, refetch])
  const none = guest || cases.data?.items.length === 0

  return (
    <Screen tab title="进度">
      <OutboxCard />
      {cases.error && (
        <ErrorNote message={cases.error.userMessage} onRetry={() => void cases.refetch()} retrying={cases.loading} />
      )}
      {!guest && !cases.data && !cases.error && <Skeleton cards={3} />}
      {cases.data?.items.map((item) => (
        <CaseCard key={item.id} item={item} onTap={() => open(routes.repair(item.id))} />
      ))}
      {none && entries.length === 0 && (
        <Empty
          icon="progress"
          text="您还没有报过修，有事就报。"
          action={<Button onTap={() => open(routes.report)}>我要报修</Button>}
        />
      )}
      {cases.moreError && <ErrorNote message={cases.moreError.userMessage} />}
      {cases.hasMore && (
        <Button kind="quiet" icon="down" busy={cases.loadingMore} onTap={() => void cases.more()}>
          看早一些的
        </Button>
      )}
    </Screen>
  )
}
