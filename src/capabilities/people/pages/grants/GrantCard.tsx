import { View } from '@tarojs/components'
import { useNow } from '@/client/now'
import { shanghaiDay } from '@/kernel/dates'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import { StatusTag } from '@/ui/StatusTag'
import type { Me } from '../../contract'
import { roleNames } from '../../words'
import type { Grant } from './Grants'
import { scopeWord } from './scopeWords'
import './grants.scss'

export type GrantCardProps = {
  grant: Grant
  communities: readonly { id: string; name: string }[]
  me: Me | null
  signing: boolean
  onCountersign: () => void
  onRevoke: () => void
  onPropose: (() => void) | undefined
}

const look = (grant: Grant, now: number) => {
  if (grant.status === 'revoked') return { tone: 'still', icon: 'stop', word: '已停用' } as const
  if (grant.endsAt <= now) return { tone: 'late', icon: 'clock', word: '已到期' } as const
  if (grant.status === 'proposed') return { tone: 'wait', word: '待会签' } as const
  return { tone: 'done', word: '在用' } as const
}

/** One role of one person: what, where, until when, by whom; and what may be done with it. */
export function GrantCard({ grant, communities, me, signing, onCountersign, onRevoke, onPropose }: GrantCardProps) {
  const now = useNow()
  const title = `${grant.alias} · ${roleNames[grant.role]}`
  const facts = [
    { name: '范围', value: scopeWord(grant.scope, communities) },
    { name: '到期', value: shanghaiDay(grant.endsAt) },
    { name: '谁提的', value: grant.grantedBy },
    ...(grant.countersignedBy ? [{ name: '谁会签', value: grant.countersignedBy }] : []),
  ]
  const own = grant.personId === me?.personId
  const proposer = grant.status === 'proposed' && grant.grantedBy === me?.alias
  const waits = own ? '不能会签给自己的授权' : proposer ? '您提的，要请另一位会签' : undefined
  return (
    <Card title={title} aside={<StatusTag {...look(grant, now)} />}>
      <Facts items={facts} />
      {(grant.status !== 'revoked' || onPropose) && (
        <View className="grants-actions">
          {grant.status !== 'revoked' && (
            <Button kind="quiet" size="small" label={`停用${title}`} onTap={onRevoke}>
              停用
            </Button>
          )}
          {grant.status !== 'proposed' && onPropose && (
            <Button kind="quiet" size="small" label={`给${grant.alias}再提一个授权`} onTap={onPropose}>
              再提一个
            </Button>
          )}
          {grant.status === 'proposed' && (
            <Button size="small" label={`会签${title}`} busy={signing} disabledReason={waits} onTap={onCountersign}>
              会签
            </Button>
          )}
        </View>
      )}
    </Card>
  )
}
