import { View } from '@tarojs/components'
import type { PropsWithChildren } from 'react'
import { useElder } from './look'
import './BigTile.scss'

/** A grid of tiles, `columns` wide; one column fewer in elder mode when there are more than two. */
export function Tiles({ columns = 2, children }: PropsWithChildren<{ columns?: 2 | 3 | 4 }>) {
  const elder = useElder()
  return <View className={`wq-tiles wq-tiles--${elder && columns > 2 ? columns - 1 : columns}`}>{children}</View>
}
