import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '@/client/call'
import { replaceWith, routes } from '@/client/routes'
import type { Place } from '@/client/session'
import { useCommand } from '@/client/useCommand'
import { useConsent } from '@/client/useConsent'
import { useLoaded } from '@/client/useLoaded'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { ListRow } from '@/ui/ListRow'
import { Sheet } from '@/ui/Sheet'
import type { Category } from '../../categories'
import { join, type RepairCard, similar } from '../../contract'
import type { Outcome } from './Reported'

/** What only somebody on the case is offered; a case that stands still offers its own people nothing. */
const ownCommands = new Set<string | undefined>([undefined, 'answer', 'rate', 'reopen', 'remind', 'withdraw'])
const isMine = ({ next }: RepairCard): boolean => ownCommands.has(next)

export type SimilarProps = { category: Category; place: Place; onJoined: (outcome: Outcome) => void }

/**
 * Has a neighbour reported it already? The row is there from the start, so that the form below never moves under a
 * finger; without network it stays a quiet line and keeps nobody from reporting.
 */
export function Similar({ category, place, onJoined }: SimilarProps) {
  const { community, building } = place
  const found = useLoaded(`repairs.similar.${community.id}.${building?.id ?? ''}.${category.code}`, () =>
    call(similar, {
      communityId: community.id,
      ...(building && { buildingId: building.id }),
      category: category.code,
    }),
  )
  const [open, setOpen] = useState(false)
  const consent = useConsent()
  const command = useCommand()
  const items = found.data?.items ?? []

  const follow = async (id: string) => {
    if (await command.run(join, { id })) onJoined({ state: 'joined', id })
  }

  if (items.length === 0) {
    const quiet = found.error ? '没网，看不到邻居报过没有' : '这里还没有邻居报过'
    return <ListRow icon="people" title={found.loading ? '正在看邻居报过没有…' : quiet} />
  }
  return (
    <>
      <ListRow
        icon="people"
        title={items.every(isMine) ? '您报过一样的' : '有邻居报过'}
        aside="看一看"
        fresh
        onTap={() => setOpen(true)}
      />
      <Sheet open={open} title="是同一件事吗？" onClose={() => setOpen(false)}>
        <View>是的话一起跟进，不用再报一遍，进度一样告诉您。</View>
        {command.error && <ErrorNote message={command.error.userMessage} />}
        {items.map((item) => (
          <View key={item.id}>
            <ListRow title={`${item.title} · ${item.place}`} detail={item.line} />
            {isMine(item) ? (
              <Button kind="quiet" icon="progress" onTap={() => replaceWith(routes.repair(item.id))}>
                看这一条的进度
              </Button>
            ) : (
              <Button
                icon="people"
                label={`我也遇到了，${item.title}，${item.place}`}
                busy={command.busy !== null}
                onTap={() => consent.before(() => void follow(item.id))}
              >
                我也遇到了
              </Button>
            )}
          </View>
        ))}
        <Button kind="quiet" onTap={() => setOpen(false)}>
          不一样，我另外报
        </Button>
      </Sheet>
      {consent.sheet}
    </>
  )
}
