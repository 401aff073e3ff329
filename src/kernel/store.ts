/** Every document: a time-sortable id, a version for optimistic writes, and two times (ms since epoch). */
export interface Document {
  readonly _id: string
  readonly v: number
  readonly createdAt: number
  readonly updatedAt: number
}

export type Comparison = {
  readonly $in?: readonly (string | number)[]
  readonly $gt?: string | number
  readonly $gte?: string | number
  readonly $lt?: string | number
  readonly $lte?: string | number
  readonly $ne?: string | number | boolean | null
}
/** Field (dotted path) → exact value or comparison. All fields must match. */
export type Where = Readonly<Record<string, string | number | boolean | null | Comparison>>
export type Sort = Readonly<Record<string, 1 | -1>>

export interface FindOptions {
  readonly where: Where
  readonly sort?: Sort
  /** 1 to 1,000, the platform's most; 100 when absent. */
  readonly limit?: number
}

/** One write of a transaction. `replace` names the version read; a newer one in the store is a conflict. */
export type Write =
  | { readonly kind: 'insert'; readonly collection: string; readonly document: { readonly _id: string } }
  | { readonly kind: 'replace'; readonly collection: string; readonly document: Document; readonly expected: number }

/**
 * Where documents live. The one implementation speaks to CloudBase through its SDK; the kernel and the capabilities
 * know only this port.
 */
export interface Store {
  get<T>(collection: string, id: string): Promise<T | null>
  find<T>(collection: string, options: FindOptions): Promise<T[]>
  count(collection: string, where: Where): Promise<number>
  /** Adds one to a named counter and returns the new value. Atomic; gaps are possible, doubles are not. */
  increment(counter: string): Promise<number>
  /**
   * All writes or none, durable when it resolves.
   * @throws StaleWrite when a `replace` names a version that is no longer the newest
   * @throws AlreadyThere when an `insert` finds its id (or a unique key) taken
   */
  commit(writes: readonly Write[]): Promise<void>
}

export class StaleWrite extends Error {
  constructor(readonly collection: string) {
    super(`stale write: ${collection}`)
  }
}

export class AlreadyThere extends Error {
  constructor(readonly collection: string) {
    super(`already there: ${collection}`)
  }
}
