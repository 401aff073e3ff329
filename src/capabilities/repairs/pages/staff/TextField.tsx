import { View } from '@tarojs/components'
import { aria } from '@/ui/aria'
import { classes } from '@/ui/classes'
import { Field } from '@/ui/Field'
import { Tap } from '@/ui/Tap'
import './staff.scss'

export type TextFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  max: number
  optional: boolean
  phrases?: readonly string[] | undefined
  error?: string | undefined
}

/** A text with ready sentences above it: one tap fills it in, and it can still be changed. */
export function TextField({ label, value, onChange, max, optional, phrases = [], error }: TextFieldProps) {
  return (
    <View>
      <Field label={label} lines="many" value={value} onChange={onChange} max={max} optional={optional} error={error} />
      {phrases.length > 0 && (
        <View className="staff-phrases" {...aria({ role: 'radiogroup', label: `${label}，常用` })}>
          {phrases.map((phrase) => (
            <Tap
              key={phrase}
              role="radio"
              checked={value === phrase}
              className={classes('staff-phrase', value === phrase && 'staff-phrase--on')}
              onTap={() => onChange(phrase)}
            >
              {phrase}
            </Tap>
          ))}
        </View>
      )}
    </View>
  )
}
