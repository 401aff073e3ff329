import type { Collection, Row } from './collection'
import { fromText } from './ejson'
import type { Near } from './geo'
import { type Keys, ParallelArrays, sortKeyOf } from './keys'
import type { Query } from './matcher'
import { valueAt } from './paths'
import { type Plan, planQuery, type Range } from './planner'
import type { Store } from './store'
import { badQuery, unindexed } from './texts'
import { type Document, inspect } from './values'

/** A document found; `document` is there when finding it needed it parsed. */
export interface Found extends Row {
  document?: Document
}

export interface Search {
  collection: Collection
  query: Query
  /** The query as given, for messages. */
  shown: Document
  sort: Keys
  skip: number
  limit: number
  /** Leaves out documents a transaction sees differently. */
  excludes?: (document: Document) => boolean
}

export interface Findings {
  rows: Found[]
  examined: number
  plan: string
}

/** Runs queries over committed documents (and those of the open batch). */
export class Finder {
  constructor(
    private readonly store: Store,
    private readonly scanLimit: number,
  ) {}

  /** @throws CloudError LOCAL_CLOUD_UNINDEXED_QUERY when more than `scanLimit` documents are read without an index. */
  find(search: Search): Findings {
    if (search.query.near && search.sort.length === 0) return this.nearest(search, search.query.near)
    const plan = planQuery(search.query, search.sort, search.collection)
    const describe = plan.ordered ? plan.describe : `${plan.describe} + SORT`
    if (plan.exact && plan.ordered && !search.excludes && (plan.ranges.length === 1 || plan.kind === 'scan')) {
      const rows = this.page(search, plan)
      if (!plan.bounded && plan.kind === 'scan') this.refuseLongScan(search, search.skip + rows.length)
      return { rows, examined: rows.length, plan: describe }
    }
    return { ...this.filter(search, plan), plan: describe }
  }

  private nearest(search: Search, near: Near): Findings {
    const plan = planQuery(search.query, [], search.collection)
    const { rows, examined } = this.filter({ ...search, skip: 0, limit: Number.POSITIVE_INFINITY }, plan)
    const sorted = sortNearest(rows, near)
    const page = sorted.slice(search.skip, search.skip + search.limit)
    return { rows: page, examined, plan: `${plan.describe} + DISTANCE` }
  }

  /** How many match; an exact plan counts keys without reading documents. */
  count(collection: Collection, query: Query, shown: Document): { total: number; examined: number; plan: string } {
    const plan = planQuery(query, [], collection)
    if (plan.kind === 'scan' && plan.exact) return { total: collection.count(), examined: 0, plan: 'COUNT' }
    if (plan.exact && plan.kind !== 'union') {
      let total = 0
      for (const range of plan.ranges) total += this.countRange(collection, plan, range)
      return { total, examined: 0, plan: `COUNT ${plan.describe}` }
    }
    const search = { collection, query, shown, sort: [], skip: 0, limit: Number.POSITIVE_INFINITY }
    const { rows, examined } = this.filter(search, plan)
    return { total: rows.length, examined, plan: plan.describe }
  }

  private countRange(collection: Collection, plan: Plan, range: Range): number {
    const { from, where, values } = source(collection, plan, range)
    const [total] = this.store
      .sql(`SELECT count(*) FROM ${from.split(' JOIN ')[0]}${where}`)
      .get(...values) as unknown as [number]
    return total
  }

  /** One statement: the whole answer, already in order. */
  private page({ collection, skip, limit }: Search, plan: Plan): Row[] {
    const { from, where, order, values } = source(collection, plan, plan.ranges[0])
    const most = Number.isFinite(limit) ? limit : -1
    const text = `SELECT d.rid, d.doc FROM ${from}${where}${order} LIMIT ? OFFSET ?`
    const rows = this.store.sql(text).all(...values, most, skip) as unknown as [number, string][]
    return rows.map(([rid, text]) => ({ rid, text }))
  }

  private filter(search: Search, plan: Plan): { rows: Found[]; examined: number } {
    const { collection, query, sort, skip, limit, excludes } = search
    const enough = plan.ordered ? skip + limit : Number.POSITIVE_INFINITY
    const rows: Found[] = []
    const seen = plan.kind === 'union' || plan.index?.multikey ? new Set<number>() : null
    let examined = 0
    for (const [rid, text] of this.candidates(collection, plan)) {
      if (rows.length >= enough) break
      if (seen?.has(rid)) continue
      seen?.add(rid)
      examined += 1
      if (!plan.bounded) this.refuseLongScan(search, examined - (plan.kind === 'scan' ? 0 : rows.length))
      const document = plan.exact && !excludes ? undefined : fromText(text)
      if (document && (excludes?.(document) || (!plan.exact && !query.matches(document)))) continue
      rows.push({ rid, text, document })
    }
    const sorted = plan.ordered ? rows : sortFound(rows, sort)
    return { rows: sorted.slice(skip, skip + limit), examined }
  }

