import { encodeValue, type Keys, keysOf } from './keys'
import type { Store } from './store'
import type { IndexSpec } from './types'
import { type Document, fieldOf } from './values'

/** A stored document as found: its row and its text. */
export interface Row {
  rid: number
  text: string
}

/** One declared index. */
export class Index {
  readonly keys: Keys
  readonly unique: boolean

  constructor(
    private readonly store: Store,
    readonly number: number,
    readonly spec: IndexSpec,
    public multikey: boolean,
  ) {
    this.keys = Object.entries(spec.keys)
    this.unique = spec.unique === true
  }

  get name(): string {
    return this.spec.name
  }

  /** The row holding a key of a unique index, if any. */
  holder(key: Buffer): number | undefined {
    const found = this.store.sql(`SELECT rid FROM x${this.number} WHERE k = ?`).get(key) as unknown as
      | [number]
      | undefined
    return found?.[0]
  }
}

/** Which index entries a change takes away and adds. */
export interface KeyChange {
  index: Index
  removed: Buffer[]
  added: Buffer[]
  multikey: boolean
}

/** The id of a document as key bytes. */
export function idKeyOf(document: Document): Buffer {
  return encodeValue(fieldOf(document, '_id'))
}

/** Rows and index entries of one collection. Uniqueness is checked by the caller, who knows about transactions. */
export class Collection {
  readonly indexes: Index[] = []
  private cachedCount: number | undefined

  constructor(
    private readonly store: Store,
    readonly number: number,
    readonly name: string,
  ) {}

  attach(number: number, spec: IndexSpec, multikey: boolean): Index {
    const index = new Index(this.store, number, spec, multikey)
    this.indexes.push(index)
    return index
  }

  detach(index: Index): void {
    this.indexes.splice(this.indexes.indexOf(index), 1)
  }

  /** Documents in the collection, the open batch included. */
  count(): number {
    if (this.cachedCount === undefined) {
      const [count] = this.store.sql(`SELECT count(*) FROM d${this.number}`).get() as unknown as [number]
      this.cachedCount = count
    }
    return this.cachedCount
  }

  /** Forgets the counted number after a rollback. */
  forgetCount(): void {
    this.cachedCount = undefined
  }

  byId(idKey: Buffer): Row | undefined {
    const found = this.store.sql(`SELECT rid, doc FROM d${this.number} WHERE id = ?`).get(idKey) as unknown as
      | [number, string]
      | undefined
    return found && { rid: found[0], text: found[1] }
  }

  byRid(rid: number): Row | undefined {
    const found = this.store.sql(`SELECT rid, doc FROM d${this.number} WHERE rid = ?`).get(rid) as unknown as
      | [number, string]
      | undefined
    return found && { rid: found[0], text: found[1] }
  }

  /** Index entries that differ between two versions of a document. Throws as `keysOf`. */
  keyChanges(before: Document | null, after: Document | null): KeyChange[] {
    return this.indexes.map((index) => {
      const old = before ? keysOf(before, index.keys).keys : []
      const now = after ? keysOf(after, index.keys) : { keys: [], multikey: false }
      return {
        index,
        removed: old.filter((key) => !now.keys.some((other) => other.equals(key))),
        added: now.keys.filter((key) => !old.some((other) => other.equals(key))),
        multikey: now.multikey,
      }
    })
  }

  /** Takes index entries away; before any `addKeys` of the same commit, so a freed unique key can be taken. */
  removeKeys(rid: number, changes: KeyChange[]): void {
    for (const { index, removed } of changes) {
      for (const key of removed) this.store.sql(`DELETE FROM x${index.number} WHERE k = ? AND rid = ?`).run(key, rid)
    }
  }

  addKeys(rid: number, changes: KeyChange[]): void {
    for (const { index, added, multikey } of changes) {
      if (multikey && !index.multikey) this.store.markMultikey(index)
      for (const key of added) this.store.sql(`INSERT INTO x${index.number}(k, rid) VALUES (?, ?)`).run(key, rid)
    }
  }

  insertRow(idKey: Buffer, text: string): number {
    const done = this.store.sql(`INSERT INTO d${this.number}(id, doc) VALUES (?, ?)`).run(idKey, text)
    if (this.cachedCount !== undefined) this.cachedCount += 1
    return Number(done.lastInsertRowid)
  }

  updateRow(rid: number, text: string): void {
    this.store.sql(`UPDATE d${this.number} SET doc = ? WHERE rid = ?`).run(text, rid)
  }

  removeRow(rid: number): void {
    this.store.sql(`DELETE FROM d${this.number} WHERE rid = ?`).run(rid)
    if (this.cachedCount !== undefined) this.cachedCount -= 1
  }

  /** Empties the collection. */
  clear(): void {
    this.store.beginWrite()
    this.store.db.exec(`DELETE FROM d${this.number}`)
    for (const index of this.indexes) this.store.db.exec(`DELETE FROM x${index.number}`)
    this.cachedCount = 0
  }
}
