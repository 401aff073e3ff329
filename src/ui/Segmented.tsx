import { ScrollView, View } from '@tarojs/components'
import { aria } from './aria'
import { classes } from './classes'
import { Tap } from './Tap'
import './Segmented.scss'

export type SegmentedProps<Value extends string> = {
  label: string
  options: readonly { value: Value; word: string; count?: number; urgent?: boolean }[]
  value: Value
  onChange: (value: Value) => void
}

/** A filter: one of a few, with how many there are. Scrolls sideways rather than squeezing words. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  return (
    <ScrollView className="wq-segments" scrollX enhanced showScrollbar={false}>
      <View className="wq-segments__row" {...aria({ role: 'tablist', label: label })}>
        {options.map((option) => (
          <Tap
            key={option.value}
            className={classes('wq-segment', option.value === value && 'wq-segment--on')}
            role="tab"
            selected={option.value === value}
            label={option.count === undefined ? option.word : `${option.word}，${option.count}件`}
            onTap={() => onChange(option.value)}
          >
            <View>{option.word}</View>
            {option.count !== undefined && (
              <View
                className={classes('wq-segment__count', option.urgent && option.count > 0 && 'wq-segment__count--late')}
              >
                {option.count}
              </View>
            )}
          </Tap>
        ))}
      </View>
    </ScrollView>
  )
}
