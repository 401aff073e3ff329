import type { NetworkPort } from './ports'

export const network: NetworkPort = {
  onBack(listener) {
    window.addEventListener('online', listener)
  },
}
