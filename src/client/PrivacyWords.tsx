import { View } from '@tarojs/components'
import { privacyWords } from '@/capabilities/people/privacyWords'
import { Icon } from '@/ui/Icon'
import './PrivacyWords.scss'

/** What we keep and what we never ask for, one promise a line. */
export const PrivacyWords = () => (
  <View className="privacy">
    {privacyWords.promises.map((promise) => (
      <View key={promise} className="privacy__line">
        <Icon name="check" className="privacy__icon" />
        <View className="privacy__words">{promise}</View>
      </View>
    ))}
  </View>
)
