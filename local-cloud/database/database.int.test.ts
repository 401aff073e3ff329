import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EJSON } from 'bson'
import { buildLocalCloud } from '../build'
import { type CollectionSpec, type Database, openDatabase } from './index'

const NOW = 1_700_000_000_000
const collections: CollectionSpec[] = [
  { name: 'cases', indexes: [{ name: 'by_status', keys: { status: 1, at: -1 } }] },
  { name: 'codes', indexes: [{ name: 'by_code', keys: { code: 1 }, unique: true }] },
]

let folder: string
let database: Database
beforeAll(buildLocalCloud)
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'database-'))
  database = await openDatabase({ folder, collections })
})
afterEach(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const ejson = (value: unknown) => EJSON.stringify(value, { relaxed: false })
const add = (collectionName: string, ...documents: object[]) =>
  database.execute('database.insertDocument', { collectionName, data: documents.map(ejson) }, NOW)
const find = async (collectionName: string, query: object, more: Record<string, unknown> = {}) => {
  const body = { collectionName, queryType: 'WHERE', query: ejson(query), limit: 100, ...more }
  const { data, stats } = await database.execute('database.getDocument', body, NOW)
  return { list: (data as { list: string[] }).list.map((text) => EJSON.parse(text)), stats }
}

describe('the database through its worker', () => {
  it('stores, finds by id and hands back dates, numbers and object ids as the SDK reads them', async () => {
    const { data } = await add('cases', { status: 'open', n: 1, f: 1.5, big: 3_000_000_000, at: new Date(5) })
    const [id] = (data as { insertedIds: string[] }).insertedIds
    expect(id).toMatch(/^[0-9a-f]{32}$/)
    const { list, stats } = await find('cases', { _id: id })
    expect(list).toEqual([{ _id: id, status: 'open', n: 1, f: 1.5, big: 3_000_000_000, at: new Date(5) }])
    expect(stats).toEqual({ examined: 1, returned: 1, plan: 'ID' })
  })

  it('reads exactly the documents it returns when an index serves the query and the order', async () => {
    await add('cases', ...Array.from({ length: 60 }, (_, at) => ({ status: at % 2 ? 'open' : 'done', at })))
    const { list, stats } = await find(
      'cases',
      { status: 'open', at: { $lt: 50 } },
      { order: ejson({ at: -1 }), limit: 20 },
    )
    expect(list.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, i) => 49 - 2 * i))
    expect(stats).toEqual({ examined: 20, returned: 20, plan: 'INDEX by_status [eq 1, range, sorted]' })
  })

  it('refuses a scan past a thousand documents, naming the query', async () => {
    await add('cases', ...Array.from({ length: 1001 }, (_, n) => ({ n })))
    await expect(find('cases', { n: -1 })).rejects.toMatchObject({
      code: 'LOCAL_CLOUD_UNINDEXED_QUERY',
      message: expect.stringContaining('{ n: 1 }'),
    })
  })

  it('updates, sets and removes', async () => {
    await add('cases', { _id: 'a', n: 1, o: { p: 1 } })
    const modify = (more: object) =>
      database.execute(
        'database.modifyDocument',
        { collectionName: 'cases', query: ejson({ _id: 'a' }), queryType: 'DOC', multi: false, ...more },
        NOW,
      )
    const update = { data: ejson({ $set: { 'o.q': 2 }, $inc: { n: 2 } }), merge: true, upsert: false }
    expect((await modify(update)).data).toEqual({ updated: 1, upsert_id: null })
    expect((await find('cases', { _id: 'a' })).list).toEqual([{ _id: 'a', n: 3, o: { p: 1, q: 2 } }])
    const set = { data: ejson({ x: 1 }), merge: false, upsert: true }
    await modify(set)
    expect((await find('cases', { _id: 'a' })).list).toEqual([{ _id: 'a', x: 1 }])
    expect((await modify(set)).data).toEqual({ updated: 1, upsert_id: null })
    const body = { collectionName: 'cases', query: ejson({ _id: 'a' }), queryType: 'DOC', multi: false }
    expect((await database.execute('database.removeDocument', body, NOW)).data).toEqual({ deleted: 1 })
    expect((await modify(set)).data).toEqual({ updated: 0, upsert_id: 'a' })
  })

  it('words a duplicate as the service does', async () => {
    await add('codes', { code: 'x' })
    await expect(add('codes', { code: 'x' })).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringContaining(
        'E11000 duplicate key error collection: tnt-local.codes index: by_code dup key: { code: "x" }',
      ),
    })
  })

  it('keeps everything over a restart and rebuilds changed indexes', async () => {
    await add('cases', { _id: 'a', kind: 'lamp' })
    await database.close()
    const changed = [{ name: 'cases', indexes: [{ name: 'by_kind', keys: { kind: 1 as const } }] }]
    database = await openDatabase({ folder, collections: changed })
    const { list, stats } = await find('cases', { kind: 'lamp' })
    expect(list).toEqual([{ _id: 'a', kind: 'lamp' }])
    expect(stats.plan).toBe('INDEX by_kind [eq 1]')
  })
})

