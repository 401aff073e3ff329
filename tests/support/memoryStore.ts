import { AlreadyThere, type Comparison, StaleWrite, type Store, type Where } from '@/kernel/store'

type Row = Record<string, unknown> & { _id: string }

const valueAt = (row: Row, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], row)

const compare = (left: unknown, { $in, $gt, $gte, $lt, $lte, $ne }: Comparison): boolean => {
  const value = left as string | number
  if ($in && !$in.includes(value)) return false
  if ($ne !== undefined && left === $ne) return false
  if ($gt !== undefined && !(value > $gt)) return false
  if ($gte !== undefined && !(value >= $gte)) return false
  if ($lt !== undefined && !(value < $lt)) return false
  return $lte === undefined || value <= $lte
}

const matches = (row: Row, where: Where): boolean =>
  Object.entries(where).every(([path, wanted]) => {
    const value = valueAt(row, path)
    return wanted !== null && typeof wanted === 'object' ? compare(value, wanted) : value === wanted
  })

/** The store port in memory, for tests of one capability alone; `rows` may be read and filled by the test. */
export function memoryStore(seed: Record<string, readonly object[]> = {}) {
  const rows = new Map<string, Map<string, Row>>()
  const of = (collection: string): Map<string, Row> => {
    const found = rows.get(collection) ?? new Map<string, Row>()
    rows.set(collection, found)
    return found
  }
  for (const [collection, documents] of Object.entries(seed))
    for (const document of documents) of(collection).set((document as Row)._id, structuredClone(document) as Row)

  const store: Store = {
    async get<T>(collection: string, id: string) {
      return structuredClone((of(collection).get(id) as T | undefined) ?? null)
    },
    async find<T>(collection: string, { where, sort, limit = 100 }: Parameters<Store['find']>[1]) {
      const found = [...of(collection).values()].filter((row) => matches(row, where))
      const order = Object.entries(sort ?? {})
      found.sort((a, b) => {
        for (const [path, direction] of order) {
          const [left, right] = [valueAt(a, path) as string, valueAt(b, path) as string]
          if (left !== right) return left < right ? -direction : direction
        }
        return 0
      })
      return structuredClone(found.slice(0, limit)) as T[]
    },
    async count(collection, where) {
      return [...of(collection).values()].filter((row) => matches(row, where)).length
    },
    async increment(counter) {
      const n = Number(of('counters').get(counter)?.n ?? 0) + 1
      of('counters').set(counter, { _id: counter, n })
      return n
    },
    async commit(writes) {
      for (const write of writes) {
        const found = of(write.collection).get(write.document._id)
        if (write.kind === 'insert' && found) throw new AlreadyThere(write.collection)
        if (write.kind === 'replace' && found?.v !== write.expected) throw new StaleWrite(write.collection)
      }
      for (const write of writes) of(write.collection).set(write.document._id, structuredClone(write.document) as Row)
    },
  }
  return { store, all: <T>(collection: string) => [...of(collection).values()] as unknown as T[] }
}
