import Taro from '@tarojs/taro'
import type { PreviewPort } from './ports'

export const preview: PreviewPort = {
  open(urls, index) {
    const current = urls[index]
    if (current !== undefined) void Taro.previewImage({ urls, current })
  },
}