describe('requests that arrive together', () => {
  it('share a commit: fifty writes at once are fifty answers, and a refused one harms no other', async () => {
    const asked = Array.from({ length: 50 }, (_, n) =>
      add('codes', { _id: `c${n}`, code: n % 10 === 9 ? 'same' : `code${n}` }),
    )
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(46)
    const { data } = await database.execute('database.calculateDocument', { collectionName: 'codes' }, NOW)
    expect(data).toEqual({ total: 46 })
  })

  it('operations of one transaction at the same time all belong to it', async () => {
    const { transactionId } = await database.execute('database.startTransaction', {}, NOW)
    const insert = (n: number) =>
      database.execute(
        'database.insertDocument',
        { collectionName: 'cases', data: [ejson({ _id: `p${n}` })], transactionId },
        NOW,
      )
    await Promise.all(Array.from({ length: 20 }, (_, n) => insert(n)))
    expect((await find('cases', { _id: 'p7' })).list).toEqual([])
    await database.execute('database.commitTransaction', { transactionId }, NOW)
    expect((await find('cases', { _id: { $in: ['p0', 'p7', 'p19'] } })).list).toHaveLength(3)
  })

  it('of fifty who claim at once exactly one wins', async () => {
    await add('cases', { _id: 'wish', v: 1 })
    const claim = async (team: number) => {
      const { transactionId } = await database.execute('database.startTransaction', {}, NOW)
      const target = {
        collectionName: 'cases',
        query: ejson({ _id: 'wish' }),
        queryType: 'DOC',
        multi: false,
        transactionId,
      }
      const { data } = await database.execute('database.getDocument', target, NOW)
      const [wish] = (data as { list: string[] }).list.map((text) => EJSON.parse(text))
      if (wish.team !== undefined) throw new Error('taken')
      const change = { data: ejson({ $set: { team }, $inc: { v: 1 } }), merge: true, upsert: false }
      await database.execute('database.modifyDocument', { ...target, ...change }, NOW)
      await database.execute('database.commitTransaction', { transactionId }, NOW)
      return team
    }
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, team) => claim(team)))
    const winners = outcomes.filter(({ status }) => status === 'fulfilled')
    expect(winners).toHaveLength(1)
    const { list } = await find('cases', { _id: 'wish' })
    expect(list).toEqual([{ _id: 'wish', v: 2, team: (winners[0] as PromiseFulfilledResult<number>).value }])
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected' && outcome.reason.message !== 'taken') {
        expect(outcome.reason.code).toBe('DATABASE_TRANSACTION_CONFLICT')
      }
    }
  })

  it('a failed reset leaves everything as it was, and harms nothing it shares a commit with', async () => {
    const [kept, failed] = await Promise.allSettled([
      add('cases', { _id: 'kept' }),
      database.reset({ cases: [{ _id: 'new' }], nowhere: [{}] }),
    ])
    expect(kept.status).toBe('fulfilled')
    expect(failed).toMatchObject({ reason: { code: 'DATABASE_COLLECTION_NOT_EXIST' } })
    expect((await find('cases', { _id: 'kept' })).list).toHaveLength(1)
    await database.reset({ cases: [{ _id: 'new', at: { $date: '2025-04-01T08:00:00Z' } }] })
    expect((await find('cases', {})).list).toEqual([{ _id: 'new', at: new Date('2025-04-01T08:00:00Z') }])
  })

  it('unknown actions, collections and values are refused by name', async () => {
    const run = (action: string, body: Record<string, unknown>) => database.execute(action, body, NOW)
    await expect(run('database.dropEverything', {})).rejects.toMatchObject({
      code: 'LOCAL_CLOUD_UNSUPPORTED',
      message: expect.stringContaining('database.dropEverything'),
    })
    await expect(find('nowhere', {})).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
      message: expect.stringContaining('Db or Table not exist: nowhere'),
    })
    await expect(run('database.addCollection', { collectionName: 'cases' })).rejects.toMatchObject({
      code: 'DATABASE_COLLECTION_ALREADY_EXIST',
    })
    const decimal = { collectionName: 'cases', data: ['{"a":{"$numberDecimal":"1"}}'] }
    await expect(run('database.insertDocument', decimal)).rejects.toMatchObject({
      message: expect.stringContaining('$numberDecimal'),
    })
    await expect(run('database.insertDocument', { collectionName: 'cases', data: ['{"$a":1}'] })).rejects.toMatchObject(
      {
        code: 'DATABASE_REQUEST_FAILED',
      },
    )
    await expect(
      run('database.modifyDocument', {
        collectionName: 'cases',
        queryType: 'WHERE',
        multi: true,
        merge: true,
        data: '{}',
      }),
    ).rejects.toMatchObject({ code: 'INVALID_PARAM' })
  })
})
