import fc from 'fast-check'
import { fromText } from './ejson'
import { Engine } from './engine'
import { type Keys, sortKeyOf } from './keys'
import { compileQuery } from './matcher'
import { planQuery } from './planner'
import { Store } from './store'
import { documents, fewValues } from './testing/arbitraries'
import type { IndexSpec } from './types'
import { type Document, Regex, type Value } from './values'

const indexes: IndexSpec[] = [
  { name: 'ab_id', keys: { ab: 1, _id: -1 } },
  { name: 'a_b', keys: { a: 1, b: -1 } },
  { name: 'b_desc', keys: { b: -1 } },
  { name: 'c_ab_a', keys: { c: 1, ab: 1, a: 1 } },
  { name: 'a.b', keys: { 'a.b': 1, 'a.c': 1 } },
  { name: 'ab_desc_c', keys: { ab: -1, c: -1 } },
]

const paths = fc.oneof(
  { arbitrary: fc.constantFrom('a', 'b', 'c', 'ab', 'a.b', 'a.c'), weight: 8 },
  { arbitrary: fc.constantFrom('b.a', 'a.0', '_id'), weight: 1 },
)
const comparison = fc
  .tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte', '$eq', '$ne'), fewValues)
  .chain(([name, value]) =>
    value instanceof Regex ? fc.constant<Value>({ $eq: 1 }) : fc.constant<Value>({ [name]: value }),
  )
const condition: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: fewValues, weight: 4 },
  { arbitrary: comparison, weight: 4 },
  {
    arbitrary: fc.tuple(comparison, comparison).map(([a, b]) => ({ ...(a as Document), ...(b as Document) })),
    weight: 2,
  },
  { arbitrary: fc.array(fewValues, { maxLength: 3 }).map((items) => ({ $in: items })), weight: 2 },
  { arbitrary: fc.array(fewValues, { maxLength: 2 }).map((items) => ({ $nin: items })), weight: 1 },
  { arbitrary: fc.array(fewValues, { maxLength: 2 }), weight: 1 },
  { arbitrary: fc.constantFrom<Value>(new Regex('^a', ''), new Regex('^ab?', ''), { $exists: true }), weight: 1 },
  { arbitrary: fc.constantFrom<Value>({ $elemMatch: { b: 1 } }, { $not: { $gt: 2 } }, { $all: [1, 2] }), weight: 1 },
)
const flat = fc.dictionary(paths, condition, { minKeys: 0, maxKeys: 3, noNullPrototype: true })
const queries: fc.Arbitrary<Document> = fc.oneof(
  { arbitrary: fc.tuple(paths, comparison).map(([path, one]) => ({ [path]: one })), weight: 4 },
  { arbitrary: flat, weight: 4 },
  {
    arbitrary: fc
      .tuple(flat, fc.array(flat, { minLength: 1, maxLength: 3 }))
      .map(([outer, or]) => ({ ...outer, $or: or })),
    weight: 1,
  },
  { arbitrary: fc.array(flat, { minLength: 1, maxLength: 2 }).map((and) => ({ $and: and })), weight: 1 },
)
const sorts: fc.Arbitrary<Keys> = fc.oneof(
  fc.constant<Keys>([]),
  fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'ab', '_id'), fc.constantFrom<1 | -1>(1, -1)), {
    maxLength: 2,
    selector: ([path]) => path,
  }),
)

function given(all: Document[]): { engine: Engine; store: Store; kept: Document[] } {
  const store = Store.open(':memory:', [{ name: 't', indexes }])
  const engine = new Engine(store, { scanLimit: Number.POSITIVE_INFINITY })
  const kept: Document[] = []
  for (const [n, document] of all.entries()) {
    const whole = { _id: n, ...document }
    try {
      engine.execute('insertDocument', { collectionName: 't', data: [JSON.stringify(whole)] }, 0)
      kept.push(whole)
    } catch (error) {
      if (!String(error).includes('parallel arrays')) throw error
    }
  }
  return { engine, store, kept }
}

const find = (engine: Engine, query: Document, sort: Keys, skip: number, limit: number) => {
  const body = {
    collectionName: 't',
    queryType: 'WHERE',
    query: JSON.stringify(query),
    order: JSON.stringify(Object.fromEntries(sort)),
    offset: skip,
    limit,
  }
  const { data, stats } = engine.execute('getDocument', body, 0)
  return { list: (data as { list: string[] }).list.map(fromText), stats }
}

/** MongoDB refuses to sort documents with arrays under two of the keys. */
function sortable(found: Document[], sort: Keys): boolean {
  return found.every((document) => sort.filter(([path]) => Array.isArray(document[path])).length < 2)
}

