import { View } from '@tarojs/components'
import { Card } from '@/ui/Card'
import { Icon } from '@/ui/Icon'
import { StatusTag } from '@/ui/StatusTag'
import type { RepairCard } from '../../contract'
import { categoryIcon } from './categoryIcon'
import { statusLook } from './look'
import './case.scss'

export type CaseCardProps = { item: RepairCard; onTap: () => void }

/** A case in a list: what and where, how it stands, and one plain sentence on what comes next. */
export function CaseCard({ item, onTap }: CaseCardProps) {
  const { word, icon, tone } = statusLook(item)
  return (
    <Card className="case-card" onTap={onTap}>
      <View className="case-card__head">
        <Icon name={categoryIcon(item.category)} className="case-card__icon" />
        <View className="case-card__title">{item.title}</View>
        <StatusTag tone={tone} icon={icon} word={word} />
      </View>
      <View className="case-card__line">{item.line}</View>
      <View className="case-card__meta">
        {item.place}
        {item.joined > 0 && ` · ${item.joined + 1}人遇到`}
      </View>
    </Card>
  )
}
