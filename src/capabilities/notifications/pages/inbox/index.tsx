import Taro, { usePullDownRefresh, useReachBottom } from '@tarojs/taro'
import { call } from '@/client/call'
import { useNow } from '@/client/now'
import { caseRoute, open } from '@/client/routes'
import { useMe } from '@/client/session'
import { useCommand } from '@/client/useCommand'
import { usePaged } from '@/client/usePaged'
import { friendlyPast } from '@/kernel/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Empty } from '@/ui/Empty'
import { ErrorNote } from '@/ui/ErrorNote'
import { ListRow } from '@/ui/ListRow'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'
import { type InboxItem, list, markRead } from '../../contract'

/** What I was told, newest first. A tap opens the case; what was told up to there counts as read. */
export default function Inbox() {
  const me = useMe()
  const now = useNow()
  const inbox = usePaged<InboxItem>('notifications.list', (cursor) => call(list, cursor ? { cursor } : {}))
  const command = useCommand()
  usePullDownRefresh(() => void inbox.refetch().then(() => Taro.stopPullDownRefresh()))
  useReachBottom(() => void inbox.more())

  const items = inbox.data?.items ?? []
  const newest = items[0]
  const anyUnread = items.some(({ unread }) => unread)

  const readTo = async (item: InboxItem) => {
    if (!item.unread) return
    // Being told twice does no harm; a failed mark must not keep anyone from the case.
    if (await command.run(markRead, { upTo: item.id })) await inbox.refetch()
  }
  const look = (item: InboxItem) => {
    const route = caseRoute(item.caseKind, item.caseId, me?.staff === true)
    void readTo(item)
    if (route) open(route)
  }

  return (
    <Screen title="消息">
      {inbox.error && (
        <ErrorNote message={inbox.error.userMessage} onRetry={() => void inbox.refetch()} retrying={inbox.loading} />
      )}
      {!inbox.data && !inbox.error && <Skeleton cards={3} />}
      {anyUnread && newest && (
        <Button kind="quiet" size="small" icon="check" busy={command.busy !== null} onTap={() => void readTo(newest)}>
          全部标为已读
        </Button>
      )}
      {items.length > 0 && (
        <Card>
          {items.map((item) => (
            <ListRow
              key={item.id}
              title={item.title}
              detail={`${friendlyPast(item.at, now)} · ${item.text}`}
              fresh={item.unread}
              onTap={() => look(item)}
            />
          ))}
        </Card>
      )}
      {inbox.data && items.length === 0 && <Empty icon="bell" text="还没有消息，有进展会告诉您。" />}
      {inbox.moreError && <ErrorNote message={inbox.moreError.userMessage} />}
      {inbox.hasMore && (
        <Button kind="quiet" icon="down" busy={inbox.loadingMore} onTap={() => void inbox.more()}>
          看早一些的
        </Button>
      )}
    </Screen>
  )
}
