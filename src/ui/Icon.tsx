import { View } from '@tarojs/components'
import { aria } from './aria'
import { classes } from './classes'
import type { IconName } from './iconNames'

export type IconProps = {
  name: IconName
  size?: 's' | 'm' | 'l' | 'xl'
  /** Only when the icon stands alone; beside a word it is decoration and stays silent. */
  label?: string
  className?: string
}

/** A line icon in the colour of the text around it. */
export function Icon({ name, size = 'm', label, className }: IconProps) {
  const spoken = label ? aria({ role: 'img', label }) : aria({ hidden: true })
  return <View className={classes('wq-icon', `wq-icon--${name}`, `wq-icon-${size}`, className)} {...spoken} />
}
