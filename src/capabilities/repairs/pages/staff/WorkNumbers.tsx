import { View } from '@tarojs/components'
import type { OutputOf } from '@/kernel/action'
import { aria } from '@/ui/aria'
import { classes } from '@/ui/classes'
import { Tap } from '@/ui/Tap'
import type { counts, WorklistFilter } from '../../contract'
import { filterWords } from '../../words'
import './staff.scss'

type Counted = OutputOf<typeof counts>

const order = ['submitted', 'soon', 'late', 'verify', 'reply'] as const

export type WorkNumbersProps = {
  counts: Counted | null
  value: WorklistFilter
  onChange: (filter: WorklistFilter) => void
  /** Handlers are sent cases, they do not receive reports. */
  handlerOnly: boolean
}

export const filterWord = (filter: WorklistFilter, handlerOnly: boolean): string =>
  handlerOnly && filter === 'submitted' ? '待接单' : filterWords[filter]

/** The five numbers that are also filters. */
export function WorkNumbers({ counts, value, onChange, handlerOnly }: WorkNumbersProps) {
  return (
    <View className="staff-numbers" {...aria({ role: 'tablist', label: '按状态看' })}>
      {order.map((filter) => {
        const word = filterWord(filter, handlerOnly)
        const number = counts?.[filter]
        return (
          <Tap
            key={filter}
            role="tab"
            selected={filter === value}
            label={number === undefined ? word : `${word}，${number}件`}
            className={classes(
              'staff-number',
              filter === value && 'staff-number--on',
              Boolean(number) && filter === 'late' && 'staff-number--late',
              Boolean(number) && filter === 'soon' && 'staff-number--soon',
            )}
            onTap={() => onChange(filter)}
          >
            <View className="staff-number__count">{number ?? '–'}</View>
            <View className="staff-number__word">{word}</View>
          </Tap>
        )
      })}
    </View>
  )
}
