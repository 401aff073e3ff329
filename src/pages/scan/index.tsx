import { Screen } from '@/ui/Screen'
import { Skeleton } from '@/ui/Skeleton'

export default function Scan() {
  return (
    <Screen title="扫码">
      <Skeleton cards={1} />
    </Screen>
  )
}
