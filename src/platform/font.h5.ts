import type { FontPort } from './ports'

/** The browser's own medium size is 16 px unless the person changed it; Taro sets the root's, so it is measured. */
export const font: FontPort = {
  isLarge() {
    const probe = document.createElement('span')
    probe.style.cssText = 'position:absolute;visibility:hidden;font-size:medium'
    document.body.append(probe)
    const size = Number.parseFloat(getComputedStyle(probe).fontSize)
    probe.remove()
    return size >= 20
  },
}
