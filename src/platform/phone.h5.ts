import type { PhonePort } from './ports'

export const phone: PhonePort = {
  call(number) {
    window.location.href = `tel:${number}`
  },
}
