import Taro from '@tarojs/taro'
import type { FontPort } from './ports'

/** WeChat's letters are 17 px by default; from 20 px on a person has clearly asked for larger ones. */
export const font: FontPort = {
  isLarge() {
    // Taro's types lack the field; WeChat documents it for wx.getAppBaseInfo.
    const info: object = Taro.getAppBaseInfo()
    return 'fontSizeSetting' in info && Number(info.fontSizeSetting) >= 20
  },
}
