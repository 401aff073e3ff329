import { OutboxCard } from '@/client/OutboxCard'
import { Empty } from '@/ui/Empty'
import { Screen } from '@/ui/Screen'

export default function Progress() {
  return (
    <Screen tab title="进度">
      <OutboxCard />
      <Empty text="这里还没有内容。" />
    </Screen>
  )
}
