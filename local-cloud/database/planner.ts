import type { Collection, Index } from './collection'
import { encodeValue, invert, isNaNValue, type Keys, successor } from './keys'
import type { Query } from './matcher'
import type { Condition } from './operators'
import { literalPrefix } from './regex'
import { isDocument, Regex, rankOf, type Value } from './values'

/** Key bytes from `low` up to but not including `high`; null = open. */
export interface Range {
  low: Buffer
  high: Buffer | null
  /** How many leading bytes the equality conditions fix; ranges are merged by what follows. */
  fixed?: number
}

/** How candidates are found. Every document that matches is among them; `exact` = every candidate matches. */
export interface Plan {
  kind: 'id' | 'index' | 'union' | 'scan'
  index?: Index
  ranges: Range[]
  /** Candidates come in the wanted sort order. */
  ordered: boolean
  /** … when the ranges, each in order, are merged. */
  merged: boolean
  reverse: boolean
  exact: boolean
  /** Some condition narrows the candidates. */
  bounded: boolean
  parts: Plan[]
  describe: string
}

/** More points than this are not worth it (`$in` × `$in`). */
const MAX_POINTS = 1000
/** More ranges than this are read whole and sorted rather than merged. */
const MAX_MERGED = 64

/** Chooses the way to find what matches: equality prefix, then one range, then the sort order. */
export function planQuery(query: Query, sort: Keys, collection: Collection): Plan {
  const byId = idPlan(query, sort)
  if (byId?.kind === 'id') return byId
  let best: { plan: Plan; score: number } | null = byId && { plan: byId, score: 6 }
  for (const index of collection.indexes) {
    const candidate = indexPlan(query, sort, index)
    if (candidate && candidate.score > (best?.score ?? 0)) best = candidate
  }
  if (best?.plan.bounded) return best.plan
  return unionPlan(query, collection) ?? best?.plan ?? scan(query, sort)
}

function scan(query: Query, sort: Keys): Plan {
  return {
    kind: 'scan',
    ranges: [],
    ordered: sort.length === 0,
    merged: false,
    reverse: false,
    exact: query.size === 0,
    bounded: false,
    parts: [],
    describe: 'SCAN',
  }
}

function idPlan(query: Query, sort: Keys): Plan | null {
  const bySort = sort.length > 0 && sort[0]?.[0] === '_id'
  for (const condition of query.conditions) {
    if (condition.path !== '_id') continue
    const points = pointsOf(condition)
    if (!points) continue
    return {
      ...scan(query, sort),
      kind: 'id',
      ranges: points.map((low) => ({ low, high: null })),
      ordered: points.length <= 1 || sort.length === 0,
      exact: query.size === 1,
      bounded: true,
      describe: 'ID',
    }
  }
  const range = rangeOf(
    query.conditions.filter((condition) => condition.path === '_id'),
    false,
  )
  if (!range && !bySort) return null
  return {
    ...scan(query, sort),
    kind: 'index',
    ranges: range ? [range, ...range.besides] : [everything()],
    ordered: sort.length === 0 || bySort,
    reverse: bySort && sort[0]?.[1] === -1,
    exact: range ? range.used === query.size : query.size === 0,
    bounded: range !== null,
    describe: `INDEX _id_ [${range ? 'range' : 'all'}${bySort ? ', sorted' : ''}]`,
  }
}

function everything(): Range {
  return { low: Buffer.alloc(0), high: null }
}

function indexPlan(query: Query, sort: Keys, index: Index): { plan: Plan; score: number } | null {
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let used = 0
  let depth = 0
  const roots = new Set<string>()
  const equalPaths = new Set<string>()
  for (const [path, direction] of index.keys) {
    const points = narrowable(path, index, roots) ? bestPoints(query, path) : null
    if (!points || prefixes.length * points.length > MAX_POINTS) break
    const encoded = points.map((point) => (direction === 1 ? point : invert(point)))
    prefixes = prefixes.flatMap((prefix) => encoded.map((point) => Buffer.concat([prefix, point])))
    roots.add(rootOf(path))
    if (points.length === 1) equalPaths.add(path)
    used += 1
    depth += 1
  }
  const next = index.keys[depth]
  const range =
    next && narrowable(next[0], index, roots)
      ? rangeOf(
          query.conditions.filter((condition) => condition.path === next[0]),
          index.multikey,
        )
      : null
  // Where a field may hold arrays, entries stand in the order of elements, not of documents; an _id is never an array.
  const usable = !index.multikey || sort.every(([path]) => path === '_id')
  const order = usable ? orderGiven(index, depth, equalPaths, prefixes.length, sort) : null
  const ordered = sort.length === 0 || order !== null
  const bounded = depth > 0 || range !== null
  if (!bounded && !(sort.length > 0 && ordered)) return null
  const ranges = prefixes.flatMap((prefix) =>
    range && next
      ? [range, ...range.besides].map((bounds) => withDirection(bounds, next[1], prefix))
      : [{ low: prefix, high: successor(prefix), fixed: prefix.length }],
  )
  ranges.sort((a, b) => Buffer.compare(a.low, b.low))
  const sorted = sort.length > 0 && ordered
  const described = [depth > 0 && `eq ${depth}`, range && 'range', sorted && 'sorted', !bounded && 'all'].filter(
    Boolean,
  )
  const plan: Plan = {
    ...scan(query, sort),
    kind: 'index',
    index,
    ranges,
    ordered,
    merged: sorted && prefixes.length > 1,
    reverse: order === 'backward',
    exact: !index.multikey && used + (range?.used ?? 0) === query.size,
    bounded,
    describe: `INDEX ${index.name} [${described.join(', ')}]`,
  }
  return { plan, score: depth * 4 + (range ? 2 : 0) + (sorted ? 3 : 0) + (plan.exact ? 1 : 0) }
}

