import cloudbase from '@cloudbase/node-sdk'
import { AlreadyThere, type Document, StaleWrite, type Store, type Write } from '@/kernel/store'
import { createStore } from '../cloudfunctions/store/store'
import { createMemoryStore } from '../demo/memoryStore'
import { startCloud, type TestCloud } from './support/cloud'

/** One suite for every implementation of the store port: in memory, and on the real SDK through the local cloud. */
interface Row extends Document {
  readonly status: string
  readonly n: number
  readonly note: string | null
}

const row = (_id: string, status: string, n: number, v = 1): Row => ({
  _id,
  v,
  status,
  n,
  note: null,
  createdAt: 1,
  updatedAt: n,
})
const insert = (document: Row): Write => ({
  kind: 'insert',
  collection: 'repairs',
  document: { ...document, number: document._id } as Row,
})
const replace = (document: Row, expected: number): Write => ({
  kind: 'replace',
  collection: 'repairs',
  document: { ...document, number: document._id } as Row,
  expected,
})

let cloud: TestCloud
const stores: Record<string, () => Promise<Store>> = {
  'in memory': async () => createMemoryStore(),
  'on the SDK': async () => {
    await cloud.reset('empty')
    const { envId, secretId, secretKey, serviceUrl } = (await (
      await fetch(`${cloud.url}/__local/credentials`)
    ).json()) as Record<string, string>
    process.env.TENCENTCLOUD = 'true'
    const app = cloudbase.init({ env: envId, secretId, secretKey, serviceUrl } as Parameters<typeof cloudbase.init>[0])
    return createStore(app.database())
  },
}

beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.stop())

describe.each(Object.keys(stores))('the store %s', (name) => {
  let store: Store
  beforeEach(async () => {
    store = await (stores[name] as () => Promise<Store>)()
  })

  const find = (where: Parameters<Store['find']>[1]['where'], limit?: number) =>
    store.find<Row>('repairs', { where, sort: { _id: 1 }, ...(limit && { limit }) })
  const ids = async (where: Parameters<Store['find']>[1]['where'], limit?: number) =>
    (await find(where, limit)).map(({ _id }) => _id)

  test('gives back what was inserted, and null for what was not', async () => {
    await store.commit([insert(row('a', 'open', 1))])
    expect(await store.get<Row>('repairs', 'a')).toMatchObject({ _id: 'a', v: 1, status: 'open', n: 1, note: null })
    expect(await store.get('repairs', 'b')).toBeNull()
  })

  test('finds by value, set and range, in order, up to the limit', async () => {
    await store.commit([insert(row('a', 'open', 1)), insert(row('b', 'shut', 2)), insert(row('c', 'open', 3))])
    expect(await ids({ status: 'open' })).toEqual(['a', 'c'])
    expect(await ids({ status: { $in: ['open', 'shut'] } })).toEqual(['a', 'b', 'c'])
    expect(await ids({ n: { $gt: 1, $lte: 3 } })).toEqual(['b', 'c'])
    expect(await ids({ status: { $ne: 'open' } })).toEqual(['b'])
    expect(await ids({ note: null }, 2)).toEqual(['a', 'b'])
    expect(await store.count('repairs', { status: 'open' })).toBe(2)
  })

  test('replaces the version it names, whole', async () => {
    await store.commit([insert(row('a', 'open', 1))])
    await store.commit([replace(row('a', 'shut', 2, 2), 1)])
    expect(await store.get<Row>('repairs', 'a')).toMatchObject({ v: 2, status: 'shut', n: 2 })
  })

  test('refuses a stale version and writes nothing of the rest', async () => {
    await store.commit([insert(row('a', 'open', 1))])
    await expect(
      store.commit([replace(row('a', 'shut', 2, 3), 2), insert(row('b', 'open', 1))]),
    ).rejects.toBeInstanceOf(StaleWrite)
    expect(await ids({ status: { $in: ['open', 'shut'] } })).toEqual(['a'])
    expect(await store.get<Row>('repairs', 'a')).toMatchObject({ v: 1, status: 'open' })
  })

  test('refuses a taken id and writes nothing of the rest', async () => {
    await store.commit([insert(row('a', 'open', 1))])
    await expect(store.commit([insert(row('b', 'open', 2)), insert(row('a', 'shut', 2))])).rejects.toBeInstanceOf(
      AlreadyThere,
    )
    expect(await ids({ status: 'open' })).toEqual(['a'])
  })

  test('of two that replace one version, one wins', async () => {
    await store.commit([insert(row('a', 'open', 1))])
    const outcomes = await Promise.allSettled(
      [2, 3, 4, 5].map((n) => store.commit([replace(row('a', 'shut', n, 2), 1)])),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(StaleWrite)
  })

  test('counts up without doubles', async () => {
    const values = await Promise.all(Array.from({ length: 20 }, () => store.increment('报-2025-03-18')))
    expect([...values].sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
  })
})
