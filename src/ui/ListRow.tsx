import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { classes } from './classes'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import { Tap } from './Tap'
import './ListRow.scss'

export type ListRowProps = {
  title: string
  /** A second line in plain words. */
  detail?: string | undefined
  icon?: IconName
  /** Right side: a tag, a count, a value. */
  aside?: ReactNode
  /** The whole row opens something. */
  onTap?: () => void
  /** The row's own next action, below its words: a small `Button`. */
  action?: ReactNode
  /** Something new: a dot, and the word for a screen reader. */
  fresh?: boolean
}

/** A row of a list. Put several in one Card, or one alone. */
export function ListRow({ title, detail, icon, aside, onTap, action, fresh }: ListRowProps) {
  const words = (
    <>
      {icon && <Icon name={icon} className="wq-row__icon" />}
      <View className="wq-row__words">
        <View className={classes('wq-row__title', fresh && 'wq-row__title--fresh')}>
          {fresh && <View className="wq-row__new">新的</View>}
          {title}
        </View>
        {detail && <View className="wq-row__detail">{detail}</View>}
      </View>
      {aside}
      {onTap && <Icon name="next" size="s" className="wq-row__next" />}
    </>
  )
  return (
    <View className="wq-row">
      {onTap ? (
        <Tap className="wq-row__main" onTap={onTap}>
          {words}
        </Tap>
      ) : (
        <View className="wq-row__main">{words}</View>
      )}
      {action && <View className="wq-row__action">{action}</View>}
    </View>
  )
}
