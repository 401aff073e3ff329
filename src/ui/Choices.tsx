import { View } from '@tarojs/components'
import { aria } from './aria'
import { classes } from './classes'
import { Tap } from './Tap'
import './Choices.scss'

export type ChoicesProps<Value extends string> = {
  label: string
  options: readonly { value: Value; word: string; hint?: string }[]
  value: Value | null
  onChange: (value: Value) => void
}

/** One of several, each a full row: reasons, handlers, places. */
export function Choices<Value extends string>({ label, options, value, onChange }: ChoicesProps<Value>) {
  return (
    <View className="wq-choices" {...aria({ role: 'radiogroup', label: label })}>
      <View className="wq-choices__label">{label}</View>
      {options.map((option) => (
        <Tap
          key={option.value}
          className={classes('wq-choice', option.value === value && 'wq-choice--on')}
          role="radio"
          checked={option.value === value}
          label={option.hint ? `${option.word}，${option.hint}` : option.word}
          onTap={() => onChange(option.value)}
        >
          <View className="wq-choice__dot" />
          <View className="wq-choice__words">
            <View>{option.word}</View>
            {option.hint && <View className="wq-choice__hint">{option.hint}</View>}
          </View>
        </Tap>
      ))}
    </View>
  )
}
