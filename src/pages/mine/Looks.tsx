import { View } from '@tarojs/components'
import { listLooks } from '@/capabilities/people/contract'
import { roleNames } from '@/capabilities/people/words'
import { call } from '@/client/call'
import { useNow } from '@/client/now'
import { usePaged } from '@/client/usePaged'
import type { Role } from '@/kernel/actor'
import { friendlyPast } from '@/kernel/dates'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { ListRow } from '@/ui/ListRow'
import { Sheet } from '@/ui/Sheet'
import { Skeleton } from '@/ui/Skeleton'

const roleWord = (role: string): string => roleNames[role as Role] ?? ''

/** Everyone who looked at my contact, when and why. */
export function Looks({ onClose }: { onClose: () => void }) {
  const now = useNow()
  const looks = usePaged('people.listLooks', (cursor) => call(listLooks, cursor ? { cursor } : {}))
  const items = looks.data?.items ?? []
  return (
    <Sheet open title="谁看过我的联系方式" onClose={onClose}>
      {looks.error && (
        <ErrorNote message={looks.error.userMessage} onRetry={() => void looks.refetch()} retrying={looks.loading} />
      )}
      {!looks.data && !looks.error && <Skeleton cards={1} />}
      {looks.data && items.length === 0 && <View>还没有人看过。有人看，这里会记下是谁、为什么。</View>}
      {items.map(({ at, who, role, reason }) => (
        <ListRow
          key={`${at}-${who}`}
          icon="eye"
          title={[roleWord(role), who].filter(Boolean).join(' ')}
          detail={`${friendlyPast(at, now)}，因为：${reason}`}
        />
      ))}
      {looks.moreError && <ErrorNote message={looks.moreError.userMessage} />}
      {looks.hasMore && (
        <Button kind="quiet" icon="down" busy={looks.loadingMore} onTap={() => void looks.more()}>
          看早一些的
        </Button>
      )}
    </Sheet>
  )
}
