import { View } from '@tarojs/components'
import type { OutputOf } from '@/kernel/action'
import { aria } from '@/ui/aria'
import { classes } from '@/ui/classes'
import { Tap } from '@/ui/Tap'
import type { LedgerRow, report } from '../../contract'
import './report.scss'

export type TotalsProps = {
  totals: OutputOf<typeof report>['totals']
  /** The indicator whose rows are shown; null = all. */
  value: LedgerRow['indicator'] | null
  onChange: (indicator: LedgerRow['indicator'] | null) => void
}

/** The figures, each with its unit and from how many records; a tap shows the records behind it. */
export function Totals({ totals, value, onChange }: TotalsProps) {
  return (
    <View className="ledger-totals" {...aria({ role: 'radiogroup', label: '成效，点一项看明细' })}>
      {totals.map(({ indicator, name, unit, qty, rows }) => (
        <Tap
          key={indicator}
          role="radio"
          checked={value === indicator}
          label={`${name}${qty}${unit}，${rows}条记录`}
          className={classes('ledger-total', value === indicator && 'ledger-total--on')}
          onTap={() => onChange(value === indicator ? null : indicator)}
        >
          <View className="ledger-total__name">{name}</View>
          <View className="ledger-total__line">
            <View className="ledger-total__qty">{qty}</View>
            <View>{unit}</View>
          </View>
          <View className="ledger-total__rows">{rows === 0 ? '没有记录' : `${rows}条记录`}</View>
        </Tap>
      ))}
    </View>
  )
}
