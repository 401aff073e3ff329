/** What a printed door code leads to: this app's scan page, here. `code` is `b=…`. */
export const doorLink = (code: string): string =>
  `${window.location.origin}${window.location.pathname}#/pages/scan/index?${code}`
