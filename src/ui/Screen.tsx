import { View } from '@tarojs/components'
import Taro, { getCurrentPages } from '@tarojs/taro'
import { type PropsWithChildren, type ReactNode, useEffect } from 'react'
import { aria } from './aria'
import { classes } from './classes'
import { Icon } from './Icon'
import { useBar, useLookClass } from './look'
import { Tap } from './Tap'
import './Screen.scss'

export type ScreenProps = PropsWithChildren<{
  /** Shown in WeChat's own bar, and in ours on H5. */
  title: string
  /** A tab page has no way back. */
  tab?: boolean
  /** The one main action, always in reach at the bottom. */
  foot?: ReactNode
}>

const goBack = (): void => {
  if (getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: '/pages/home/index' })
}

/** The root of every page: carries the tokens and elder mode, the title, the safe areas and the foot. */
export function Screen({ title, tab = false, foot, children }: ScreenProps) {
  const bar = useBar()
  const look = useLookClass()
  useEffect(() => {
    void Taro.setNavigationBarTitle({ title })
  }, [title])
  return (
    <View
      className={classes(look, 'wq-screen', Boolean(foot) && 'wq-screen--foot', tab && 'wq-screen--tab')}
      {...aria({ role: 'main' })}
    >
      {bar}
      {process.env.TARO_ENV === 'h5' && (
        <View className="wq-screen__top">
          {!tab && (
            <Tap className="wq-screen__back" label="返回" onTap={goBack}>
              <Icon name="back" />
            </Tap>
          )}
          <View className="wq-screen__title" {...{ role: 'heading', 'aria-level': 1 }}>
            {title}
          </View>
        </View>
      )}
      <View className="wq-screen__body">{children}</View>
      {foot && <View className="wq-screen__foot">{foot}</View>}
    </View>
  )
}
