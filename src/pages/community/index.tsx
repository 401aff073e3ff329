import { Empty } from '@/ui/Empty'
import { Screen } from '@/ui/Screen'

export default function Community() {
  return (
    <Screen tab title="小区">
      <Empty text="这里还没有内容。" />
    </Screen>
  )
}
