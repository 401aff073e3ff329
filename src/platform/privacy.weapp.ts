import Taro from '@tarojs/taro'
import type { PrivacyPort } from './ports'

export const privacy: PrivacyPort = {
  require: () =>
    new Promise((resolve) =>
      Taro.requirePrivacyAuthorize({ success: () => resolve(true), fail: () => resolve(false) }),
    ),
  openGuide: () =>
    new Promise((resolve) => Taro.openPrivacyContract({ success: () => resolve(true), fail: () => resolve(false) })),
}
