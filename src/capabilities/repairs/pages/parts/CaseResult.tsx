import { View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import type { RepairDetail } from '../../contract'
import { PhotoRow } from './PhotoRow'

/** What was done, with the pictures afterwards. */
export function CaseResult({ result }: { result: NonNullable<RepairDetail['result']> }) {
  const { note, quantity, unit, photos } = result
  return (
    <Card title="修好后">
      {quantity !== undefined && (
        <View>
          修了{quantity}
          {unit}。
        </View>
      )}
      {note !== '' && <View>{note}</View>}
      <PhotoRow photos={photos} label="完工照片" />
    </Card>
  )
}
