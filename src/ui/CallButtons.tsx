import { View } from '@tarojs/components'
import { Icon } from './Icon'
import { Tap } from './Tap'
import './CallButtons.scss'

const whom = { '110': '报警', '119': '火警', '120': '急救' } as const

export type EmergencyNumber = keyof typeof whom

export type CallButtonsProps = { numbers?: readonly EmergencyNumber[]; onCall: (number: EmergencyNumber) => void }

/** Danger to life: call first, report after. */
export function CallButtons({ numbers = ['110', '119', '120'], onCall }: CallButtonsProps) {
  return (
    <View className="wq-calls">
      <View className="wq-calls__say">有人受伤或有危险，请先打电话。</View>
      <View className="wq-calls__row">
        {numbers.map((number) => (
          <Tap
            key={number}
            className="wq-calls__one"
            label={`拨打${whom[number]}电话${number}`}
            onTap={() => onCall(number)}
          >
            <Icon name="phone" />
            <View className="wq-calls__words">
              <View className="wq-calls__number">{number}</View>
              <View>{whom[number]}</View>
            </View>
          </Tap>
        ))}
      </View>
    </View>
  )
}
