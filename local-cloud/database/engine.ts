import { randomBytes } from 'node:crypto'
import { CloudError } from '../errors'
import { Aggregator } from './aggregate'
import { type Collection, idKeyOf, type Row } from './collection'
import { fromText, parseEjson, replyOf, revive, toReply, toText } from './ejson'
import { Finder, type Found, sortFound, sortNearest } from './finder'
import { encodeValue, type Keys } from './keys'
import { compileQuery } from './matcher'
import { compileProjection } from './projection'
import type { Store } from './store'
import { badInsert, badQuery, badUpdate, collectionExists, duplicateText, invalidParam, unsupported } from './texts'
import { documentKey, type Transaction, Transactions } from './transactions'
import type { DatabaseReply, Stats } from './types'
import { checkStorable, compileUpdate } from './updater'
import { type Document, inspect, isDocument, isNumeric, ObjectId, toNumber, type Value } from './values'
import { type Change, type Refuse, Writer } from './writer'

type Body = Record<string, unknown>

/** Documents `get` returns by default and at most (SDK and vendor suite, query.limit.test.ts). */
const DEFAULT_LIMIT = 100
const MAX_LIMIT = 1000

/**
 * The database's actions over one store. Every call runs to its end before the next; the caller makes batches durable
 * with `Store.commit` before it hands out any reply.
 */
export class Engine {
  readonly transactions: Transactions
  private readonly finder: Finder
  private readonly writer: Writer

  constructor(
    private readonly store: Store,
    options: { scanLimit?: number; realNow?: () => number } = {},
  ) {
    this.transactions = new Transactions(options.realNow)
    this.finder = new Finder(store, options.scanLimit ?? 1000)
    this.writer = new Writer(store, this.transactions)
  }

  /**
   * One wire action (`database.` may be left out); `now` in ms.
   * @throws CloudError with the service's code and text
   */
  execute(action: string, body: Body, now: number): DatabaseReply {
    this.transactions.expire(now)
    const name = action.replace(/^database\./, '')
    switch (name) {
      case 'startTransaction':
        return { data: {}, transactionId: this.transactions.begin(now), stats: costless('BEGIN') }
      case 'commitTransaction':
        return this.commit(body)
      case 'abortTransaction':
        this.transactions.end(this.transactions.use(body.transactionId, false))
        return { data: {}, stats: costless('ABORT') }
      case 'addCollection':
        return this.addCollection(body)
    }
    const handler = this.handlers[name]
    if (!handler) throw unsupported(`action ${action}`)
    if (body.transactionId === undefined) return handler(body, now, null)
    const transaction = this.transactions.use(body.transactionId)
    try {
      return handler(body, now, transaction)
    } catch (error) {
      // MongoDB aborts a transaction in which an operation failed; the loser of a conflict is gone with it
      if (error instanceof CloudError && ABORTING.has(error.code)) this.transactions.end(transaction)
      throw error
    }
  }

  /** Empties every collection and loads these documents (EJSON objects); open transactions end. */
  reset(documents: Record<string, unknown[]>): void {
    this.transactions.endAll()
    for (const collection of this.store.collections.values()) collection.clear()
    for (const [name, items] of Object.entries(documents)) {
      const collection = this.store.collection(name)
      for (const item of items) this.insertOne(collection, revive(item, 0), null)
    }
  }

  /** After a lost batch: what the file says is true again, and open transactions are gone. */
  recover(): void {
    this.transactions.endAll()
    this.store.reload()
  }

  private readonly handlers: Record<
    string,
    (body: Body, now: number, transaction: Transaction | null) => DatabaseReply
  > = {
    insertDocument: (body, now, transaction) => this.insert(body, now, transaction),
    getDocument: (body, now, transaction) => this.get(body, now, transaction),
    modifyDocument: (body, now, transaction) => this.modify(body, now, transaction),
    modifyAndReturnDoc: (body, now, transaction) => this.modifyAndReturn(body, now, transaction),
    removeDocument: (body, now, transaction) => this.remove(body, now, transaction),
    calculateDocument: (body, now) => this.count(body, now),
    aggregateDocuments: (body, now) => this.aggregate(body, now),
  }

