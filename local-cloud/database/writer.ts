import { type Collection, type Index, idKeyOf, type KeyChange, type Row } from './collection'
import { fromText } from './ejson'
import { ParallelArrays } from './keys'
import { valueAt } from './paths'
import type { Store } from './store'
import { duplicateText, transactionConflict } from './texts'
import { documentKey, type PendingWrite, type Transaction, type Transactions } from './transactions'
import { type Document, inspect, type Value } from './values'

/** One document changed: `before` as its writer saw it, `after` null for a removal. */
export interface Change {
  collection: Collection
  idKey: Buffer
  before: { row: Row; document: Document } | null
  after: { document: Document; text: string } | null
}

/** Words a duplicate-key error for inserts or for updates. */
export type Refuse = (text: string) => Error

/** Puts changes into the store at once, or into a transaction; the only place that checks locks and unique keys. */
export class Writer {
  constructor(
    private readonly store: Store,
    private readonly transactions: Transactions,
  ) {}

  /**
   * Applies one change outside transactions.
   * @throws CloudError DATABASE_TRANSACTION_CONFLICT when an open transaction holds the document or a unique key.
   */
  write(change: Change, refuse: Refuse): void {
    const key = documentKey(change.collection, change.idKey)
    this.transactions.refuseLocked(key, null)
    const changes = this.keyChanges(change, refuse)
    for (const { index, added } of changes) {
      if (index.unique) for (const one of added) this.refuseTaken(change, index, one, null, refuse)
    }
    const base = change.before?.row
    this.apply([
      { collection: change.collection, idKey: change.idKey, base, text: change.after?.text ?? null, changes },
    ])
  }

  /**
   * Records one change in a transaction, holding its locks until the end.
   * @throws CloudError DATABASE_TRANSACTION_CONFLICT, or what `refuse` makes of a duplicate key
   */
  stage(transaction: Transaction, change: Change, refuse: Refuse): void {
    const { collection, idKey } = change
    const key = documentKey(collection, idKey)
    this.transactions.lock(transaction, key)
    const earlier = transaction.writes.get(key)
    const base = earlier ? earlier.base : collection.byId(idKey)
    const committed = base ? fromText(base.text) : null
    const changes = this.keyChanges(
      { ...change, before: base && committed ? { row: base, document: committed } : null },
      refuse,
    )
    for (const [held, holder] of [...transaction.uniqueKeys]) if (holder === key) transaction.uniqueKeys.delete(held)
    for (const { index, added } of changes) {
      if (!index.unique) continue
      for (const one of added) {
        this.refuseTaken(change, index, one, transaction, refuse)
        this.transactions.lockUnique(transaction, uniqueKey(index, one), key)
      }
    }
    transaction.writes.set(key, { collection, idKey, base, text: change.after?.text ?? null, changes })
  }

  /** Makes a transaction's writes part of the open batch. */
  commit(transaction: Transaction): void {
    this.apply([...transaction.writes.values()])
  }

  private apply(writes: PendingWrite[]): void {
    if (writes.length === 0) return
    this.store.beginWrite()
    for (const { collection, base, changes } of writes) if (base) collection.removeKeys(base.rid, changes)
    for (const { collection, idKey, base, text, changes } of writes) {
      if (text === null) {
        if (base) collection.removeRow(base.rid)
        continue
      }
      if (base) collection.updateRow(base.rid, text)
      collection.addKeys(base ? base.rid : collection.insertRow(idKey, text), changes)
    }
    this.transactions.committed(
      writes.map(({ collection, idKey, base }) => ({
        key: documentKey(collection, idKey),
        collection,
        text: base?.text ?? null,
      })),
    )
  }

  private keyChanges({ collection, before, after }: Change, refuse: Refuse): KeyChange[] {
    try {
      return collection.keyChanges(before?.document ?? null, after?.document ?? null)
    } catch (error) {
      throw error instanceof ParallelArrays ? refuse(error.message) : error
    }
  }

  /** A unique key is taken by a committed document, unless this transaction has already taken it from that one. */
  private refuseTaken(
    { collection, idKey, after }: Change,
    index: Index,
    key: Buffer,
    transaction: Transaction | null,
    refuse: Refuse,
  ): void {
    const lockKey = uniqueKey(index, key)
    this.transactions.refuseLocked(lockKey, transaction)
    const own = documentKey(collection, idKey)
    const staged = transaction?.uniqueKeys.get(lockKey)
    if (staged !== undefined && staged !== own) throw this.duplicate(collection, index, after?.document, refuse)
    const rid = index.holder(key)
    const row = rid === undefined ? undefined : collection.byRid(rid)
    if (!row) return
    const holder = documentKey(collection, idKeyOf(fromText(row.text)))
    if (holder === own) return
    const given = transaction?.writes.get(holder)
    if (given) {
      if (given.changes.some((change) => change.index === index && change.removed.some((one) => one.equals(key))))
        return
    } else {
      this.transactions.refuseLocked(holder, transaction)
      if (transaction && this.transactions.changedSince(transaction, holder)) throw transactionConflict()
    }
    throw this.duplicate(collection, index, after?.document, refuse)
  }

  private duplicate(collection: Collection, index: Index, document: Document | undefined, refuse: Refuse): Error {
    const printed: Document = {}
    for (const [path] of index.keys) {
      const value: Value | undefined = document && valueAt(document, path.split('.'))
      printed[path] = value ?? null
    }
    return refuse(duplicateText(collection.name, index.name, inspect(printed, true)))
  }
}

function uniqueKey(index: Index, key: Buffer): string {
  return `x${index.number}:${key.toString('latin1')}`
}
