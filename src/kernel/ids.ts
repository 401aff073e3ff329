import { CROCKFORD } from './base32'

/** Where ids get time and chance from. */
export interface IdPorts {
  /** Milliseconds since the epoch. */
  now(): number
  /** `n` unpredictable bytes. */
  randomBytes(n: number): Uint8Array
}

const TIME_CHARS = 10
const RANDOM_CHARS = 16
const ID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/

/**
 * A source of ids that sort by time: 26 characters as in the ULID specification (github.com/ulid/spec), 48 bits of
 * milliseconds, then 80 random bits. Within one source every id is greater than the one before, even when the clock
 * stands still or goes back. Ids are unique, not secret: the next one within a millisecond can be guessed.
 * The source throws RangeError when the clock is not between 1970 and 10889.
 */
export function createIds(ports: IdPorts): () => string {
  let lastTime = -1
  let lastRandom: number[] = []
  return () => {
    const time = Math.floor(ports.now())
    if (!(time >= 0 && time < 2 ** 48)) throw new RangeError(`not a time an id can carry: ${time}`)
    // 2^80 ids within one millisecond cannot happen, but a random part of all Z can: then the next millisecond lends.
    if (time > lastTime || !increment(lastRandom)) {
      lastTime = Math.max(time, lastTime + 1)
      lastRandom = Array.from(ports.randomBytes(RANDOM_CHARS), (byte) => byte & 31)
    }
    return encodeTime(lastTime) + lastRandom.map((digit) => CROCKFORD.charAt(digit)).join('')
  }
}

/** Adds one to base-32 digits in place; false when they overflowed. */
function increment(digits: number[]): boolean {
  for (let i = digits.length - 1; i >= 0; i -= 1) {
    const next = (digits[i] ?? 0) + 1
    digits[i] = next % 32
    if (next < 32) return true
  }
  return false
}

function encodeTime(time: number): string {
  let text = ''
  let left = time
  for (let i = 0; i < TIME_CHARS; i += 1) {
    text = CROCKFORD.charAt(left % 32) + text
    left = Math.floor(left / 32)
  }
  return text
}

/** Whether a text has the shape of an id made by `createIds`. */
export function isId(text: string): boolean {
  return ID.test(text)
}

/** The millisecond an id was made. Throws RangeError when it is not an id. */
export function timeOfId(id: string): number {
  if (!isId(id)) throw new RangeError(`not an id: ${id}`)
  let time = 0
  for (const char of id.slice(0, TIME_CHARS)) time = time * 32 + CROCKFORD.indexOf(char)
  return time
}