  private *candidates(collection: Collection, plan: Plan): Generator<[rid: number, text: string]> {
    for (const part of plan.parts) yield* this.candidates(collection, part)
    if (plan.kind === 'union') return
    if (plan.merged && plan.ranges.length > 1) {
      yield* this.merge(collection, plan)
      return
    }
    const ranges = plan.kind === 'scan' ? [undefined] : plan.reverse ? [...plan.ranges].reverse() : plan.ranges
    for (const range of ranges) {
      const { from, where, order, values } = source(collection, plan, range)
      const text = `SELECT d.rid, d.doc FROM ${from}${where}${order}`
      yield* this.store.sql(text).iterate(...values) as unknown as Generator<[number, string]>
    }
  }

  /** Ranges that are in order each, woven into one order by what follows their fixed bytes. */
  private *merge(collection: Collection, plan: Plan): Generator<[rid: number, text: string]> {
    const cursors = plan.ranges.map((range, slot) => {
      const { from, where, order, values } = source(collection, plan, range)
      // a statement can be read at one place only, so each range has its own
      const text = `SELECT d.rid, d.doc, x.k FROM ${from}${where}${order} -- ${slot}`
      const rows = this.store.sql(text).iterate(...values) as unknown as Iterator<[number, string, Uint8Array]>
      return { rows, fixed: range.fixed ?? 0, head: nextOf(rows, range.fixed ?? 0) }
    })
    const sign = plan.reverse ? -1 : 1
    try {
      for (;;) {
        let first: (typeof cursors)[number] | undefined
        for (const cursor of cursors) {
          if (!cursor.head) continue
          if (!first?.head || sign * Buffer.compare(cursor.head.rest, first.head.rest) < 0) first = cursor
        }
        if (!first?.head) return
        yield first.head.row
        first.head = nextOf(first.rows, first.fixed)
      }
    } finally {
      for (const { rows } of cursors) rows.return?.()
    }
  }

  private refuseLongScan({ collection, shown, sort }: Search, read: number): void {
    if (read <= this.scanLimit) return
    const fields = [...Object.keys(shown).filter((name) => !name.startsWith('$')), ...sort.map(([path]) => path)]
    const wanted = [...new Set(fields)].map((name) => `${name}: 1`).join(', ')
    throw unindexed(collection.name, inspect(shown), this.scanLimit, `{ ${wanted} }`)
  }
}

function nextOf(rows: Iterator<[number, string, Uint8Array]>, fixed: number) {
  const next = rows.next()
  if (next.done) return null
  const [rid, text, key] = next.value
  return { row: [rid, text] as [number, string], rest: key.subarray(fixed) }
}

/**
 * Sorts by the wanted keys; documents that compare equal keep their order.
 * @throws CloudError DATABASE_REQUEST_FAILED when a document has arrays under two of the keys
 */
export function sortFound(rows: Found[], sort: Keys): Found[] {
  if (sort.length === 0) return rows
  const keyed = rows.map((row) => ({ row, key: wantedKey(row.document ?? fromText(row.text), sort) }))
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ row }) => row)
}

function source(collection: Collection, plan: Plan, range: Range | undefined) {
  const table = `d${collection.number} d`
  if (plan.kind === 'scan' || !range) return { from: table, where: '', order: ' ORDER BY d.rid', values: [] }
  if (plan.kind === 'id') return { from: table, where: ' WHERE d.id = ?', order: '', values: [range.low] }
  const direction = plan.reverse ? ' DESC' : ''
  if (!plan.index) return ranged(table, 'd.id', range, ` ORDER BY d.id${direction}`)
  const from = `x${plan.index.number} x JOIN ${table} ON d.rid = x.rid`
  return ranged(from, 'x.k', range, ` ORDER BY x.k${direction}, x.rid${direction}`)
}

function ranged(from: string, column: string, { low, high }: Range, order: string) {
  if (high === null) return { from, where: ` WHERE ${column} >= ?`, order, values: [low] }
  return { from, where: ` WHERE ${column} >= ? AND ${column} < ?`, order, values: [low, high] }
}

/** Nearest first; everything here is within the asked ring. */
export function sortNearest(rows: Found[], { path, distance }: Near): Found[] {
  const parts = path.split('.')
  const measured = rows.map((row) => ({
    row,
    metres: distance(valueAt(row.document ?? fromText(row.text), parts)) ?? 0,
  }))
  return measured.sort((a, b) => a.metres - b.metres).map(({ row }) => row)
}

function wantedKey(document: Document, sort: Keys): Buffer {
  try {
    return sortKeyOf(document, sort)
  } catch (error) {
    throw error instanceof ParallelArrays ? badQuery('cannot sort with keys that are parallel arrays') : error
  }
}
