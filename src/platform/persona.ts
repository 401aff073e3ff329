import { storage } from './storage'

const key = 'local-persona'
const local = process.env.WUQUAN_LOCAL === '1'

/** Who a local build plays as: the key of a persona of the local cloud. A release build knows none. */
export const persona = {
  get(): string | null {
    const value = local ? storage.get(key) : undefined
    return typeof value === 'string' ? value : null
  },
  set(value: string): void {
    if (local) storage.set(key, value)
  },
}
