import { View } from '@tarojs/components'
import { classes } from './classes'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import { Tap } from './Tap'
import './BigTile.scss'

export type BigTileProps = {
  icon: IconName
  title: string
  hint?: string | undefined
  onTap: () => void
  /** `main` for the first thing to do here, `small` for picture tiles three or four in a row. */
  kind?: 'main' | 'plain' | 'small'
  /** Makes the tile one of a choice. */
  selected?: boolean
}

/** A picture with a word, big enough for any thumb. Lay several out in `Tiles`. */
export function BigTile({ icon, title, hint, onTap, kind = 'plain', selected }: BigTileProps) {
  return (
    <Tap
      className={classes('wq-tile', `wq-tile--${kind}`, selected && 'wq-tile--on')}
      role={selected === undefined ? 'button' : 'radio'}
      checked={selected}
      onTap={onTap}
      label={hint ? `${title}，${hint}` : title}
    >
      <View className="wq-tile__icon">
        <Icon name={icon} size="l" />
      </View>
      <View className="wq-tile__words">
        <View className="wq-tile__title">{title}</View>
        {hint && <View className="wq-tile__hint">{hint}</View>}
      </View>
    </Tap>
  )
}