describe('planner', () => {
  it('answers with an index what a full scan answers, in the order asked for', () => {
    fc.assert(
      fc.property(
        fc.boolean().chain((flat) => fc.array(documents(flat), { maxLength: 30, size: 'max' })),
        fc.array(fc.tuple(queries, sorts), { minLength: 10, maxLength: 30, size: 'max' }),
        (all, asked) => {
          const { engine, store, kept } = given(all)
          for (const [query, sort] of asked) {
            const wanted = kept.filter(compileQuery(query).matches)
            if (!sortable(wanted, sort)) continue
            const { list } = find(engine, query, sort, 0, 1000)
            const ids = (found: Document[]) => found.map(({ _id }) => _id as number).sort((x, y) => x - y)
            expect({ query, sort, ids: ids(list) }).toEqual({ query, sort, ids: ids(wanted) })
            if (sort.length === 0) continue
            const keys = (found: Document[]) => found.map((document) => sortKeyOf(document, sort).toString('hex'))
            expect({ query, sort, keys: keys(list) }).toEqual({ query, sort, keys: keys(wanted).sort() })
            expect(keys(find(engine, query, sort, 1, 3).list)).toEqual(keys(list).slice(1, 4))
          }
          store.close()
        },
      ),
      { numRuns: Number(process.env.PLANNER_RUNS ?? 80) },
    )
  }, 60_000)

  // https://www.mongodb.com/docs/manual/core/indexes/index-types/index-multikey/#multikey-index-bounds
  it('lets different elements of an array meet the conditions on one index', () => {
    const { engine, store } = given([
      {
        a: [
          { b: 1, c: 9 },
          { b: 9, c: 1 },
        ],
      },
      { a: [{ b: 1, c: 1 }] },
      { a: [{ b: 2 }, 5] },
    ])
    expect(find(engine, { 'a.b': 1, 'a.c': 1 }, [['_id', 1]], 0, 10).list.map(({ _id }) => _id)).toEqual([0, 1])
    expect(find(engine, { 'a.b': null }, [], 0, 10).list).toEqual([])
    expect(find(engine, { 'a.b': { $gt: 5, $lt: 2 } }, [], 0, 10).list.map(({ _id }) => _id)).toEqual([0])
    store.close()
  })

  it('sorts arrays by their least element, also when a condition names another one', () => {
    const { engine, store } = given([{ ab: [1, 8] }, { ab: [5, 6] }, { ab: 7 }])
    const order = (direction: 1 | -1, query: Document) =>
      find(engine, query, [['ab', direction]], 0, 10).list.map(({ _id }) => _id)
    expect(order(1, { ab: { $gt: 5 } })).toEqual([0, 1, 2])
    expect(order(-1, { ab: { $lt: 7 } })).toEqual([0, 1])
    store.close()
  })

  it('follows the ids under one element of an array, newest first, reading no more than it returns', () => {
    const all = Array.from({ length: 300 }, (_, n) => ({ ab: n % 10 === 0 ? ['x', `only ${n}`] : [`only ${n}`] }))
    const { engine, store } = given(all)
    const { list, stats } = find(engine, { ab: 'x' }, [['_id', -1]], 0, 5)
    expect(list.map(({ _id }) => _id)).toEqual([290, 280, 270, 260, 250])
    expect(stats.examined).toBe(5)
    const after = find(engine, { ab: 'x', _id: { $lt: 250 } }, [['_id', -1]], 0, 5)
    expect(after.list.map(({ _id }) => _id)).toEqual([240, 230, 220, 210, 200])
    expect(after.stats.examined).toBe(5)
    store.close()
  })

  const { store, engine } = given(
    Array.from({ length: 200 }, (_, n) => ({ a: n % 4, b: n, c: 'x', ab: n % 2 === 0 ? 'even' : 'odd' })),
  )
  const plan = (query: Document, sort: Keys = []) =>
    planQuery(compileQuery(query), sort, store.collection('t')).describe
  const cases: [Document, Keys, string, number][] = [
    [{ _id: 5 }, [], 'ID', 1],
    [{ a: 1, b: { $gte: 100 } }, [['b', -1]], 'INDEX a_b [eq 1, range, sorted]', 10],
    [{ a: 1 }, [['b', 1]], 'INDEX a_b [eq 1, sorted]', 10],
    [{ a: 1, c: 'x', ab: 'odd' }, [], 'INDEX c_ab_a [eq 3]', 10],
    [{ a: { $in: [1, 2] } }, [['b', -1]], 'INDEX a_b [eq 1, sorted]', 10],
    [{ a: { $in: [1, 2] }, b: { $lt: 50 } }, [['b', 1]], 'INDEX a_b [eq 1, range, sorted]', 10],
    [{}, [['b', 1]], 'INDEX b_desc [sorted, all]', 10],
    [{ $or: [{ a: 1, b: 5 }, { _id: 7 }] }, [], 'OR (INDEX a_b [eq 2] | ID)', 2],
  ]
  it.each(cases)('%j sorted by %j', (query, sort, expected, examined) => {
    expect(plan(query, sort)).toBe(expected)
    expect(find(engine, query, sort, 0, 10).stats.examined).toBe(examined)
  })
})
