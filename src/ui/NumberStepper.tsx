import { Input, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { useInnerLabel } from '@/platform/innerLabel'
import { Icon } from './Icon'
import { Tap } from './Tap'
import './NumberStepper.scss'

export type NumberStepperProps = {
  label: string
  value: number
  onChange: (value: number) => void
  min?: number
  max?: number
  step?: number
  unit: string
}

/** A quantity with its unit: two buttons for most, typing for the rest. What is typed is brought into the bounds. */
export function NumberStepper({ label, value, onChange, min = 0, max = 9999, step = 1, unit }: NumberStepperProps) {
  const [typed, setTyped] = useState(String(value))
  useEffect(() => setTyped(String(value)), [value])
  const spoken = `${label}，单位${unit}`
  const inner = useInnerLabel(spoken)
  const set = (next: number) => onChange(Math.min(max, Math.max(min, Math.round(next * 100) / 100)))
  const settle = () => {
    const next = Number(typed)
    if (typed.trim() === '' || !Number.isFinite(next)) setTyped(String(value))
    else {
      set(next)
      setTyped(String(Math.min(max, Math.max(min, next))))
    }
  }
  return (
    <View className="wq-stepper">
      <View className="wq-stepper__label">{label}</View>
      <View className="wq-stepper__row">
        <Tap
          className="wq-stepper__button"
          label={`${label}减少`}
          disabled={value <= min}
          onTap={() => set(value - step)}
        >
          <Icon name="minus" />
        </Tap>
        <Input
          className="wq-stepper__box"
          type={step % 1 === 0 ? 'number' : 'digit'}
          value={typed}
          onInput={(event) => {
            setTyped(event.detail.value)
            const next = Number(event.detail.value)
            if (event.detail.value.trim() !== '' && Number.isFinite(next) && next >= min && next <= max) onChange(next)
          }}
          onBlur={settle}
          {...(process.env.TARO_ENV === 'h5' ? { ref: inner } : { ariaLabel: spoken })}
        />
        <Tap
          className="wq-stepper__button"
          label={`${label}增加`}
          disabled={value >= max}
          onTap={() => set(value + step)}
        >
          <Icon name="plus" />
        </Tap>
        <View className="wq-stepper__unit">{unit}</View>
      </View>
    </View>
  )
}
