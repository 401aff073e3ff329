/**
 * Values of a document. What JavaScript has is used as it is; the BSON types it lacks are small immutable boxes,
 * each with a `toJSON` in EJSON, so `JSON.stringify(document)` is the stored and the wire form.
 *
 * Numbers (as the SDK types them): a safe integer within 32 bits is an int, a larger safe integer a long, any other
 * finite number a double. A box exists only where that rule would lose the type: `Double` for 1.0, NaN and ±Infinity,
 * `Int64` for small longs and for longs past 2^53.
 */
export abstract class Boxed {
  abstract toJSON(): unknown
}

/** A double that is a whole number, NaN or infinite. */
export class Double extends Boxed {
  constructor(readonly value: number) {
    super()
  }
  toJSON(): unknown {
    const { value } = this
    const text = Object.is(value, -0) ? '-0.0' : Number.isInteger(value) ? `${value}.0` : String(value)
    return { $numberDouble: text }
  }
}

/** A 64-bit integer that the natural rule would take for an int or a double. */
export class Int64 extends Boxed {
  constructor(readonly value: bigint) {
    super()
  }
  toJSON(): unknown {
    return { $numberLong: this.value.toString() }
  }
}

/** A point in time, in ms since 1970 (UTC). */
export class DateTime extends Boxed {
  constructor(readonly ms: number) {
    super()
  }
  toJSON(): unknown {
    return { $date: { $numberLong: String(this.ms) } }
  }
}

/** A 12-byte object id as 24 lower-case hex digits. */
export class ObjectId extends Boxed {
  constructor(readonly hex: string) {
    super()
  }
  toJSON(): unknown {
    return { $oid: this.hex }
  }
}

/** A regular expression as a value; `options` keeps the letters the SDK sent. */
export class Regex extends Boxed {
  constructor(
    readonly pattern: string,
    readonly options: string,
  ) {
    super()
  }
  toJSON(): unknown {
    return { $regularExpression: { pattern: this.pattern, options: this.options } }
  }
}

export interface Document {
  [field: string]: Value
}
export type Value = null | boolean | number | string | Double | Int64 | DateTime | ObjectId | Regex | Value[] | Document
export type Numeric = number | Double | Int64

/** Ranks of BSON's comparison order (MongoDB manual, "Comparison/Sort Order"); equal rank = comparable. */
export const Rank = {
  undefined: 4,
  null: 5,
  number: 10,
  string: 15,
  object: 20,
  array: 25,
  objectId: 35,
  boolean: 40,
  date: 45,
  regex: 50,
} as const

/** The comparison rank of a value; a missing one ranks as null. */
export function rankOf(value: Value | undefined): number {
  switch (typeof value) {
    case 'undefined':
      return Rank.null
    case 'string':
      return Rank.string
    case 'number':
      return Rank.number
    case 'boolean':
      return Rank.boolean
  }
  if (value === null) return Rank.null
  if (Array.isArray(value)) return Rank.array
  if (!(value instanceof Boxed)) return Rank.object
  if (value instanceof DateTime) return Rank.date
  if (value instanceof ObjectId) return Rank.objectId
  if (value instanceof Regex) return Rank.regex
  return Rank.number
}

/** MongoDB's name of a value's type, as its error texts and `$type` use it. */
export function typeName(value: Value | undefined): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (isNumeric(value)) return numberType(value)
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (Array.isArray(value)) return 'array'
  if (value instanceof DateTime) return 'date'
  if (value instanceof ObjectId) return 'objectId'
  if (value instanceof Regex) return 'regex'
  return 'object'
}

export function isDocument(value: Value | undefined): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Boxed)
}

export function isNumeric(value: Value | undefined): value is Numeric {
  return typeof value === 'number' || value instanceof Double || value instanceof Int64
}

const INT_MAX = 0x7fffffff
const INT_MIN = -0x80000000
const LONG_MAX = 2n ** 63n - 1n
const LONG_MIN = -(2n ** 63n)

export function numberType(value: Numeric): 'int' | 'long' | 'double' {
  if (value instanceof Double) return 'double'
  if (value instanceof Int64) return 'long'
  if (!Number.isSafeInteger(value)) return 'double'
  return value <= INT_MAX && value >= INT_MIN ? 'int' : 'long'
}

/** The nearest JavaScript number. */
export function toNumber(value: Numeric): number {
  return typeof value === 'number' ? value : Number(value.value)
}

/** The exact integer of an int or long. */
export function toBigInt(value: Numeric): bigint {
  return value instanceof Int64 ? value.value : BigInt(toNumber(value))
}

/** A double value, boxed only when it has to be. */
export function double(value: number): Numeric {
  return Number.isFinite(value) && !Number.isSafeInteger(value) ? value : new Double(value)
}

/** A long value, boxed only when it has to be. */
export function long(value: bigint): Numeric {
  const plain = Number(value)
  return Number.isSafeInteger(plain) && (plain > INT_MAX || plain < INT_MIN) ? plain : new Int64(value)
}

/**
 * Adds or multiplies as MongoDB does: ints widen to long on overflow, any double makes a double.
 * Null when a long result does not fit 64 bits (the caller words the error).
 */
export function arithmetic(kind: 'add' | 'multiply', a: Numeric, b: Numeric): Numeric | null {
  const [left, right] = [numberType(a), numberType(b)]
  if (left === 'double' || right === 'double') {
    const [x, y] = [toNumber(a), toNumber(b)]
    return double(kind === 'add' ? x + y : x * y)
  }
  const [x, y] = [toBigInt(a), toBigInt(b)]
  const result = kind === 'add' ? x + y : x * y
  if (result > LONG_MAX || result < LONG_MIN) return null
  if (left === 'int' && right === 'int' && result <= INT_MAX && result >= INT_MIN) return Number(result)
  return long(result)
}

/** Own field of a document, never an inherited one. */
export function fieldOf(document: Document, name: string): Value | undefined {
  return Object.hasOwn(document, name) ? document[name] : undefined
}

/** The value as MongoDB's error texts print it: `{a: null}`, or `{ a: null }` when spaced. */
export function inspect(value: Value | undefined, spaced = false): string {
  if (value === undefined) return 'undefined'
  if (value instanceof Double || value instanceof Int64) return String(value.value)
  if (value instanceof DateTime) return `new Date(${value.ms})`
  if (value instanceof ObjectId) return `ObjectId('${value.hex}')`
  if (value instanceof Regex) return `/${value.pattern}/${value.options}`
  if (Array.isArray(value)) {
    const inner = value.map((item) => inspect(item, spaced)).join(', ')
    return spaced ? `[ ${inner} ]` : `[${inner}]`
  }
  if (isDocument(value)) {
    const inner = Object.entries(value)
      .map(([name, item]) => `${name}: ${inspect(item, spaced)}`)
      .join(', ')
    return spaced ? `{ ${inner} }` : `{${inner}}`
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
