import { View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import type { RepairDetail, RepairStatus } from '../../contract'
import { PhotoRow } from './PhotoRow'

export type CaseResultProps = { result: NonNullable<RepairDetail['result']>; status?: RepairStatus }

/** States in which the result still stands; after a rework or 没修好 it is only what was tried last. */
const standing: readonly RepairStatus[] = ['awaitingVerification', 'awaitingRating', 'closed']

/** What was done, with the pictures afterwards. */
export function CaseResult({ result, status }: CaseResultProps) {
  const { note, quantity, unit, photos } = result
  return (
    <Card title={status === undefined || standing.includes(status) ? '修好后' : '上次修的'}>
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
