import { View } from '@tarojs/components'

export default function Page() {
  return <View ariaLabel="x" className="wq-icon wq-icon--home">小区</View>
}
