import { CloudError } from '../errors'
import {
  type DateTime,
  type Document,
  fieldOf,
  Int64,
  isDocument,
  isNumeric,
  type Numeric,
  type ObjectId,
  Rank,
  type Regex,
  rankOf,
  toNumber,
  type Value,
} from './values'

/**
 * Key bytes of index entries: comparing two keys byte by byte gives BSON order, so a SQLite b-tree of BLOBs is a
 * MongoDB index. Every component is prefix-free (no encoded value is a prefix of another), so components join by
 * concatenation, and a descending component is the same bytes inverted.
 */
/** Two keys run through different arrays, so their combinations would multiply; MongoDB refuses this too. */
export class ParallelArrays extends CloudError {
  constructor(name: string, other: string) {
    super('DATABASE_REQUEST_FAILED', `cannot index parallel arrays [${name}] [${other}]`)
  }
}

export type Keys = readonly (readonly [path: string, direction: 1 | -1])[]

/** First byte of NaN, just under the numbers, so ranges over numbers leave NaN out as `$lt`/`$gt` do. */
export const NAN_BYTE = Rank.number - 1

/** What an empty array leaves in an index: BSON's undefined, below null. */
const EMPTY = Symbol('empty array')
type Component = Value | undefined | typeof EMPTY

/** Order-preserving bytes of one value; missing = null. */
export function encodeValue(value: Value | undefined): Buffer {
  const out: Buffer[] = []
  write(value, out)
  return out.length === 1 ? (out[0] as Buffer) : Buffer.concat(out)
}

/** The same bytes, inverted, for a descending component. */
export function invert(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length)
  for (let i = 0; i < bytes.length; i += 1) out[i] = ~(bytes[i] as number) & 0xff
  return out
}

/** The least byte string above everything that starts with `prefix`; null when there is none. */
export function successor(prefix: Buffer): Buffer | null {
  let end = prefix.length
  while (end > 0 && prefix[end - 1] === 0xff) end -= 1
  if (end === 0) return null
  const out = Buffer.from(prefix.subarray(0, end))
  out[end - 1] = (out[end - 1] as number) + 1
  return out
}

/**
 * Every key a document has in an index: one, or one per array element (MongoDB's multikey).
 * @throws ParallelArrays when two indexed fields are arrays
 */
export function keysOf(document: Document, keys: Keys): { keys: Buffer[]; multikey: boolean } {
  const plain: Buffer[] = []
  for (const [path, direction] of keys) {
    const value = path.includes('.') ? scalarAt(document, path) : fieldOf(document, path)
    if (value === ARRAY_ON_THE_WAY || Array.isArray(value)) return expandedKeys(document, keys)
    const bytes = encodeValue(value)
    plain.push(direction === 1 ? bytes : invert(bytes))
  }
  return { keys: [plain.length === 1 ? (plain[0] as Buffer) : Buffer.concat(plain)], multikey: false }
}

/**
 * The key a document sorts by: the least of its keys, as MongoDB's sort takes the least (or greatest) element.
 * @throws ParallelArrays
 */
export function sortKeyOf(document: Document, keys: Keys): Buffer {
  const all = keysOf(document, keys).keys
  return all.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least))
}

const ARRAY_ON_THE_WAY = Symbol('array on the way')

function scalarAt(document: Document, path: string): Value | undefined | typeof ARRAY_ON_THE_WAY {
  let node: Value | undefined = document
  for (const part of path.split('.')) {
    if (Array.isArray(node)) return ARRAY_ON_THE_WAY
    if (!isDocument(node)) return undefined
    node = fieldOf(node, part)
  }
  return node
}

interface Pending {
  slot: number
  parts: string[]
}

function expandedKeys(document: Document, keys: Keys): { keys: Buffer[]; multikey: boolean } {
  const pending = keys.map(([path], slot) => ({ slot, parts: path.split('.') }))
  const rows = expand(document, pending, keys)
  const seen = new Map<string, Buffer>()
  for (const row of rows) {
    const bytes = Buffer.concat(
      keys.map(([, direction], slot) => {
        const component = row.get(slot)
        const encoded = component === EMPTY ? Buffer.from([Rank.undefined]) : encodeValue(component)
        return direction === 1 ? encoded : invert(encoded)
      }),
    )
    seen.set(bytes.toString('latin1'), bytes)
  }
  return { keys: [...seen.values()], multikey: true }
}

/** All combinations of component values under `node`; fields that run through one array expand together. */
function expand(node: Value | undefined, pending: Pending[], keys: Keys): Map<number, Component>[] {
  const groups = new Map<string, Pending[]>()
  for (const field of pending) {
    const name = field.parts[0] as string
    const rest = { slot: field.slot, parts: field.parts.slice(1) }
    groups.set(name, [...(groups.get(name) ?? []), rest])
  }
  let rows: Map<number, Component>[] = [new Map()]
  let expandedName: string | undefined
  for (const [name, fields] of groups) {
    const child = isDocument(node) ? fieldOf(node, name) : undefined
    const options = Array.isArray(child) ? expandArray(child, fields, keys) : settle(child, fields, keys)
    if (options.length > 1 || Array.isArray(child)) {
      if (expandedName !== undefined) {
        throw new ParallelArrays(name, expandedName)
      }
      expandedName = name
    }
    rows = rows.flatMap((row) => options.map((option) => new Map([...row, ...option])))
  }
  return rows
}

