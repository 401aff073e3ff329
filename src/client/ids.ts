const letters = '0123456789abcdefghijklmnopqrstuvwxyz'

/**
 * A client id: made once for one thing a person wants done and repeated by every retry of it, so that the server does
 * it once. 24 characters; the random part (WeChat has no `crypto`) need only differ within one person's own requests.
 */
export function newClientId(now: number = Date.now()): string {
  const random = Array.from({ length: 15 }, () => letters[Math.floor(Math.random() * letters.length)]).join('')
  return `${now.toString(36).padStart(9, '0')}${random}`
}
