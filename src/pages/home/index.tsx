import { Empty } from '@/ui/Empty'
import { Screen } from '@/ui/Screen'

export default function Home() {
  return (
    <Screen tab title="首页">
      <Empty text="这里还没有内容。" />
    </Screen>
  )
}
