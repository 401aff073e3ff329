import { View } from '@tarojs/components'
import { useState } from 'react'
import './ChoicePill.scss'
import { Choices } from './Choices'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import { Sheet } from './Sheet'
import { Tap } from './Tap'

export type ChoicePillProps<Value extends string> = {
  /** What is chosen: "看哪个小区". */
  label: string
  icon?: IconName
  options: readonly { value: Value; word: string }[]
  value: Value
  onChange: (value: Value) => void
}

/** One of many in a small space: says what is chosen, opens the choices as a sheet. */
export function ChoicePill<Value extends string>({
  label,
  icon = 'pin',
  options,
  value,
  onChange,
}: ChoicePillProps<Value>) {
  const [choosing, setChoosing] = useState(false)
  const word = options.find((option) => option.value === value)?.word ?? ''
  return (
    <>
      <Tap className="wq-pill" label={`${label}，现在是${word}`} onTap={() => setChoosing(true)}>
        <Icon name={icon} size="s" />
        <View>{word}</View>
        <Icon name="down" size="s" />
      </Tap>
      <Sheet open={choosing} title={label} onClose={() => setChoosing(false)}>
        <Choices
          label={label}
          value={value}
          options={options}
          onChange={(next) => {
            setChoosing(false)
            onChange(next)
          }}
        />
      </Sheet>
    </>
  )
}
