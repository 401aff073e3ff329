import Taro from '@tarojs/taro'
import type { ScanPort } from './ports'

export const scan: ScanPort = {
  supported: true,
  async scan() {
    try {
      const answer = await Taro.scanCode({ scanType: ['qrCode'] })
      // Mini program codes carry a path, plain codes only text.
      return answer.path || answer.result || null
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'errMsg' in error && /cancel/i.test(String(error.errMsg))) {
        return null
      }
      throw error
    }
  },
}
