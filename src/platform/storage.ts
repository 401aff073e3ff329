import Taro from '@tarojs/taro'

/** Small JSON values that survive a restart: WeChat's storage, or the browser's. `set` throws when it is full. */
export const storage = {
  get(key: string): unknown {
    const value: unknown = Taro.getStorageSync(key)
    return value === '' ? undefined : value
  },
  set(key: string, value: unknown): void {
    Taro.setStorageSync(key, value)
  },
  remove(key: string): void {
    Taro.removeStorageSync(key)
  },
  keys(): string[] {
    return Taro.getStorageInfoSync().keys
  },
}
