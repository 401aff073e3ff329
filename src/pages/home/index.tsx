import { View } from '@tarojs/components'
import Taro, { usePullDownRefresh } from '@tarojs/taro'
import { list as listNotifications } from '@/capabilities/notifications/contract'
import { listMine, type RepairCard } from '@/capabilities/repairs/contract'
import { CaseCard } from '@/capabilities/repairs/pages/parts/CaseCard'
import { isUnderWay } from '@/capabilities/repairs/pages/parts/look'
import { call } from '@/client/call'
import { open, routes } from '@/client/routes'
import { useMe, useSession } from '@/client/session'
import { useLoaded } from '@/client/useLoaded'
import { phone } from '@/platform/phone'
import { CallButtons } from '@/ui/CallButtons'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { ListRow } from '@/ui/ListRow'
import { Screen } from '@/ui/Screen'
import { SwitchRow } from '@/ui/SwitchRow'
import { MainDoors } from '../parts/MainDoors'
import { WhereRow } from '../parts/WhereRow'
import { StaffCard } from './StaffCard'
import './home.scss'

/** Cases shown here; the rest is one tap away. */
const fewCases = 3

const waitsForMe = ({ next }: RepairCard): boolean => next === 'answer' || next === 'rate'

/** What waits for my word first, then what changed last. */
const mostPressing = (cases: readonly RepairCard[]): RepairCard[] =>
  [...cases]
    .sort((a, b) => Number(waitsForMe(b)) - Number(waitsForMe(a)) || b.updatedAt - a.updatedAt)
    .slice(0, fewCases)

/** Where am I, what can I do, what has changed. */
export default function Home() {
  const me = useMe()
  const { error, loading, load, elder, setElder } = useSession()
  const someone = me?.personId !== undefined
  const inbox = useLoaded(someone ? 'notifications.unread' : null, () => call(listNotifications, {}))
  const mine = useLoaded(someone ? 'repairs.listMine' : null, () => call(listMine, {}))

  usePullDownRefresh(() => {
    void Promise.all([load(), inbox.refetch(), mine.refetch()]).then(() => Taro.stopPullDownRefresh())
  })

  const unread = inbox.data?.unread ?? 0
  const cases = mine.data?.items ?? []
  const underWay = cases.filter(({ status }) => isUnderWay(status)).length

  return (
    <Screen tab title="五全小区">
      {error && !me && <ErrorNote message={error.userMessage} onRetry={() => void load()} retrying={loading} />}
      <Card>
        <WhereRow />
        {someone && (
          <ListRow
            icon="bell"
            title={unread > 0 ? `${unread}条新消息` : '消息'}
            fresh={unread > 0}
            onTap={() => open(routes.inbox)}
          />
        )}
        <SwitchRow icon="text-size" title="长辈版" checked={elder} onChange={setElder} />
      </Card>
      {me?.staff && <StaffCard />}
      <MainDoors underWay={underWay} />
      <CallButtons onCall={phone.call} />
      {mine.error && (
        <ErrorNote message={mine.error.userMessage} onRetry={() => void mine.refetch()} retrying={mine.loading} />
      )}
      {cases.length > 0 && <View className="home-title">我的事</View>}
      {mostPressing(cases).map((item) => (
        <CaseCard key={item.id} item={item} onTap={() => open(routes.repair(item.id))} />
      ))}
    </Screen>
  )
}
