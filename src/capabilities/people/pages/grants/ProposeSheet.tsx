import { View } from '@tarojs/components'
import { useState } from 'react'
import { useCommand } from '@/client/useCommand'
import { departments, type Role, roles, type Scope } from '@/kernel/actor'
import { Button } from '@/ui/Button'
import { ChoicePill } from '@/ui/ChoicePill'
import { ErrorNote } from '@/ui/ErrorNote'
import { NumberStepper } from '@/ui/NumberStepper'
import { Sheet } from '@/ui/Sheet'
import { proposeGrant } from '../../contract'
import { grantDays, scopesOf } from '../../grants'
import { departmentNames, roleNames, townWide } from '../../words'
import type { Grant } from './Grants'
import './grants.scss'

export type ProposeSheetProps = {
  person: Grant
  communities: readonly { id: string; name: string }[]
  onClose: () => void
  onDone: () => void
}

const town = 'town'

interface Reach {
  value: string
  word: string
  scope: Scope
}

function reachesOf(kind: Scope['kind'], communities: ProposeSheetProps['communities']): Reach[] {
  switch (kind) {
    case 'community':
      return communities.map(({ id, name }) => ({ value: id, word: name, scope: { kind, communityId: id } }))
    case 'department':
      return departments.map((department) => ({
        value: department,
        word: departmentNames[department],
        scope: { kind, department },
      }))
    case 'town':
      return [{ value: town, word: townWide, scope: { kind } }]
  }
}

/** Proposes a role for someone who holds, or held, one: the next term, another place, another task. */
export function ProposeSheet({ person, communities, onClose, onDone }: ProposeSheetProps) {
  const [role, setRole] = useState<Role>(person.role)
  const [place, setPlace] = useState(() => {
    const { scope } = person
    return scope.kind === 'community' ? scope.communityId : scope.kind === 'department' ? scope.department : town
  })
  const [days, setDays] = useState(grantDays)
  const command = useCommand()
  const places = scopesOf[role].flatMap((kind) => reachesOf(kind, communities))
  const chosen = places.find(({ value }) => value === place) ?? places[0]
  const propose = async () => {
    if (!chosen) return
    const input = { personId: person.personId, role, scope: chosen.scope, days }
    if (await command.run(proposeGrant, input)) onDone()
  }
  return (
    <Sheet
      open
      title={`给${person.alias}提授权`}
      onClose={onClose}
      foot={
        <Button busy={command.busy !== null} onTap={() => void propose()}>
          提交会签
        </Button>
      }
    >
      <View>另一位管理员或领导小组会签后才生效。</View>
      <View className="grants-choice">
        <View>担任</View>
        <ChoicePill
          label="担任什么"
          icon="badge"
          value={role}
          options={roles.filter((one) => scopesOf[one].length > 0).map((value) => ({ value, word: roleNames[value] }))}
          onChange={setRole}
        />
      </View>
      <View className="grants-choice">
        <View>负责</View>
        <ChoicePill label="负责哪里" value={chosen?.value ?? ''} options={places} onChange={setPlace} />
      </View>
      <NumberStepper label="多少天" value={days} onChange={setDays} min={1} max={366} step={10} unit="天" />
      {command.error && <ErrorNote message={command.error.userMessage} />}
    </Sheet>
  )
}
