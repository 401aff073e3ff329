import { CloudError } from '../errors'
import { DateTime, type Document, double, isDocument, long, type Numeric, ObjectId, Regex, type Value } from './values'

/**
 * EJSON on the wire and on disk (MongoDB Extended JSON v2; the SDK sends the canonical form, CLOUDBASE wire facts:
 * `$tcb_server_date` is its own addition). Documents are stored as relaxed text that reads back without loss, so a
 * reply is the stored text itself.
 */

/** Deepest nesting MongoDB stores (Limits and Thresholds: "no more than 100 levels"). */
const MAX_DEPTH = 100
/** Largest document MongoDB stores, in bytes (Limits and Thresholds: BSON Document Size). */
const MAX_BYTES = 16 * 1024 * 1024

const UNSUPPORTED = new Set([
  '$numberDecimal',
  '$binary',
  '$uuid',
  '$timestamp',
  '$minKey',
  '$maxKey',
  '$code',
  '$symbol',
  '$undefined',
  '$dbPointer',
])

/**
 * Parses EJSON text of a request; `now` (ms) replaces every server date.
 * @throws CloudError INVALID_PARAM for text that is not EJSON, LOCAL_CLOUD_UNSUPPORTED for a BSON type not stored.
 */
export function parseEjson(text: string, now: number): Value {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new CloudError('INVALID_PARAM', `not EJSON: ${text.slice(0, 200)}`)
  }
  return revive(json, now)
}

/** Turns plain JSON (or JavaScript with Dates) that may hold EJSON wrappers into a value. Throws as `parseEjson`. */
export function revive(json: unknown, now: number, depth = 0): Value {
  if (json === null || typeof json === 'string' || typeof json === 'boolean') return json
  if (typeof json === 'number') return Number.isFinite(json) ? (json === 0 ? 0 : json) : double(json)
  if (typeof json === 'bigint') return long(json)
  if (depth > MAX_DEPTH) throw new CloudError('DATABASE_REQUEST_FAILED', 'Document exceeds maximum nested object depth')
  if (Array.isArray(json)) return json.map((item) => (item === undefined ? null : revive(item, now, depth + 1)))
  if (json instanceof Date) return new DateTime(json.getTime())
  if (typeof json !== 'object') throw new CloudError('INVALID_PARAM', `a ${typeof json} is not a value`)
  const source = json as Record<string, unknown>
  const names = Object.keys(source)
  if (names[0]?.startsWith('$')) {
    const special = wrapped(names, source, now)
    if (special !== undefined) return special
  }
  const document: Document = {}
  for (const name of names) {
    if (name === '__proto__') throw new CloudError('DATABASE_REQUEST_FAILED', "field name '__proto__' is not allowed")
    if (source[name] !== undefined) document[name] = revive(source[name], now, depth + 1)
  }
  return document
}

function wrapped(names: string[], source: Record<string, unknown>, now: number): Value | undefined {
  const name = names[0] as string
  const inner = source[name]
  if (names.length === 1) {
    if (name === '$numberInt') return Math.trunc(Number(inner))
    if (name === '$numberLong') return naturalLong(String(inner))
    if (name === '$numberDouble') return double(Number(inner))
    if (name === '$date') return new DateTime(dateMs(inner))
    if (name === '$oid') return objectId(inner)
    if (name === '$regularExpression') return regex(inner)
    if (name === '$tcb_server_date') return new DateTime(now + offsetOf(inner))
  }
  if (UNSUPPORTED.has(name)) {
    throw new CloudError('LOCAL_CLOUD_UNSUPPORTED', `values of EJSON type ${name} are not supported by the local cloud`)
  }
  return undefined
}

function naturalLong(text: string): Numeric {
  if (!/^-?\d+$/.test(text)) throw new CloudError('INVALID_PARAM', `$numberLong: ${text}`)
  return long(BigInt(text))
}

function dateMs(inner: unknown): number {
  const ms =
    typeof inner === 'string'
      ? Date.parse(inner)
      : typeof inner === 'number'
        ? inner
        : Number((inner as { $numberLong?: string } | null)?.$numberLong)
  if (!Number.isSafeInteger(ms)) throw new CloudError('INVALID_PARAM', `$date: ${JSON.stringify(inner)}`)
  return ms
}

function objectId(inner: unknown): ObjectId {
  if (typeof inner !== 'string' || !/^[0-9a-f]{24}$/i.test(inner)) {
    throw new CloudError('INVALID_PARAM', `$oid: ${JSON.stringify(inner)} is not 24 hex digits`)
  }
  return new ObjectId(inner.toLowerCase())
}

function regex(inner: unknown): Regex {
  const { pattern, options } = (inner ?? {}) as { pattern?: unknown; options?: unknown }
  if (typeof pattern !== 'string') throw new CloudError('INVALID_PARAM', '$regularExpression needs a pattern')
  return new Regex(pattern, typeof options === 'string' ? options : '')
}

function offsetOf(inner: unknown): number {
  const offset = revive((inner as { offset?: unknown } | null)?.offset ?? 0, 0)
  const ms = typeof offset === 'number' ? offset : Number((offset as { value?: unknown }).value)
  if (!Number.isFinite(ms)) throw new CloudError('INVALID_PARAM', 'a server date needs a numeric offset in ms')
  return Math.trunc(ms)
}

/** The stored text of a document. @throws CloudError when it is larger than MongoDB stores. */
export function toText(document: Document): string {
  const text = JSON.stringify(document)
  if (text.length > MAX_BYTES / 3 && Buffer.byteLength(text) > MAX_BYTES) {
    throw new CloudError('DATABASE_REQUEST_FAILED', `Document exceeds maximum allowed bson size of ${MAX_BYTES} bytes`)
  }
  return text
}

/** Reads stored text back; only texts that hold a wrapper pay for the walk. */
export function fromText(text: string): Document {
  const json = JSON.parse(text)
  return text.includes('{"$') ? (revive(json, 0) as Document) : json
}

/** Stored text as the service answers it: object ids leave as plain hex strings (vendor suite, oid.test.ts). */
export function toReply(text: string): string {
  return text.includes('{"$oid"') ? JSON.stringify(plainIds(fromText(text))) : text
}

/** A value as the service answers it. */
export function replyOf(value: Value): string {
  return JSON.stringify(plainIds(value))
}

function plainIds(value: Value): Value {
  if (value instanceof ObjectId) return value.hex
  if (Array.isArray(value)) return value.map(plainIds)
  if (!isDocument(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plainIds(item)]))
}
