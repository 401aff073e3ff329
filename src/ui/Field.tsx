import { Input, Textarea, View } from '@tarojs/components'
import { useInnerLabel } from '@/platform/innerLabel'
import { aria } from './aria'
import { classes } from './classes'
import { Icon } from './Icon'
import './Field.scss'

export type FieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Several lines, growing with the text, with a counter. */
  lines?: 'one' | 'many'
  /** Longest text in characters; the counter appears with it. */
  max?: number
  placeholder?: string
  /** One line under the label. */
  hint?: string
  error?: string | undefined
  optional?: boolean
  kind?: 'text' | 'number' | 'digit'
  onDone?: () => void
}

/** A label that stays, a box, a counter, and what is wrong in words. */
export function Field({
  label,
  value,
  onChange,
  lines = 'one',
  max = lines === 'many' ? 500 : 60,
  placeholder,
  hint,
  error,
  optional,
  kind = 'text',
  onDone,
}: FieldProps) {
  const spoken = error ? `${label}，${error}` : label
  const inner = useInnerLabel(spoken)
  const shared = {
    ref: inner,
    value,
    maxlength: max,
    placeholder: placeholder ?? '',
    placeholderClass: 'wq-field__placeholder',
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
    ...(process.env.TARO_ENV === 'h5' ? {} : { ariaLabel: spoken }),
  }
  return (
    <View className={classes('wq-field', error && 'wq-field--wrong')}>
      <View className="wq-field__label">
        {label}
        {optional && <View className="wq-field__optional">可以不填</View>}
      </View>
      {hint && <View className="wq-field__hint">{hint}</View>}
      {lines === 'many' ? (
        <Textarea className="wq-field__area" autoHeight showConfirmBar={false} cursorSpacing={120} {...shared} />
      ) : (
        <Input
          className="wq-field__box"
          type={kind}
          cursorSpacing={120}
          confirmType="done"
          onConfirm={() => onDone?.()}
          {...shared}
        />
      )}
      <View className="wq-field__below">
        {error ? (
          <View className="wq-field__error" {...aria({ role: 'alert' })}>
            <Icon name="warn" size="s" />
            {error}
          </View>
        ) : (
          <View />
        )}
        {lines === 'many' && (
          <View className="wq-field__count" {...aria({ hidden: true })}>
            {value.length}/{max}
          </View>
        )}
      </View>
    </View>
  )
}
