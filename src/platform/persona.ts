import { storage } from './storage'

const key = 'local-persona'

/** Who a local build plays as: the key of a persona of the local cloud. A release build never asks. */
export const persona = {
  get(): string | null {
    const value = storage.get(key)
    return typeof value === 'string' ? value : null
  },
  set(value: string): void {
    storage.set(key, value)
  },
}
