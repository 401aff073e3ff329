import { CloudError } from '../errors'
import { fromText } from './ejson'
import { Engine } from './engine'
import { Store } from './store'
import type { Document } from './values'

const CONFLICT = {
  code: 'DATABASE_TRANSACTION_CONFLICT',
  message:
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.',
}
const GONE = {
  code: 'DATABASE_TRANSACTION_FAIL',
  message:
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. Please check your request, but if the problem persists, contact us.',
}

let store: Store
let engine: Engine
let realNow: number
let now: number
beforeEach(() => {
  now = 1_700_000_000_000
  realNow = 0
  store = Store.open(':memory:', [
    { name: 't', indexes: [{ name: 'by_g', keys: { g: 1, n: 1 } }] },
    { name: 'u', indexes: [{ name: 'by_code', keys: { code: 1 }, unique: true }] },
  ])
  engine = new Engine(store, { realNow: () => realNow })
  add({ _id: 'a', g: 1, n: 1 }, { _id: 'b', g: 1, n: 2 })
})
afterEach(() => store.close())

const run = (action: string, body: Record<string, unknown>) => engine.execute(action, body, now)
const begin = () => engine.execute('startTransaction', {}, now).transactionId as string
const commit = (transactionId: string) => run('commitTransaction', { transactionId })
const abort = (transactionId: string) => run('abortTransaction', { transactionId })
const scope = (transactionId?: string) => (transactionId === undefined ? {} : { transactionId })
function add(...documents: Document[]) {
  return run('insertDocument', { collectionName: 't', data: documents.map((document) => JSON.stringify(document)) })
}
const insert = (collectionName: string, document: Document, transactionId?: string) =>
  run('insertDocument', { collectionName, data: [JSON.stringify(document)], ...scope(transactionId) })
const target = (_id: string, collectionName = 't') => ({
  collectionName,
  queryType: 'DOC',
  multi: false,
  query: JSON.stringify({ _id }),
})
const get = (id: string, transactionId?: string) => {
  const { data } = run('getDocument', { ...target(id), ...scope(transactionId) })
  const [text] = (data as { list: string[] }).list
  return text === undefined ? null : fromText(text)
}
const where = (query: Document, more: Record<string, unknown> = {}, transactionId?: string) => {
  const body = { collectionName: 't', queryType: 'WHERE', query: JSON.stringify(query), limit: 100, ...more }
  const { data } = run('getDocument', { ...body, ...scope(transactionId) })
  return (data as { list: string[] }).list.map(fromText)
}
const update = (id: string, change: Document, transactionId?: string, collectionName?: string) =>
  run('modifyDocument', {
    ...target(id, collectionName),
    data: JSON.stringify(change),
    merge: true,
    upsert: false,
    ...scope(transactionId),
  }).data as { updated: number }
const put = (id: string, document: Document, transactionId?: string) =>
  run('modifyDocument', {
    ...target(id),
    data: JSON.stringify(document),
    merge: false,
    upsert: true,
    ...scope(transactionId),
  })
const remove = (id: string, transactionId?: string) => run('removeDocument', { ...target(id), ...scope(transactionId) })
const n = (id: string, transactionId?: string) => get(id, transactionId)?.n ?? null

const refused = (action: () => unknown) => {
  try {
    action()
  } catch (error) {
    if (error instanceof CloudError) return { code: error.code, message: error.message }
    throw error
  }
  return 'done'
}