  private commit(body: Body): DatabaseReply {
    const transaction = this.transactions.use(body.transactionId, false)
    const returned = transaction.writes.size
    this.writer.commit(transaction)
    this.transactions.end(transaction)
    return { data: {}, stats: { examined: 0, returned, plan: 'COMMIT' } }
  }

  private addCollection(body: Body): DatabaseReply {
    const name = body.collectionName
    if (typeof name !== 'string' || name === '') throw invalidParam('collectionName must be a non-empty string')
    if (this.store.collections.has(name)) throw collectionExists()
    this.store.addCollection(name, [])
    return { data: {}, stats: costless('CREATE') }
  }

  private insert(body: Body, now: number, transaction: Transaction | null): DatabaseReply {
    const collection = this.store.collection(body.collectionName)
    const texts = body.data
    if (!Array.isArray(texts) || texts.length === 0) throw invalidParam('data must be a non-empty array of documents')
    const documents = texts.map((text) => parseEjson(String(text), now))
    const insertedIds = documents.map((document) => this.insertOne(collection, document, transaction))
    return {
      data: { insertedIds: insertedIds.map((id) => JSON.parse(replyOf(id))) },
      stats: { examined: 0, returned: insertedIds.length, plan: 'INSERT' },
    }
  }

  private insertOne(collection: Collection, given: Value, transaction: Transaction | null): Value {
    if (!isDocument(given)) throw badInsert(`document must be an object, got ${inspect(given)}`)
    checkStorable(given, badInsert)
    const { _id = randomBytes(16).toString('hex'), ...rest } = given
    if (Array.isArray(_id)) throw badInsert("The '_id' value cannot be of type array")
    const document: Document = { _id, ...rest }
    const idKey = encodeValue(_id)
    if (this.visible(collection, idKey, transaction)) throw badInsert(duplicateId(collection, _id))
    this.put({ collection, idKey, before: null, after: { document, text: toText(document) } }, transaction, badInsert)
    return _id
  }

  private get(body: Body, now: number, transaction: Transaction | null): DatabaseReply {
    const collection = this.store.collection(body.collectionName)
    const query = queryOf(body, now)
    const limit = body.queryType === 'DOC' ? 1 : limitOf(body.limit)
    const skip = wholeNumber('offset', body.offset, 0)
    const { rows, ...cost } = this.find(collection, query, orderOf(body), skip, limit, transaction)
    const projection = body.projection === undefined ? null : documentOf('projection', body.projection, now)
    const project = projection && Object.keys(projection).length > 0 ? compileProjection(projection) : null
    const list = rows.map((row) => (project ? replyOf(project(row.document ?? fromText(row.text))) : toReply(row.text)))
    return { data: { list }, stats: { ...cost, returned: list.length } }
  }

  private count(body: Body, now: number): DatabaseReply {
    const collection = this.store.collection(body.collectionName)
    const shown = queryOf(body, now)
    const { total, ...cost } = this.finder.count(collection, compileQuery(shown), shown)
    return { data: { total }, stats: { ...cost, returned: total } }
  }

  private aggregate(body: Body, now: number): DatabaseReply {
    const collection = this.store.collection(body.collectionName)
    if (!Array.isArray(body.stages)) throw invalidParam('stages must be an array')
    const stages = body.stages.map((stage: { stageKey?: unknown; stageValue?: unknown }) => ({
      name: String(stage?.stageKey),
      value: parseEjson(String(stage?.stageValue), now),
    }))
    const aggregator = new Aggregator(this.finder, (name) => this.store.collection(name))
    const { documents, ...cost } = aggregator.run(collection, stages)
    return { data: { list: documents.map(replyOf) }, stats: { ...cost, returned: documents.length } }
  }

