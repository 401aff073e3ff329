import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { useState } from 'react'
import { call } from '@/client/call'
import { useCommunities } from '@/client/PlaceSheet'
import { useMe } from '@/client/session'
import { useCommand } from '@/client/useCommand'
import { usePaged } from '@/client/usePaged'
import type { OutputOf } from '@/kernel/action'
import { Button } from '@/ui/Button'
import { Empty } from '@/ui/Empty'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import { Screen } from '@/ui/Screen'
import { Segmented } from '@/ui/Segmented'
import { Skeleton } from '@/ui/Skeleton'
import { countersignGrant, listGrants } from '../../contract'
import { GrantCard } from './GrantCard'
import { ProposeSheet } from './ProposeSheet'
import { RevokeSheet } from './RevokeSheet'

export type Grant = OutputOf<typeof listGrants>['items'][number]
type Status = Grant['status']

const words: Readonly<Record<Status, string>> = { proposed: '待会签', active: '在用', revoked: '已停用' }
const emptyWords: Readonly<Record<Status, string>> = {
  proposed: '没有等会签的授权。',
  active: '还没有在用的授权。',
  revoked: '没有停用过的授权。',
}

export function Grants() {
  const me = useMe()
  const places = useCommunities(true)
  const mayGrant = me?.roles.some(({ role }) => role === 'admin' || role === 'leadingGroup') ?? false
  const mayPropose = me?.roles.some(({ role }) => role === 'admin') ?? false
  const [status, setStatus] = useState<Status>('proposed')
  const list = usePaged(mayGrant ? `people.listGrants.${status}` : null, (cursor) =>
    call(listGrants, { status, cursor }),
  )
  const command = useCommand(() => void list.refetch())
  const [signing, setSigning] = useState<string | null>(null)
  const [revoking, setRevoking] = useState<Grant | null>(null)
  const [proposing, setProposing] = useState<Grant | null>(null)
  const [done, setDone] = useState<string | null>(null)
  usePullDownRefresh(() => void list.refetch().finally(() => Taro.stopPullDownRefresh()))

  const finished = (words: string) => {
    setRevoking(null)
    setProposing(null)
    setDone(words)
    void list.refetch()
  }
  const countersign = async ({ id, v, alias }: Grant) => {
    setDone(null)
    setSigning(id)
    if (await command.run(countersignGrant, { id, v })) finished(`${alias}的授权生效了。`)
    setSigning(null)
  }
  const communities = places.data?.communities ?? []
  const items = list.data?.items
  if (me && !mayGrant) {
    return (
      <Screen title="授权">
        <Empty icon="badge" text="授权由镇管理员和领导小组办理。" />
      </Screen>
    )
  }
  return (
    <Screen title="授权">
      <Segmented
        label="看哪些授权"
        value={status}
        onChange={(value) => {
          setStatus(value)
          setDone(null)
          command.clear()
        }}
        options={(['proposed', 'active', 'revoked'] as const).map((value) => ({ value, word: words[value] }))}
      />
      {done && <Notice tone="done">{done}</Notice>}
      {command.error && <ErrorNote message={command.error.userMessage} />}
      {list.error && (
        <ErrorNote message={list.error.userMessage} retrying={list.loading} onRetry={() => void list.refetch()} />
      )}
      {!items && !list.error && <Skeleton />}
      {items?.length === 0 && <Empty icon="badge" text={emptyWords[status]} />}
      {items?.map((grant) => (
        <GrantCard
          key={grant.id}
          grant={grant}
          communities={communities}
          me={me}
          signing={signing === grant.id}
          onCountersign={() => void countersign(grant)}
          onRevoke={() => setRevoking(grant)}
          onPropose={mayPropose ? () => setProposing(grant) : undefined}
        />
      ))}
      {list.moreError && <ErrorNote message={list.moreError.userMessage} />}
      {list.hasMore && (
        <Button kind="quiet" busy={list.loadingMore} onTap={() => void list.more()}>
          再看一些
        </Button>
      )}
      {revoking && (
        <RevokeSheet
          grant={items?.find(({ id }) => id === revoking.id) ?? revoking}
          onClose={() => setRevoking(null)}
          onDone={() => finished(`${revoking.alias}的授权停用了。`)}
          onOutdated={() => void list.refetch()}
        />
      )}
      {proposing && (
        <ProposeSheet
          person={proposing}
          communities={communities}
          onClose={() => setProposing(null)}
          onDone={() => finished('提好了，等另一位会签后生效。')}
        />
      )}
    </Screen>
  )
}