describe('the anomalies', () => {
  it('dirty read: nobody sees a write before its commit', () => {
    const t = begin()
    update('a', { $set: { n: 9 } }, t)
    expect(n('a')).toBe(1)
    expect(where({ g: 1, n: 9 })).toEqual([])
    commit(t)
    expect(n('a')).toBe(9)
  })

  it('aborted write: leaves nothing', () => {
    const t = begin()
    insert('t', { _id: 'c' }, t)
    update('a', { $set: { n: 9 } }, t)
    remove('b', t)
    abort(t)
    expect([n('a'), n('b'), get('c')]).toEqual([1, 2, null])
  })

  it('non-repeatable read: the snapshot stays as it was at the first operation', () => {
    const t = begin()
    update('b', { $set: { n: 5 } })
    expect(n('a', t)).toBe(1)
    update('a', { $set: { n: 9 } })
    remove('b')
    expect([n('a', t), n('b', t)]).toEqual([1, 5])
    expect([n('a'), n('b')]).toEqual([9, null])
  })

  it('the snapshot is taken at the first operation, not at the start', () => {
    const t = begin()
    update('a', { $set: { n: 9 } })
    expect(n('a', t)).toBe(9)
  })

  it('phantom: a query sees neither later inserts nor later changes', () => {
    const t = begin()
    expect(where({ g: 1 }, {}, t)).toHaveLength(2)
    add({ _id: 'c', g: 1, n: 3 })
    update('a', { $set: { g: 2 } })
    expect(where({ g: 1 }, { order: '{"n":-1}' }, t).map(({ _id }) => _id)).toEqual(['b', 'a'])
    expect(where({ g: 1 }, { order: '{"n":-1}', limit: 1, offset: 1 }, t).map(({ _id }) => _id)).toEqual(['a'])
  })

  it('own writes are visible, to queries too', () => {
    const t = begin()
    insert('t', { _id: 'c', g: 1, n: 0 }, t)
    update('a', { $inc: { n: 10 } }, t)
    update('a', { $inc: { n: 10 } }, t)
    remove('b', t)
    expect(n('a', t)).toBe(21)
    expect(where({ g: 1 }, { order: '{"n":1}' }, t).map(({ _id }) => _id)).toEqual(['c', 'a'])
    commit(t)
    expect(where({ g: 1 }, { order: '{"n":1}' }).map(({ _id }) => _id)).toEqual(['c', 'a'])
  })

  it('lost update: the later writer of two open transactions meets the conflict and is gone', () => {
    const [first, second] = [begin(), begin()]
    n('a', first)
    n('a', second)
    update('a', { $inc: { n: 1 } }, second)
    expect(refused(() => update('a', { $inc: { n: 1 } }, first))).toEqual(CONFLICT)
    expect(refused(() => n('a', first))).toEqual(GONE)
    expect(refused(() => abort(first))).toEqual(GONE)
    commit(second)
    expect(n('a')).toBe(2)
  })

  it('lost update: a commit after the snapshot is a conflict, also by a plain write', () => {
    const t = begin()
    n('a', t)
    update('b', { $inc: { n: 1 } })
    update('b', { $inc: { n: -1 } })
    expect(refused(() => update('b', { $inc: { n: 1 } }, t))).toEqual(CONFLICT)
  })

  it('a plain write meets the conflict too while a transaction holds the document', () => {
    const t = begin()
    update('a', { $inc: { n: 1 } }, t)
    expect(refused(() => update('a', { $inc: { n: 1 } }))).toEqual(CONFLICT)
    expect(refused(() => remove('a'))).toEqual(CONFLICT)
    commit(t)
    update('a', { $inc: { n: 1 } })
    expect(n('a')).toBe(3)
  })

  it('write skew is allowed, as the vendor allows it', () => {
    const [first, second] = [begin(), begin()]
    n('a', first)
    n('b', second)
    put('b', { n: 10 }, first)
    put('a', { n: 20 }, second)
    commit(first)
    commit(second)
    expect([n('a'), n('b')]).toEqual([20, 10])
  })
})

describe('inserts and unique keys', () => {
  it('the same id in two open transactions is a conflict for the later one', () => {
    const [first, second] = [begin(), begin()]
    insert('t', { _id: 'x' }, first)
    expect(refused(() => insert('t', { _id: 'x' }, second))).toEqual(CONFLICT)
    expect(refused(() => insert('t', { _id: 'x' }))).toEqual(CONFLICT)
    commit(first)
    expect(refused(() => insert('t', { _id: 'x' }))).toMatchObject({ message: expect.stringContaining('E11000') })
  })

  it('an id committed after the snapshot is a conflict, one before it a duplicate', () => {
    const t = begin()
    n('a', t)
    add({ _id: 'x' })
    expect(refused(() => insert('t', { _id: 'x' }, t))).toEqual(CONFLICT)
    const later = begin()
    expect(refused(() => insert('t', { _id: 'x' }, later))).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringContaining('index: _id_ dup key: { _id: "x" }'),
    })
    expect(refused(() => commit(later))).toEqual(GONE)
  })

  it('the same unique key in two open transactions is a conflict', () => {
    const [first, second] = [begin(), begin()]
    insert('u', { code: 'k' }, first)
    expect(refused(() => insert('u', { code: 'k' }, second))).toEqual(CONFLICT)
    expect(refused(() => insert('u', { code: 'k' }))).toEqual(CONFLICT)
    abort(first)
    insert('u', { code: 'k' })
  })

  it('a unique key another open transaction is giving away is a conflict, once committed it is free', () => {
    insert('u', { _id: 'x', code: 'k' })
    const t = begin()
    update('x', { $set: { code: 'm' } }, t, 'u')
    expect(refused(() => insert('u', { code: 'k' }))).toEqual(CONFLICT)
    commit(t)
    insert('u', { code: 'k' })
    expect(refused(() => insert('u', { code: 'm' }))).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
  })

  it('one transaction can swap unique keys, but not take one twice', () => {
    insert('u', { _id: 'x', code: 'k' })
    const t = begin()
    update('x', { $set: { code: 'm' } }, t, 'u')
    insert('u', { _id: 'y', code: 'k' }, t)
    commit(t)
    const twice = begin()
    insert('u', { code: 'z' }, twice)
    expect(refused(() => insert('u', { code: 'z' }, twice))).toMatchObject({
      message: expect.stringContaining('E11000'),
    })
  })

  it('a removed document can be inserted again in the same transaction', () => {
    const t = begin()
    remove('a', t)
    expect(n('a', t)).toBeNull()
    insert('t', { _id: 'a', n: 7 }, t)
    commit(t)
    expect(n('a')).toBe(7)
  })
})