  private modify(body: Body, now: number, transaction: Transaction | null): DatabaseReply {
    const collection = this.store.collection(body.collectionName)
    const query = requiredQuery(body, now)
    const data = documentOf('data', body.data, now)
    const change = body.merge === false ? replacement(data) : compileUpdate(data, now).apply
    const limit = body.multi === true ? Number.POSITIVE_INFINITY : 1
    const { rows, ...cost } = this.find(collection, query, [], 0, limit, transaction)
    if (rows.length === 0 && body.upsert === true) {
      const upserted = this.upsert(collection, query, change, transaction)
      return { data: { updated: 0, upsert_id: JSON.parse(replyOf(upserted)) }, stats: { ...cost, returned: 1 } }
    }
    for (const row of rows) this.update(collection, row, change, transaction)
    // the service counts what matched, changed or not (vendor suite, geo.test.ts sets a document to what it is)
    return { data: { updated: rows.length, upsert_id: null }, stats: { ...cost, returned: rows.length } }
  }

  private modifyAndReturn(body: Body, now: number, transaction: Transaction | null): DatabaseReply {
    const collection = this.store.collection(body.collectionName)
    const query = requiredQuery(body, now)
    const { apply } = compileUpdate(documentOf('data', body.data, now), now)
    const { rows, ...cost } = this.find(collection, query, [], 0, 1, transaction)
    const [row] = rows
    if (!row) return { data: { updated: 0, doc: null }, stats: { ...cost, returned: 0 } }
    this.update(collection, row, apply, transaction)
    const text = this.visible(collection, idKeyOf(fromText(row.text)), transaction)?.text ?? row.text
    return { data: { updated: 1, doc: toReply(text) }, stats: { ...cost, returned: 1 } }
  }

  private remove(body: Body, now: number, transaction: Transaction | null): DatabaseReply {
    const collection = this.store.collection(body.collectionName)
    const query = requiredQuery(body, now)
    const limit = body.multi === true ? Number.POSITIVE_INFINITY : 1
    const { rows, ...cost } = this.find(collection, query, [], 0, limit, transaction)
    for (const row of rows) {
      const document = fromText(row.text)
      this.put({ collection, idKey: idKeyOf(document), before: { row, document }, after: null }, transaction, badUpdate)
    }
    return { data: { deleted: rows.length }, stats: { ...cost, returned: rows.length } }
  }

  private update(collection: Collection, row: Row, change: Mutation, transaction: Transaction | null): void {
    const before = fromText(row.text)
    const after = fromText(row.text)
    change(after, false)
    const text = toText(after)
    if (text === row.text) return
    const idKey = idKeyOf(before)
    this.put(
      { collection, idKey, before: { row, document: before }, after: { document: after, text } },
      transaction,
      badUpdate,
    )
  }

  private upsert(collection: Collection, query: Document, change: Mutation, transaction: Transaction | null): Value {
    const seed: Document = {}
    for (const [name, value] of Object.entries(query)) {
      if (!isDocument(value) || !Object.keys(value)[0]?.startsWith('$')) seed[name] = value
    }
    change(seed, true)
    const { _id = randomBytes(16).toString('hex'), ...rest } = seed
    const document: Document = { _id, ...rest }
    checkStorable(document, badUpdate)
    const idKey = encodeValue(_id)
    if (this.visible(collection, idKey, transaction)) throw badUpdate(duplicateId(collection, _id))
    this.put({ collection, idKey, before: null, after: { document, text: toText(document) } }, transaction, badUpdate)
    return _id
  }

  private put(change: Change, transaction: Transaction | null, refuse: Refuse): void {
    if (transaction) this.writer.stage(transaction, change, refuse)
    else this.writer.write(change, refuse)
  }

  /** The document of an id as a transaction (or everyone) sees it. */
  private visible(collection: Collection, idKey: Buffer, transaction: Transaction | null): Row | undefined {
    const row = collection.byId(idKey)
    if (!transaction) return row
    const key = documentKey(collection, idKey)
    const own = transaction.writes.get(key)
    const text = own ? own.text : this.transactions.snapshotText(transaction, key)
    if (text === undefined) return row
    return text === null ? undefined : { rid: row?.rid ?? -1, text }
  }

