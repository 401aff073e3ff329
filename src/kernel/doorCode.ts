import { hmac } from '@noble/hashes/hmac'
import { sha256 } from '@noble/hashes/sha2'
import { CROCKFORD, crockfordInput } from './base32'
import { utf8 } from './canonical'

/** What a scanned or typed text turned out to be. `forged`: well formed, but not signed with this town's key. */
export type DoorCode =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly reason: 'malformed' | 'forged' }

const ID = /^[0-9A-HJKMNP-TV-Z]{8}$/
const CODE = /^([0-9A-HJKMNP-TV-Z]{8})\.([0-9A-HJKMNP-TV-Z]{4})$/
/** Longer than any link that carries a code. */
const LONGEST_TEXT = 1000

/** The first 20 bits of HMAC-SHA256(key, 'door:' + id), as four base32 characters. */
function checkOf(id: string, key: string): string {
  if (key === '') throw new RangeError('the door code key is empty')
  const [a = 0, b = 0, c = 0] = hmac(sha256, utf8(key), utf8(`door:${id}`))
  const bits = (a << 12) | (b << 4) | (c >> 4)
  return [15, 10, 5, 0].map((shift) => CROCKFORD.charAt((bits >> shift) & 31)).join('')
}

/**
 * The signed code of a door or box, `b=<8 base32>.<4 check>`: fit for a WeChat scene (≤ 32 of its characters) and for
 * the query of a link. Twenty bits keep out typing errors and idle forgery, not a patient guesser: a code names a
 * place and grants nothing, and the scan action is rate limited.
 * Throws RangeError when `id` is not 8 Crockford characters (upper case) or the key is empty.
 */
export function makeDoorCode(id: string, key: string): string {
  if (!ID.test(id)) throw new RangeError(`not a door code id: ${id}`)
  return `b=${id}.${checkOf(id, key)}`
}

/**
 * Reads a door code from what a scan or a person delivers: the scene (`b=…`, plain or URL-encoded), a link with `b` in
 * its query or after its `#`, or the code alone. Letters may be small; I and L read as 1, O as 0.
 * Whether the code is still in service is for the `codes` collection to say. Throws RangeError only for an empty key.
 */
export function parseDoorCode(text: string, key: string): DoorCode {
  const [, id, check] = CODE.exec(crockfordInput(codeIn(text))) ?? []
  if (id === undefined || check === undefined) return { ok: false, reason: 'malformed' }
  return sameText(check, checkOf(id, key)) ? { ok: true, id } : { ok: false, reason: 'forged' }
}

function codeIn(text: string): string {
  if (text.length > LONGEST_TEXT) return ''
  const plain = decoded(text).trim()
  const parameter = /(?:^|[?&#=])b=([^&#\s]*)/i.exec(plain)
  return parameter?.[1] ?? plain
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // A stray % is no encoding; the text is then judged as it stands.
    if (error instanceof URIError) return text
    throw error
  }
}

/** Compares without telling by its duration where two texts differ. */
function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < a.length; i += 1) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
