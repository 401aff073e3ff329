import type cloudbase from '@cloudbase/node-sdk'
import { AlreadyThere, type Document, type FindOptions, StaleWrite, type Store, type Write } from '@/kernel/store'

type App = ReturnType<typeof cloudbase.init>
type Db = ReturnType<App['database']>
type Transaction = Awaited<ReturnType<Db['startTransaction']>>

/** The platform answers at most this many documents a call (CLOUDBASE-PROTOCOL §7). */
export const mostDocuments = 1000
const commitAttempts = 6

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
const textOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : ''

const isDuplicate = (error: unknown): boolean =>
  codeOf(error) === 'DATABASE_DUPLICATE_WRITE' || textOf(error).includes('E11000')
const isConflict = (error: unknown): boolean => codeOf(error) === 'DATABASE_TRANSACTION_CONFLICT'

const withoutId = ({ _id, ...rest }: Document): Omit<Document, '_id'> => rest

/** One failed write tells most of what to do next; the errors of its aborted siblings only echo it. */
const worstOf = (errors: readonly unknown[]): unknown =>
  errors.find((error) => error instanceof AlreadyThere && error.collection === 'receipts') ??
  errors.find((error) => error instanceof AlreadyThere) ??
  errors.find(isConflict) ??
  errors[0]

async function all(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
  if (failed.length > 0) throw worstOf(failed)
}

/** The store on CloudBase's document database, through the vendor's SDK. */
export function createStore(db: Db): Store {
  const raw = (collection: string) => db.collection(collection).options({ raw: true })

  const insertAll = async (transaction: Transaction, collection: string, documents: readonly object[]) => {
    try {
      await transaction.collection(collection).add(documents.length === 1 ? documents[0] : documents)
    } catch (error) {
      if (isDuplicate(error)) throw new AlreadyThere(collection)
      throw error
    }
  }

  /** Reads, inside the transaction, every version the writes name: the snapshot begins here. One trip a collection. */
  const checkVersions = async (transaction: Transaction, replaces: readonly Extract<Write, { kind: 'replace' }>[]) => {
    for (const collection of new Set(replaces.map((write) => write.collection))) {
      const named = replaces.filter((write) => write.collection === collection)
      const found = transaction
        .collection(collection)
        .where({ _id: db.command.in(named.map(({ document }) => document._id)) })
      const { data } = await found.get()
      const versions = new Map((data as Document[]).map(({ _id, v }) => [_id, v]))
      for (const { document, expected } of named)
        if (versions.get(document._id) !== expected) throw new StaleWrite(collection)
    }
  }

  const writeAll = async (transaction: Transaction, writes: readonly Write[]) => {
    const replaces = writes.flatMap((write) => (write.kind === 'replace' ? [write] : []))
    await checkVersions(transaction, replaces)
    const inserts = new Map<string, object[]>()
    for (const write of writes)
      if (write.kind === 'insert')
        inserts.set(write.collection, [...(inserts.get(write.collection) ?? []), write.document])
    const groups = [...inserts]
    if (replaces.length === 0) {
      // A transaction's first operation opens it and must be alone; the receipt goes first, as the likeliest to collide.
      const at = Math.max(
        0,
        groups.findIndex(([collection]) => collection === 'receipts'),
      )
      const [first] = groups.splice(at, 1)
      if (first) await insertAll(transaction, ...first)
    }
    await all([
      ...replaces.map(({ collection, document }) =>
        transaction.collection(collection).doc(document._id).set(withoutId(document)),
      ),
      ...groups.map(([collection, documents]) => insertAll(transaction, collection, documents)),
    ])
  }

  const attempt = async (writes: readonly Write[]) => {
    const transaction = await db.startTransaction()
    try {
      await writeAll(transaction, writes)
    } catch (error) {
      // The platform has already ended a transaction that lost a conflict; ending it twice is an error worth nothing.
      await transaction.rollback().catch((again: unknown) => {
        if (codeOf(again) !== 'DATABASE_TRANSACTION_FAIL') throw again
      })
      throw error
    }
    await transaction.commit()
  }

  return {
    async get<T>(collection: string, id: string): Promise<T | null> {
      const { data } = await db.collection(collection).doc(id).get()
      return (data[0] as T | undefined) ?? null
    },

    async find<T>(collection: string, { where, sort, limit }: FindOptions): Promise<T[]> {
      let query = raw(collection).where(where)
      for (const [field, order] of Object.entries(sort ?? {}))
        query = query.orderBy(field, order === 1 ? 'asc' : 'desc')
      const { data } = await query.limit(Math.min(limit ?? 100, mostDocuments)).get()
      return data as T[]
    },

    async count(collection, where) {
      const { total } = await raw(collection).where(where).count()
      return total ?? 0
    },

    async increment(counter) {
      const counters = db.collection('counters')
      const addOne = async (): Promise<number | null> => {
        const reply = (await counters.where({ _id: counter }).updateAndReturn({ n: db.command.inc(1) })) as unknown as {
          doc?: { n: number } | null
        }
        return reply.doc?.n ?? null
      }
      const value = await addOne()
      if (value !== null) return value
      try {
        await counters.add({ _id: counter, n: 1 })
        return 1
      } catch (error) {
        if (!isDuplicate(error)) throw error
        const second = await addOne()
        if (second === null) throw new Error(`counter vanished: ${counter}`)
        return second
      }
    },

    async commit(writes) {
      for (let tried = 1; ; tried++) {
        try {
          return await attempt(writes)
        } catch (error) {
          // Losing to another transaction says nothing about versions: look again, then the check above decides.
          if (!isConflict(error) || tried >= commitAttempts) throw isConflict(error) ? new StaleWrite('') : error
          await new Promise((resolve) => setTimeout(resolve, 5 * 2 ** tried * (0.5 + Math.random())))
        }
      }
    },
  }
}
