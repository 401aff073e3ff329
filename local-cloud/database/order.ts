import {
  type DateTime,
  type Document,
  Double,
  Int64,
  type Numeric,
  type ObjectId,
  Rank,
  type Regex,
  rankOf,
  toNumber,
  type Value,
} from './values'

/**
 * BSON order of two values (MongoDB manual, "Comparison/Sort Order"): by type rank first, then within the type.
 * Missing compares as null; ints, longs and doubles compare by number, NaN below every number; strings by their
 * UTF-8 bytes; documents field by field in key order (type, then name, then value).
 */
export function compare(a: Value | undefined, b: Value | undefined): number {
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const rank = rankOf(a)
  const byRank = rank - rankOf(b)
  if (byRank !== 0) return byRank
  switch (rank) {
    case Rank.number:
      return compareNumbers(a as Numeric, b as Numeric)
    case Rank.boolean:
      return Number(a) - Number(b)
    case Rank.date:
      return Math.sign((a as DateTime).ms - (b as DateTime).ms)
    case Rank.objectId:
      return compareText((a as ObjectId).hex, (b as ObjectId).hex)
    case Rank.regex: {
      const [x, y] = [a as Regex, b as Regex]
      return compareText(x.pattern, y.pattern) || compareText(x.options, y.options)
    }
    case Rank.array:
      return compareArrays(a as Value[], b as Value[])
    case Rank.object:
      return compareDocuments(a as Document, b as Document)
    default:
      return 0
  }
}

/** Equality in the sense of `$eq`: same BSON type class and same content, key order included. */
export function equal(a: Value | undefined, b: Value | undefined): boolean {
  return compare(a, b) === 0
}

/** Order of two strings by their UTF-8 bytes, which differs from JavaScript's for characters past U+FFFF. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return utf8Weight(x) - utf8Weight(y)
  }
  return a.length - b.length
}

/** Surrogates stand for characters above every single code unit, so they weigh more than U+E000…U+FFFF. */
function utf8Weight(unit: number): number {
  if (unit < 0xd800) return unit
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000
}

function compareNumbers(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b === 0 ? 0 : a < b ? -1 : 1
  const [x, y] = [toNumber(a), toNumber(b)]
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(!Number.isNaN(x)) - Number(!Number.isNaN(y))
  if (x !== y) return x < y ? -1 : 1
  if (!(a instanceof Int64) && !(b instanceof Int64)) return 0
  if (!Number.isFinite(x)) return 0
  const [left, right] = [exact(a), exact(b)]
  return left === right ? 0 : left < right ? -1 : 1
}

/** Called only for numbers whose nearest doubles agree and of which one is a long: both are whole then. */
function exact(value: Numeric): bigint {
  if (value instanceof Int64) return value.value
  return BigInt(value instanceof Double ? value.value : value)
}

function compareArrays(a: Value[], b: Value[]): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i += 1) {
    const order = compare(a[i], b[i])
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareDocuments(a: Document, b: Document): number {
  const [left, right] = [Object.keys(a), Object.keys(b)]
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [left[i] as string, right[i] as string]
    const order = rankOf(a[x]) - rankOf(b[y]) || compareText(x, y) || compare(a[x], b[y])
    if (order !== 0) return order
  }
  return left.length - right.length
}
