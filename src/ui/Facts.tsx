import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import './Facts.scss'

export type FactsProps = { items: readonly { name: string; value: ReactNode }[] }

/** What is known of one thing: name and value, line by line. */
export function Facts({ items }: FactsProps) {
  return (
    <View className="wq-facts">
      {items.map(({ name, value }) => (
        <View key={name} className="wq-facts__row">
          <View className="wq-facts__name">{name}</View>
          <View className="wq-facts__value">{value}</View>
        </View>
      ))}
    </View>
  )
}
