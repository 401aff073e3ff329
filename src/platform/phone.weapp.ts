import Taro from '@tarojs/taro'
import type { PhonePort } from './ports'

export const phone: PhonePort = {
  call(number) {
    // Turning back in the phone's own dialog comes as a failure; there is nothing to say about it.
    void Taro.makePhoneCall({ phoneNumber: number, fail: () => undefined })
  },
}
