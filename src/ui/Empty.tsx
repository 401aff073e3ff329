import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import './Empty.scss'

export type EmptyProps = { icon?: IconName; text: string; action?: ReactNode }

/** Nothing here yet: one sentence, and what to do about it. */
export function Empty({ icon = 'list', text, action }: EmptyProps) {
  return (
    <View className="wq-empty">
      <Icon name={icon} size="xl" />
      <View className="wq-empty__text">{text}</View>
      {action}
    </View>
  )
}