  private find(
    collection: Collection,
    shown: Document,
    sort: Keys,
    skip: number,
    limit: number,
    transaction: Transaction | null,
  ): { rows: Found[]; examined: number; plan: string } {
    if (sort.length === 0 && skip === 0) {
      const idKey = soleId(shown)
      if (idKey) {
        const row = this.visible(collection, idKey, transaction)
        return { rows: row ? [row] : [], examined: row ? 1 : 0, plan: 'ID' }
      }
    }
    const query = compileQuery(shown)
    const search = { collection, query, shown, sort, skip, limit }
    const differing = transaction ? this.transactions.differences(transaction, collection) : null
    if (!differing || differing.size === 0) return this.finder.find(search)
    // what the transaction sees differently is left out of the committed answer and matched on its own
    const excludes = (document: Document) => differing.has(documentKey(collection, idKeyOf(document)))
    const committed = this.finder.find({ ...search, skip: 0, limit: skip + limit, excludes })
    const own = [...differing.values()]
      .filter((text) => text !== null)
      .map((text) => ({ rid: -1, text, document: fromText(text) }))
    const matching = own.filter(({ document }) => query.matches(document))
    const merged = [
      ...committed.rows.map((row) => ({ ...row, document: row.document ?? fromText(row.text) })),
      ...matching,
    ]
    const rows = sort.length === 0 && query.near ? sortNearest(merged, query.near) : sortFound(merged, sort)
    return { ...committed, rows: rows.slice(skip, skip + limit), examined: committed.examined + own.length }
  }
}

type Mutation = (document: Document, inserting: boolean) => void

/** Failures that end a transaction, as they would on the server. */
const ABORTING = new Set(['DATABASE_REQUEST_FAILED', 'DATABASE_TRANSACTION_CONFLICT', 'DATABASE_COLLECTION_NOT_EXIST'])

function costless(plan: string): Stats {
  return { examined: 0, returned: 0, plan }
}

function duplicateId(collection: Collection, id: Value): string {
  return duplicateText(collection.name, '_id_', inspect({ _id: id }, true))
}

/** The key of a query for one id and nothing else, which needs no compiling and no planning. */
function soleId(query: Document): Buffer | null {
  const { _id } = query
  const isPlain = typeof _id === 'string' || typeof _id === 'number' || _id instanceof ObjectId
  return isPlain && Object.keys(query).length === 1 ? encodeValue(_id) : null
}

/** `set`: the whole document but its `_id` is replaced. */
function replacement(data: Document): Mutation {
  checkStorable(data, badUpdate)
  return (document) => {
    const id = document._id
    if (data._id !== undefined && id !== undefined && inspect(data._id) !== inspect(id)) {
      throw badUpdate("After applying the update, the (immutable) field '_id' was found to have been altered")
    }
    for (const name of Object.keys(document)) delete document[name]
    if (id !== undefined) document._id = id
    for (const [name, value] of Object.entries(data)) document[name] = value
  }
}

function documentOf(what: string, text: unknown, now: number): Document {
  const value = typeof text === 'string' ? parseEjson(text, now) : revive(text, now)
  if (!isDocument(value)) throw invalidParam(`${what} must be a document`)
  return value
}

function queryOf(body: Body, now: number): Document {
  return body.query === undefined || body.query === '' ? {} : documentOf('query', body.query, now)
}

/** Updates and removals without a where are refused (vendor suite: '验证 无 query update'). */
function requiredQuery(body: Body, now: number): Document {
  if (body.query === undefined || body.query === '') throw invalidParam('a query is required: use where() or doc()')
  return queryOf(body, now)
}

function wholeNumber(name: string, given: unknown, fallback: number): number {
  if (given === undefined || given === null) return fallback
  if (typeof given !== 'number' || !Number.isInteger(given) || given < 0) {
    throw invalidParam(`${name} must be a whole number of at least 0`)
  }
  return given
}

function limitOf(given: unknown): number {
  const limit = wholeNumber('limit', given, DEFAULT_LIMIT)
  return limit === 0 ? DEFAULT_LIMIT : Math.min(limit, MAX_LIMIT)
}

function orderOf(body: Body): Keys {
  if (body.order === undefined) return []
  return Object.entries(documentOf('order', body.order, 0)).map(([path, value]) => {
    const direction = isNumeric(value) ? toNumber(value) : 0
    if (direction !== 1 && direction !== -1)
      throw badQuery(`Illegal key in $sort specification: ${path}: ${inspect(value)}`)
    return [path, direction] as const
  })
}
