import Taro from '@tarojs/taro'
import type { NetworkPort } from './ports'

export const network: NetworkPort = {
  onBack(listener) {
    Taro.onNetworkStatusChange(({ isConnected }) => {
      if (isConnected) listener()
    })
  },
}
