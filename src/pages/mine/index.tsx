import { useMe, useSession } from '@/client/session'
import { Card } from '@/ui/Card'
import { ListRow } from '@/ui/ListRow'
import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'
import { SwitchRow } from '@/ui/SwitchRow'

export default function Mine() {
  const me = useMe()
  const elder = useSession((session) => session.elder)
  const setElder = useSession((session) => session.setElder)
  return (
    <Screen tab title="我的">
      {me ? (
        <Card>
          <ListRow
            icon="person"
            title={me.alias}
            detail={me.roles.map(({ where }) => where).join('、') || me.community?.name}
          />
        </Card>
      ) : (
        <Skeleton cards={1} />
      )}
      <Card>
        <SwitchRow title="长辈版" hint="字更大，按钮更大" checked={elder} onChange={setElder} />
      </Card>
    </Screen>
  )
}
