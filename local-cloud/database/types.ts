/** An index of the manifest. `unique` counts a missing field as null, as MongoDB does. */
export interface IndexSpec {
  name: string
  keys: Record<string, 1 | -1>
  unique?: boolean
}

/** A collection of the manifest; collections exist only by declaration or `addCollection`. */
export interface CollectionSpec {
  name: string
  indexes: IndexSpec[]
}

export interface DatabaseOptions {
  /** Data folder; created when missing. One process owns it at a time. */
  folder: string
  collections: CollectionSpec[]
  /** The built worker; by default the one `local-cloud/build.ts` writes. */
  workerFile?: string
  /** Documents a query may read without an index before it is refused; Infinity = never refuse. Default 1,000. */
  scanLimit?: number
}

/** What one action cost and how it was served. */
export interface Stats {
  /** Documents read. */
  examined: number
  /** Documents handed back, counted, changed or removed. */
  returned: number
  /** How it was found, for people: `ID`, `INDEX by_status [eq 1, range, sorted]`, `SCAN`, … */
  plan: string
}

export interface DatabaseReply {
  /** The `data` of the reply envelope. */
  data?: unknown
  /** Top-level `transactionId` of `startTransaction`. */
  transactionId?: string
  stats: Stats
}
