/**
 * One text for one value, for hashing: JSON with keys sorted by UTF-16 code unit and no white space (RFC 8785 for the
 * values we store). Properties that are undefined are left out, as they are when stored.
 * Throws TypeError for what a document cannot hold unchanged: NaN, infinities, undefined in an array, functions,
 * symbols, bigints and objects that are neither plain nor arrays (Date, Map, class instances).
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(wellFormed(value))
    case 'boolean':
      return value ? 'true' : 'false'
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`no canonical form: ${value}`)
      return JSON.stringify(value)
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return `[${Array.from(value, canonicalJson).join(',')}]`
      return canonicalObject(value)
    default:
      throw new TypeError(`no canonical form: ${typeof value}`)
  }
}

function canonicalObject(value: object): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  // A plain object of another realm (a worker, jest) has its own Object.prototype, whose own prototype is null.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError('no canonical form: not a plain object')
  }
  const parts = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => `${JSON.stringify(wellFormed(key))}:${canonicalJson(one)}`)
  return `{${parts.join(',')}}`
}

/** Half a surrogate pair (a cut emoji) becomes U+FFFD here as it does in any store that keeps UTF-8. */
function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (unit) =>
    unit.length === 2 ? unit : '\uFFFD',
  )
}

/** The UTF-8 bytes of a text; written out because the mini program runtime has no TextEncoder. */
export function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(wellFormed(text))
  const bytes: number[] = []
  for (let i = 0; i < escaped.length; i += 1) {
    if (escaped[i] === '%') {
      bytes.push(Number.parseInt(escaped.slice(i + 1, i + 3), 16))
      i += 2
    } else bytes.push(escaped.charCodeAt(i))
  }
  return Uint8Array.from(bytes)
}
