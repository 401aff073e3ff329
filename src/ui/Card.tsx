import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { classes } from './classes'
import { Tap } from './Tap'
import './Card.scss'

export type CardProps = PropsWithChildren<{
  title?: string
  /** Right of the title: a tag or a quiet link. */
  aside?: ReactNode
  onTap?: (() => void) | undefined
  /** What a screen reader says of a card that can be tapped. */
  label?: string
  className?: string
}>

/** White on warm paper. A card that can be tapped is one target. */
export function Card({ title, aside, onTap, label, className, children }: CardProps) {
  const inside = (
    <>
      {(title || aside) && (
        <View className="wq-card__head">
          {title && <View className="wq-card__title">{title}</View>}
          {aside}
        </View>
      )}
      {children}
    </>
  )
  return onTap ? (
    <Tap className={classes('wq-card', className)} label={label} onTap={onTap}>
      {inside}
    </Tap>
  ) : (
    <View className={classes('wq-card', className)}>{inside}</View>
  )
}
