import { storage } from './storage'

const key = 'local-persona'

/** Who a local build plays as: the key of a persona of the local cloud. A release build knows none. */
export const persona = {
  get(): string | null {
    const value = process.env.WUQUAN_LOCAL === '1' ? storage.get(key) : undefined
    return typeof value === 'string' ? value : null
  },
  set(value: string): void {
    if (process.env.WUQUAN_LOCAL === '1') storage.set(key, value)
  },
}