describe('the life of a transaction', () => {
  it.each([
    ['virtual', () => (now += 30_001)],
    ['real', () => (realNow += 30_001)],
  ])('ends after 30 s of %s time and gives its locks back', (_clock, pass) => {
    const t = begin()
    update('a', { $set: { n: 9 } }, t)
    pass()
    update('a', { $set: { n: 4 } })
    expect(refused(() => commit(t))).toEqual(GONE)
    expect(n('a')).toBe(4)
  })

  it('is over after commit and after abort', () => {
    const [first, second] = [begin(), begin()]
    commit(first)
    abort(second)
    expect(refused(() => put('a', { n: 1 }, first))).toEqual(GONE)
    expect(refused(() => commit(second))).toEqual(GONE)
    expect(refused(() => n('a', 'never-was'))).toEqual(GONE)
  })

  it('ends when an operation fails, as on the server', () => {
    const t = begin()
    update('b', { $set: { n: 8 } }, t)
    expect(refused(() => update('a', { $push: { n: 1 } }, t))).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' })
    expect(refused(() => commit(t))).toEqual(GONE)
    expect(n('b')).toBe(2)
  })

  it('updateAndReturn belongs to it; count does not', () => {
    const t = begin()
    const body = { collectionName: 't', query: '{"g":1,"n":1}', data: '{"$set":{"n":50}}', transactionId: t }
    const { data } = run('modifyAndReturnDoc', body)
    expect(data).toEqual({ updated: 1, doc: JSON.stringify({ _id: 'a', g: 1, n: 50 }) })
    expect(n('a')).toBe(1)
    insert('t', { g: 1 }, t)
    expect(run('calculateDocument', { collectionName: 't', query: '{"g":1}' }).data).toEqual({ total: 2 })
  })
})

it('4,000 contended transfers keep the sum, and every refusal is a conflict', () => {
  const accounts = Array.from({ length: 10 }, (_, i) => `acc${i}`)
  add(...accounts.map((_id) => ({ _id, n: 100 })))
  let seed = 7
  const random = (limit: number) => {
    seed = (seed * 1103515245 + 12345) % 2147483648
    return Math.floor((seed / 2147483648) * limit)
  }
  const steps: (() => void)[] = []
  let [done, conflicts] = [0, 0]
  const guarded = (step: () => void) => {
    const outcome = refused(step)
    if (outcome === 'done') return true
    expect(outcome).toEqual(CONFLICT)
    conflicts += 1
    return false
  }
  for (let started = 0; started < 4000 || steps.length > 0; ) {
    if (started < 4000 && steps.length < 6) {
      started += 1
      const [from, to] = [accounts[random(10)] as string, accounts[random(10)] as string]
      const t = begin()
      const balance = n(from, t) as number
      steps.push(() => {
        if (!guarded(() => update(from, { $set: { n: balance - 1 } }, t))) return
        steps.push(() => {
          if (!guarded(() => update(to, { $inc: { n: 1 } }, t))) return
          steps.push(() => {
            commit(t)
            done += 1
          })
        })
      })
    } else steps.splice(random(steps.length), 1)[0]?.()
  }
  expect(accounts.reduce((sum, id) => sum + (n(id) as number), 0)).toBe(1000)
  expect(done + conflicts).toBe(4000)
  expect(done).toBeGreaterThan(500)
  expect(conflicts).toBeGreaterThan(500)
})
