import type { ScanPort } from './ports'

/** A browser opens a door code's link by itself; scanning inside the page is WeChat's. */
export const scan: ScanPort = {
  supported: false,
  scan: () => Promise.resolve(null),
}
