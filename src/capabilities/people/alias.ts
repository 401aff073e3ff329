import { sha256 } from '@noble/hashes/sha2'
import { CROCKFORD } from '@/kernel/base32'
import { defaultAliasPrefix } from './words'

/**
 * The name someone has before choosing one: 居民 and four characters that stay the same and lead back to nobody.
 * Two people may share one by chance; an alias names, it does not identify.
 */
export function defaultAlias(personId: string): string {
  const digest = sha256(`alias:${personId}`)
  return defaultAliasPrefix + Array.from(digest.subarray(0, 4), (byte) => CROCKFORD[byte & 31]).join('')
}