function rootOf(path: string): string {
  return path.split('.')[0] as string
}

/** In a multikey index one entry pairs values of one element, but conditions may be met by different elements. */
function narrowable(path: string, index: Index, roots: Set<string>): boolean {
  return !index.multikey || !roots.has(rootOf(path))
}

/**
 * Whether scanning a range gives the sort order: sort fields fixed by equality do not matter, the others must be the
 * index's next fields in one direction throughout. Several ranges keep an order each, and are merged.
 */
function orderGiven(
  index: Index,
  depth: number,
  fixed: Set<string>,
  ranges: number,
  sort: Keys,
): 'forward' | 'backward' | null {
  const wanted = sort.filter(([path]) => !fixed.has(path))
  if (wanted.length === 0) return 'forward'
  const given = index.keys.slice(depth)
  if (wanted.length > given.length) return null
  const flip = wanted[0]?.[1] === given[0]?.[1] ? 1 : -1
  for (const [position, [path, direction]] of wanted.entries()) {
    const key = given[position]
    if (!key || key[0] !== path || key[1] * flip !== direction) return null
  }
  if (ranges > MAX_MERGED) return null
  return flip === 1 ? 'forward' : 'backward'
}

function bestPoints(query: Query, path: string): Buffer[] | null {
  let best: Buffer[] | null = null
  for (const condition of query.conditions) {
    if (condition.path !== path) continue
    const points = pointsOf(condition)
    if (points && (!best || points.length < best.length)) best = points
  }
  return best
}

/** Keys of an equality or `$in`; null when the index cannot answer it (arrays match as a whole or by element). */
function pointsOf(condition: Condition): Buffer[] | null {
  const { operator, value } = condition
  if (operator === 'eq') return isPoint(value) ? [encodeValue(value)] : null
  if (operator !== 'in' || !Array.isArray(value) || !value.every(isPoint)) return null
  const unique = new Map(value.map((item) => [encodeValue(item).toString('latin1'), encodeValue(item)]))
  return [...unique.values()].sort(Buffer.compare)
}

function isPoint(value: Value): boolean {
  return !Array.isArray(value) && !(value instanceof Regex)
}

interface Bounds extends Range {
  used: number
  /** Further intervals above this one. */
  besides: Range[]
}

/** The interval all range conditions on one path agree on; multikey indexes can honour only one of them. */
function rangeOf(conditions: Condition[], multikey: boolean): Bounds | null {
  let bounds: Bounds | null = null
  for (const condition of conditions) {
    const next = interval(condition)
    if (!next) continue
    if (!bounds) bounds = next
    else if (!multikey && next.besides.length === 0 && bounds.besides.length === 0) {
      const low: Buffer = Buffer.compare(next.low, bounds.low) > 0 ? next.low : bounds.low
      const high: Buffer | null =
        Buffer.compare(next.high as Buffer, bounds.high as Buffer) < 0 ? next.high : bounds.high
      bounds = { low, high, used: bounds.used + next.used, besides: [] }
    }
  }
  return bounds
}

function interval({ operator, value }: Condition): Bounds | null {
  if (operator === 'eq' || operator === 'in') return null
  if (Array.isArray(value) || isDocument(value) || isNaNValue(value)) return null
  if (operator === 'prefix') {
    const regex = value as Regex
    const low = encodeValue(literalPrefix(regex)).subarray(0, -2)
    const stored = encodeValue(regex)
    // a stored regular expression equal to the asked one matches too
    return { low, high: successor(low), used: 0, besides: [{ low: stored, high: successor(stored) }] }
  }
  const point = encodeValue(value)
  const start = Buffer.from([rankOf(value)])
  const end = Buffer.from([rankOf(value) + 1])
  const rest = { used: 1, besides: [] }
  switch (operator) {
    case 'gt':
      return { low: successor(point) as Buffer, high: end, ...rest }
    case 'gte':
      return { low: point, high: end, ...rest }
    case 'lt':
      return { low: start, high: point, ...rest }
    case 'lte':
      return { low: start, high: successor(point), ...rest }
  }
}

/**
 * Bounds under a prefix. A descending component is inverted, which turns the interval round: with complete encodings
 * prefix-free, `low ≤ c < high` becomes `successor(inverted high) ≤ inverted c < successor(inverted low)`.
 */
function withDirection(bounds: Range, direction: 1 | -1, prefix: Buffer): Range {
  const high = bounds.high as Buffer
  const fixed = prefix.length
  if (direction === 1) return { low: Buffer.concat([prefix, bounds.low]), high: Buffer.concat([prefix, high]), fixed }
  return {
    fixed,
    low: Buffer.concat([prefix, successor(invert(high)) as Buffer]),
    high: Buffer.concat([prefix, successor(invert(bounds.low)) as Buffer]),
  }
}

/** An `$or` each of whose branches an index narrows is served by all of them together. */
function unionPlan(query: Query, collection: Collection): Plan | null {
  for (const branches of query.alternatives) {
    const parts = branches.map((branch) => {
      const joined: Query = {
        ...branch,
        conditions: [...branch.conditions, ...query.conditions],
        size: Number.POSITIVE_INFINITY,
      }
      return planQuery(joined, [], collection)
    })
    if (!parts.every((part) => part.bounded)) continue
    return {
      ...scan(query, []),
      kind: 'union',
      ordered: false,
      exact: false,
      bounded: true,
      parts,
      describe: `OR (${parts.map((part) => part.describe).join(' | ')})`,
    }
  }
  return null
}
