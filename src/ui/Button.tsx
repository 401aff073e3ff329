import { View } from '@tarojs/components'
import { classes } from './classes'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import { Tap } from './Tap'
import './Button.scss'

export type ButtonProps = {
  children: string
  onTap: () => void
  kind?: 'primary' | 'quiet' | 'danger'
  /** `small` for a row's own action; still a full target. */
  size?: 'normal' | 'small'
  icon?: IconName
  /** At work: shows so and takes no second tap. */
  busy?: boolean
  /** Present = disabled; people are told why. */
  disabledReason?: string | undefined
  label?: string
}

/** One primary a screen. A disabled button says why, in words below it. */
export function Button({ children, onTap, kind = 'primary', size, icon, busy, disabledReason, label }: ButtonProps) {
  const off = disabledReason !== undefined
  const button = (
    <Tap
      className={classes(
        'wq-button',
        `wq-button--${kind}`,
        size === 'small' && 'wq-button--small',
        off && 'wq-button--off',
        busy && 'wq-button--busy',
      )}
      label={off ? `${label ?? children}，${disabledReason}` : label}
      disabled={off || busy}
      onTap={onTap}
    >
      {busy ? <View className="wq-button__dots" /> : icon && <Icon name={icon} size="m" />}
      <View className="wq-button__text">{busy ? `${children}…` : children}</View>
    </Tap>
  )
  if (!off) return button
  return (
    <View className="wq-button-box">
      {button}
      <View className="wq-button__why">{disabledReason}</View>
    </View>
  )
}