/** Fields that end at `value` take it; the others go on inside it. */
function settle(value: Value | undefined, fields: Pending[], keys: Keys): Map<number, Component>[] {
  const ended = new Map<number, Component>()
  const further: Pending[] = []
  for (const field of fields) {
    if (field.parts.length === 0) ended.set(field.slot, value)
    else further.push(field)
  }
  if (further.length === 0) return [ended]
  return expand(value, further, keys).map((row) => new Map([...ended, ...row]))
}

function expandArray(array: Value[], fields: Pending[], keys: Keys): Map<number, Component>[] {
  const position = fields.length === 1 ? fields[0]?.parts[0] : undefined
  if (position !== undefined && /^\d+$/.test(position)) {
    const rest = fields.map((field) => ({ slot: field.slot, parts: field.parts.slice(1) }))
    const child = array[Number(position)]
    return Array.isArray(child) ? expandArray(child, rest, keys) : settle(child, rest, keys)
  }
  if (array.length === 0) {
    return [new Map(fields.map((field) => [field.slot, field.parts.length === 0 ? EMPTY : undefined]))]
  }
  return array.flatMap((item) => settle(item, fields, keys))
}

function write(value: Value | undefined, out: Buffer[]): void {
  const rank = rankOf(value)
  switch (rank) {
    case Rank.string:
      out.push(textBytes(rank, value as string))
      return
    case Rank.number:
      out.push(numberBytes(value as Numeric))
      return
    case Rank.boolean:
      out.push(Buffer.from([rank, value === true ? 1 : 0]))
      return
    case Rank.date: {
      const bytes = Buffer.allocUnsafe(9)
      bytes[0] = rank
      bytes.writeBigUInt64BE(BigInt.asUintN(64, BigInt((value as DateTime).ms)) ^ (1n << 63n), 1)
      out.push(bytes)
      return
    }
    case Rank.objectId:
      out.push(Buffer.concat([Buffer.from([rank]), Buffer.from((value as ObjectId).hex, 'hex')]))
      return
    case Rank.regex:
      out.push(textBytes(rank, (value as Regex).pattern), textBytes(rank, (value as Regex).options))
      return
    case Rank.array:
      out.push(Buffer.from([rank]))
      for (const item of value as Value[]) write(item, out)
      out.push(Buffer.from([0]))
      return
    case Rank.object:
      out.push(Buffer.from([rank]))
      for (const [name, item] of Object.entries(value as Document)) {
        out.push(textBytes(rankOf(item), name))
        write(item, out)
      }
      out.push(Buffer.from([0]))
      return
    default:
      out.push(Buffer.from([rank]))
  }
}

/** Rank byte, UTF-8 with 00 written as 00 FF, and the terminator 00 01: a shorter text sorts before its extensions. */
function textBytes(rank: number, text: string): Buffer {
  if (!text.includes('\0')) {
    const length = Buffer.byteLength(text)
    const bytes = Buffer.allocUnsafe(length + 3)
    bytes[0] = rank
    bytes.write(text, 1)
    bytes[length + 1] = 0
    bytes[length + 2] = 1
    return bytes
  }
  const out = [rank]
  for (const byte of Buffer.from(text)) out.push(...(byte === 0 ? [0, 0xff] : [byte]))
  return Buffer.from([...out, 0, 1])
}

/**
 * The nearest double in sortable form, then what an exact long differs from it by (within ±1024, biased by 32768):
 * rounding keeps order, so the pair orders ints, longs and doubles together without loss.
 */
function numberBytes(value: Numeric): Buffer {
  const nearest = toNumber(value)
  if (Number.isNaN(nearest)) return Buffer.from([NAN_BYTE])
  const bytes = Buffer.allocUnsafe(11)
  bytes[0] = Rank.number
  bytes.writeDoubleBE(nearest === 0 ? 0 : nearest, 1)
  if (nearest < 0) for (let i = 1; i < 9; i += 1) bytes[i] = ~(bytes[i] as number) & 0xff
  else bytes[1] = (bytes[1] as number) ^ 0x80
  const rest = value instanceof Int64 ? Number(value.value - BigInt(nearest)) : 0
  bytes.writeUInt16BE(rest + 0x8000, 9)
  return bytes
}

/** Whether a key path can be declared: numeric parts would mean an array position. */
export function isIndexablePath(path: string): boolean {
  return (
    path.length > 0 && path.split('.').every((part) => part.length > 0 && !/^\d+$/.test(part) && !part.startsWith('$'))
  )
}

/** Number test for planners: NaN has its own byte. */
export function isNaNValue(value: Value | undefined): boolean {
  return isNumeric(value) && Number.isNaN(toNumber(value))
}
