import { View } from '@tarojs/components'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import './StatusTag.scss'

/** What a state means to the person waiting: `wait` it is someone's turn, `still` nothing runs. */
export type Tone = 'wait' | 'doing' | 'done' | 'late' | 'still'

/** The icon a tone has when none is named. */
export const toneIcon: Record<Tone, IconName> = {
  wait: 'clock',
  doing: 'play',
  done: 'done',
  late: 'warn',
  still: 'pause',
}

export type StatusTagProps = { tone: Tone; word: string; icon?: IconName }

/** Icon + word + colour, so that no one needs the colour. The word has at most five characters. */
export function StatusTag({ tone, word, icon }: StatusTagProps) {
  return (
    <View className={`wq-tag wq-tag--${tone}`}>
      <Icon name={icon ?? toneIcon[tone]} size="s" />
      <View className="wq-tag__word">{word}</View>
    </View>
  )
}
