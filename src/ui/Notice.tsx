import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { aria } from './aria'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import { type Tone, toneIcon } from './StatusTag'
import './Notice.scss'

export type NoticeProps = {
  tone?: Tone | 'info'
  icon?: IconName
  children: ReactNode
  /** A small `Button`. */
  action?: ReactNode
}

/** A sentence where it belongs on the page. It stays until its cause is gone; there are no toasts. */
export function Notice({ tone = 'info', icon, children, action }: NoticeProps) {
  return (
    <View className={`wq-notice wq-notice--${tone}`} {...aria({ role: tone === 'late' ? 'alert' : 'status' })}>
      <Icon name={icon ?? (tone === 'info' ? 'info' : toneIcon[tone])} />
      <View className="wq-notice__words">
        <View>{children}</View>
        {action && <View className="wq-notice__action">{action}</View>}
      </View>
    </View>
  )
}
