import { View } from '@tarojs/components'
import { aria } from './aria'
import { classes } from './classes'
import { Icon } from './Icon'
import type { IconName } from './iconNames'
import { Tap } from './Tap'
import './Faces.scss'

/** Three answers anyone can give; the capability maps them to its stars. */
export type Face = 'good' | 'fair' | 'bad'

export const faces: readonly { face: Face; word: string; icon: IconName }[] = [
  { face: 'good', word: '满意', icon: 'face-good' },
  { face: 'fair', word: '一般', icon: 'face-fair' },
  { face: 'bad', word: '不满意', icon: 'face-bad' },
]

export type FacesProps = { value: Face | null; onChange: (face: Face) => void; label?: string }

/** Rating by three faces. */
export function Faces({ value, onChange, label = '您满意吗' }: FacesProps) {
  return (
    <View className="wq-faces" {...aria({ role: 'radiogroup', label: label })}>
      {faces.map(({ face, word, icon }) => (
        <Tap
          key={face}
          className={classes('wq-faces__one', `wq-faces__one--${face}`, value === face && 'wq-faces__one--on')}
          role="radio"
          checked={value === face}
          label={word}
          onTap={() => onChange(face)}
        >
          <Icon name={icon} size="xl" />
          <View className="wq-faces__word">{word}</View>
        </Tap>
      ))}
    </View>
  )
}
