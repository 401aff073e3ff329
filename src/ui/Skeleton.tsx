import { View } from '@tarojs/components'
import { aria } from './aria'
import './Skeleton.scss'

/** The shape of what is coming, so that nothing jumps when it comes. */
export function Skeleton({ cards = 3 }: { cards?: number }) {
  return (
    <View className="wq-skeleton" {...aria({ label: '正在打开', role: 'status' })}>
      {Array.from({ length: cards }, (_, index) => index + 1).map((card) => (
        <View key={card} className="wq-skeleton__card">
          <View className="wq-skeleton__line wq-skeleton__line--title" />
          <View className="wq-skeleton__line" />
          <View className="wq-skeleton__line wq-skeleton__line--short" />
        </View>
      ))}
    </View>
  )
}
