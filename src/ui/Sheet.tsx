import { View } from '@tarojs/components'
import type { PropsWithChildren, ReactNode } from 'react'
import { Portal } from '@/platform/portal'
import { aria } from './aria'
import { classes } from './classes'
import { Icon } from './Icon'
import { useLookClass } from './look'
import { Tap } from './Tap'
import './Sheet.scss'

export type SheetProps = PropsWithChildren<{
  open: boolean
  title: string
  onClose: () => void
  /** The buttons; the main one last. */
  foot?: ReactNode
}>

/** A sheet from below: to confirm one thing or fill in a short form. What it promises is said in words inside. */
export function Sheet({ open, title, onClose, foot, children }: SheetProps) {
  const look = useLookClass()
  if (!open) return null
  return (
    <Portal>
      <View className={classes(look, 'wq-sheet')}>
        <View className="wq-sheet__shade" catchMove onClick={onClose} {...aria({ hidden: true })} />
        <View className="wq-sheet__panel" {...aria({ role: 'dialog', label: title })}>
          <View className="wq-sheet__head">
            <View className="wq-sheet__title">{title}</View>
            <Tap className="wq-sheet__close" label="关闭" onTap={onClose}>
              <Icon name="close" />
            </Tap>
          </View>
          <View className="wq-sheet__body">{children}</View>
          {foot && <View className="wq-sheet__foot">{foot}</View>}
        </View>
      </View>
    </Portal>
  )
}
