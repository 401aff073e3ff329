/** Crockford's base32: no I, L, O or U, so that a printed code is read one way only (crockford.com/base32.html). */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Text as people type it, in Crockford's letters: upper case, I and L as 1, O as 0. Other characters stay as they are. */
export function crockfordInput(text: string): string {
  return text.toUpperCase().replace(/[IL]/g, '1').replace(/O/g, '0')
}
