import { View } from '@tarojs/components'
import { aria } from './aria'
import { classes } from './classes'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import { Tap } from './Tap'
import './SwitchRow.scss'

export type SwitchRowProps = {
  title: string
  hint?: string
  icon?: IconName
  checked: boolean
  onChange: (checked: boolean) => void
}

/** On or off, said in words too; the whole row is the target. */
export function SwitchRow({ title, hint, icon, checked, onChange }: SwitchRowProps) {
  return (
    <Tap
      className="wq-switch"
      role="switch"
      checked={checked}
      label={hint ? `${title}，${hint}` : title}
      onTap={() => onChange(!checked)}
    >
      {icon && <Icon name={icon} className="wq-switch__icon" />}
      <View className="wq-switch__words">
        <View>{title}</View>
        {hint && <View className="wq-switch__hint">{hint}</View>}
      </View>
      <View className="wq-switch__state" {...aria({ hidden: true })}>
        {checked ? '已开' : '未开'}
      </View>
      <View className={classes('wq-switch__track', checked && 'wq-switch__track--on')}>
        <View className="wq-switch__knob" />
      </View>
    </Tap>
  )
}
