import { AlreadyThere, type Comparison, type Document, StaleWrite, type Store, type Where } from '@/kernel/store'

type Stored = Record<string, unknown> & { _id: string }

const at = (document: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], document)

const compare = (a: unknown, b: unknown): number =>
  (a as string) < (b as string) ? -1 : (a as string) > (b as string) ? 1 : 0

const meets = (value: unknown, condition: Where[string]): boolean => {
  if (Array.isArray(value)) return value.some((one) => meets(one, condition))
  if (condition === null) return value === null || value === undefined
  if (typeof condition !== 'object') return value === condition
  const { $in, $gt, $gte, $lt, $lte, $ne }: Comparison = condition
  const sameType = (bound: unknown) => typeof value === typeof bound
  return (
    ($in === undefined || $in.includes(value as string)) &&
    ($gt === undefined || (sameType($gt) && compare(value, $gt) > 0)) &&
    ($gte === undefined || (sameType($gte) && compare(value, $gte) >= 0)) &&
    ($lt === undefined || (sameType($lt) && compare(value, $lt) < 0)) &&
    ($lte === undefined || (sameType($lte) && compare(value, $lte) <= 0)) &&
    (!('$ne' in condition) || value !== $ne)
  )
}

/** The store port in memory: for playing the demo town into a seed, and for pure tests. Nothing is durable. */
export function createMemoryStore(): Store & { readonly documents: Map<string, Map<string, Stored>> } {
  const documents = new Map<string, Map<string, Stored>>()
  const counters = new Map<string, number>()
  const collection = (name: string): Map<string, Stored> => {
    const found = documents.get(name) ?? new Map<string, Stored>()
    documents.set(name, found)
    return found
  }
  const matching = (name: string, where: Where): Stored[] =>
    [...collection(name).values()].filter((document) =>
      Object.entries(where).every(([path, condition]) => meets(at(document, path), condition)),
    )

  return {
    documents,
    async get<T>(name: string, id: string) {
      return (structuredClone(collection(name).get(id)) as T | undefined) ?? null
    },
    async find<T>(name: string, { where, sort = {}, limit = 100 }: Parameters<Store['find']>[1]) {
      const found = matching(name, where).sort((a, b) => {
        for (const [path, order] of Object.entries(sort)) {
          const difference = compare(at(a, path), at(b, path)) * order
          if (difference !== 0) return difference
        }
        return 0
      })
      return structuredClone(found.slice(0, limit)) as unknown as T[]
    },
    async count(name, where) {
      return matching(name, where).length
    },
    async increment(counter) {
      const value = (counters.get(counter) ?? 0) + 1
      counters.set(counter, value)
      collection('counters').set(counter, { _id: counter, n: value })
      return value
    },
    async commit(writes) {
      for (const write of writes) {
        const found = collection(write.collection).get(write.document._id)
        if (write.kind === 'insert' && found) throw new AlreadyThere(write.collection)
        if (write.kind === 'replace' && found?.v !== write.expected) throw new StaleWrite(write.collection)
      }
      for (const { collection: name, document } of writes)
        collection(name).set(document._id, structuredClone(document) as Document as unknown as Stored)
    },
  }
}
