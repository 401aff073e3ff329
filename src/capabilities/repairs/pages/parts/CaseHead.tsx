import { View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import { ProgressLine } from '@/ui/ProgressLine'
import { StatusTag } from '@/ui/StatusTag'
import type { RepairCard } from '../../contract'
import { statusLook, wayIndex, waySteps } from './look'
import './case.scss'

/** What it is, how far it is, and who does what next. */
export function CaseHead({ item }: { item: RepairCard }) {
  const { word, icon, tone } = statusLook(item)
  const at = wayIndex(item.status)
  return (
    <Card title={item.title} aside={<StatusTag tone={tone} icon={icon} word={word} />}>
      {at === null ? (
        <View>{item.line}</View>
      ) : (
        <ProgressLine steps={waySteps} at={at} sentence={item.line} tone={tone} />
      )}
    </Card>
  )
}
