import type { PrivacyPort } from './ports'

/** The browser asks nothing by itself; our own consent, with its version, is the people capability's. */
export const privacy: PrivacyPort = {
  require: () => Promise.resolve(true),
  openGuide: () => Promise.resolve(false),
}
