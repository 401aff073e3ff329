import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { aria } from './aria'
import { classes } from './classes'
import './Tap.scss'

export type TapProps = PropsWithChildren<{
  onTap?: (() => void) | undefined
  /** What a screen reader says; without it the text inside is read. */
  label?: string | undefined
  role?: 'button' | 'radio' | 'checkbox' | 'switch' | 'tab' | 'link'
  disabled?: boolean | undefined
  /** For radio, checkbox and switch. */
  checked?: boolean | undefined
  /** For tab. */
  selected?: boolean | undefined
  expanded?: boolean | undefined
  className?: string | undefined
}>

/** On a keyboard Enter and Space tap, as on a real button; WeChat has no keyboard focus. */
const forKeyboard = (onTap: (() => void) | undefined, disabled: boolean) =>
  process.env.TARO_ENV === 'h5'
    ? {
        tabIndex: disabled ? -1 : 0,
        onKeyDown: (event: { key?: string; preventDefault: () => void }) => {
          if (!onTap || disabled || (event.key !== 'Enter' && event.key !== ' ')) return
          event.preventDefault()
          onTap()
        },
      }
    : {}

/** Everything that can be tapped: one place for target size, pressed look, keyboard and screen reader. */
export function Tap({
  onTap,
  label,
  role = 'button',
  disabled = false,
  checked,
  selected,
  expanded,
  className,
  children,
}: TapProps) {
  return (
    <View
      className={classes('wq-tap', disabled && 'wq-tap--off', className)}
      hoverClass={disabled ? 'none' : 'wq-tap--down'}
      hoverStayTime={60}
      onClick={disabled ? undefined : onTap}
      {...aria({ role, label, disabled: disabled || undefined, checked, selected, expanded })}
      {...forKeyboard(onTap, disabled)}
    >
      {children}
    </View>
  )
}
