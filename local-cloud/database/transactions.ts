import { randomUUID } from 'node:crypto'
import type { Collection, KeyChange, Row } from './collection'
import { transactionConflict, transactionGone } from './texts'

/** A transaction lives this long, in ms (vendor: "must be commit or abort in 30 seconds"). */
export const TRANSACTION_LIFE = 30_000

/** A document as a transaction will leave it. */
export interface PendingWrite {
  collection: Collection
  idKey: Buffer
  /** The committed row it replaces, if any; nobody else can change it while the lock is held. */
  base: Row | undefined
  /** Null = removed. */
  text: string | null
  changes: KeyChange[]
}

export interface Transaction {
  id: string
  /** Virtual and real time of the start, in ms. */
  startedAt: number
  startedReal: number
  /** Sequence number of the last commit it sees; null until its first operation. */
  snapshot: number | null
  writes: Map<string, PendingWrite>
  /** Unique keys it will hold, to the document that holds them. */
  uniqueKeys: Map<string, string>
  /** Everything it has locked. */
  held: Set<string>
}

interface PreImage {
  sequence: number
  key: string
  collection: Collection
  /** The text before the commit; null = the document did not exist. */
  text: string | null
}

/**
 * Snapshot isolation over one writer. A transaction sees what was committed before its first operation plus its own
 * writes; a write takes the document's lock at once, and meets a conflict when another open transaction holds it or a
 * commit after the snapshot changed it (first writer wins; MongoDB manual, "In-progress Transactions and Write
 * Conflicts"). Texts replaced while snapshots are open are kept until the last of those snapshots is gone.
 */
export class Transactions {
  private readonly open = new Map<string, Transaction>()
  private readonly locks = new Map<string, Transaction>()
  private readonly log: PreImage[] = []
  private readonly byDocument = new Map<string, PreImage[]>()
  private sequence = 0

  constructor(private readonly realNow: () => number = () => performance.now()) {}

  begin(now: number): string {
    const id = randomUUID()
    this.open.set(id, {
      id,
      startedAt: now,
      startedReal: this.realNow(),
      snapshot: null,
      writes: new Map(),
      uniqueKeys: new Map(),
      held: new Set(),
    })
    return id
  }

  /** Drops transactions past their life; by the virtual clock or, when that stands still, by the real one. */
  expire(now: number): void {
    if (this.open.size === 0) return
    const real = this.realNow()
    for (const transaction of [...this.open.values()]) {
      const age = Math.max(now - transaction.startedAt, real - transaction.startedReal)
      if (age > TRANSACTION_LIFE) this.end(transaction)
    }
  }

  /**
   * The open transaction of this id, its snapshot taken when this is its first operation.
   * @throws CloudError DATABASE_TRANSACTION_FAIL
   */
  use(id: unknown, snapshotNow = true): Transaction {
    const transaction = typeof id === 'string' ? this.open.get(id) : undefined
    if (!transaction) throw transactionGone()
    if (snapshotNow) transaction.snapshot ??= this.sequence
    return transaction
  }

  /** Forgets a transaction and gives its locks back. */
  end(transaction: Transaction): void {
    this.open.delete(transaction.id)
    for (const key of transaction.held) this.locks.delete(key)
    this.prune()
  }

  endAll(): void {
    for (const transaction of [...this.open.values()]) this.end(transaction)
  }

  /** @throws CloudError DATABASE_TRANSACTION_CONFLICT when another open transaction holds the lock. */
  refuseLocked(key: string, except: Transaction | null): void {
    const holder = this.locks.get(key)
    if (holder && holder !== except) throw transactionConflict()
  }

  /** Takes a document's lock for a write. @throws CloudError DATABASE_TRANSACTION_CONFLICT */
  lock(transaction: Transaction, key: string): void {
    this.refuseLocked(key, transaction)
    if (this.changedSince(transaction, key)) throw transactionConflict()
    this.take(transaction, key)
  }

  /** Takes a unique key's lock; whether someone holds the key already is the caller's question. */
  lockUnique(transaction: Transaction, key: string, documentKey: string): void {
    this.refuseLocked(key, transaction)
    this.take(transaction, key)
    transaction.uniqueKeys.set(key, documentKey)
  }

  /** Whether a commit after the transaction's snapshot changed the document. */
  changedSince(transaction: Transaction, key: string): boolean {
    const last = this.byDocument.get(key)?.at(-1)
    return last !== undefined && last.sequence > (transaction.snapshot ?? this.sequence)
  }

  /** The text the transaction's snapshot has of a document; undefined = as it is now. */
  snapshotText(transaction: Transaction, key: string): string | null | undefined {
    const snapshot = transaction.snapshot ?? this.sequence
    return this.byDocument.get(key)?.find((image) => image.sequence > snapshot)?.text
  }

  /** Every document of a collection that the transaction sees differently from now, with what it sees. */
  differences(transaction: Transaction, collection: Collection): Map<string, string | null> {
    const seen = new Map<string, string | null>()
    const snapshot = transaction.snapshot ?? this.sequence
    for (const image of this.log) {
      if (image.sequence > snapshot && image.collection === collection && !seen.has(image.key)) {
        seen.set(image.key, image.text)
      }
    }
    for (const [key, write] of transaction.writes) if (write.collection === collection) seen.set(key, write.text)
    return seen
  }

  /** Counts one commit and keeps what it replaced while any snapshot may still need it. */
  committed(replaced: { key: string; collection: Collection; text: string | null }[]): void {
    this.sequence += 1
    if (this.oldestSnapshot() === null) return
    for (const one of replaced) {
      const image = { sequence: this.sequence, ...one }
      this.log.push(image)
      const images = this.byDocument.get(one.key)
      if (images) images.push(image)
      else this.byDocument.set(one.key, [image])
    }
  }

  private take(transaction: Transaction, key: string): void {
    this.locks.set(key, transaction)
    transaction.held.add(key)
  }

  private oldestSnapshot(): number | null {
    let oldest: number | null = null
    for (const { snapshot } of this.open.values()) {
      if (snapshot !== null && (oldest === null || snapshot < oldest)) oldest = snapshot
    }
    return oldest
  }

  private prune(): void {
    const oldest = this.oldestSnapshot()
    const keep = oldest === null ? this.log.length : this.log.findIndex((image) => image.sequence > oldest)
    const done = this.log.splice(0, keep === -1 ? this.log.length : keep)
    for (const image of done) {
      const images = this.byDocument.get(image.key)
      images?.shift()
      if (images?.length === 0) this.byDocument.delete(image.key)
    }
  }
}

/** The lock and history key of a document. */
export function documentKey(collection: Collection, idKey: Buffer): string {
  return `d${collection.number}:${idKey.toString('latin1')}`
}
