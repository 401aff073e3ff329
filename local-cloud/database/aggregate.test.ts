import { fromText } from './ejson'
import { Engine } from './engine'
import { Store } from './store'
import type { Document, Value } from './values'

let engine: Engine
let store: Store
beforeAll(() => {
  store = Store.open(':memory:', [
    { name: 'cases', indexes: [{ name: 'by_kind', keys: { kind: 1, n: 1 } }] },
    { name: 'teams', indexes: [] },
  ])
  engine = new Engine(store)
  const add = (collectionName: string, documents: object[]) =>
    engine.execute('insertDocument', { collectionName, data: documents.map((one) => JSON.stringify(one)) }, 0)
  add('cases', [
    { _id: 1, kind: 'lamp', n: 3, team: 'x', tags: ['a', 'b'], at: { $date: { $numberLong: '1743494400000' } } },
    { _id: 2, kind: 'lamp', n: 5, team: 'y', tags: [] },
    { _id: 3, kind: 'road', n: 8.5, team: 'x' },
    { _id: 4, kind: 'road', n: null, o: { p: 1, q: 2 } },
  ])
  add('teams', [{ _id: 'x', name: 'first' }])
})
afterAll(() => store.close())

const run = (...stages: Document[]) => {
  const wire = stages.flatMap((stage) =>
    Object.entries(stage).map(([stageKey, value]) => ({ stageKey, stageValue: JSON.stringify(value) })),
  )
  const { data, stats } = engine.execute('aggregateDocuments', { collectionName: 'cases', stages: wire }, 0)
  return { list: (data as { list: string[] }).list.map(fromText), stats }
}

// https://www.mongodb.com/docs/manual/reference/operator/aggregation-pipeline/
describe('stages', () => {
  const rows: [string, Document[], Document[]][] = [
    [
      '$match $sort $limit',
      [{ $match: { kind: 'lamp' } }, { $sort: { n: -1 } }, { $limit: 1 }, { $project: { n: 1 } }],
      [{ _id: 2, n: 5 }],
    ],
    ['$skip $count', [{ $skip: 1 }, { $count: 'total' }], [{ total: 3 }]],
    ['$count of nothing', [{ $match: { kind: 'none' } }, { $count: 'total' }], []],
    [
      '$group',
      [
        {
          $group: { _id: '$kind', sum: { $sum: '$n' }, avg: { $avg: '$n' }, all: { $push: '$n' }, count: { $sum: 1 } },
        },
      ],
      [
        { _id: 'lamp', sum: 8, avg: { $numberDouble: '4.0' }, all: [3, 5], count: 2 },
        { _id: 'road', sum: 8.5, avg: 8.5, all: [8.5, null], count: 2 },
      ],
    ],
    [
      '$group of all',
      [{ $group: { _id: null, first: { $first: '$n' }, max: { $max: '$n' } } }],
      [{ _id: null, first: 3, max: 8.5 }],
    ],
    [
      '$unwind',
      [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
      [
        { _id: 1, tags: 'a' },
        { _id: 1, tags: 'b' },
      ],
    ],
    [
      '$unwind keeping the empty ones',
      [
        { $match: { kind: 'lamp' } },
        { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } },
        { $project: { tags: 1 } },
      ],
      [{ _id: 1, tags: 'a' }, { _id: 1, tags: 'b' }, { _id: 2 }],
    ],
    [
      '$lookup',
      [
        { $match: { kind: 'lamp' } },
        { $lookup: { from: 'teams', localField: 'team', foreignField: '_id', as: 't' } },
        { $project: { t: 1 } },
      ],
      [
        { _id: 1, t: [{ _id: 'x', name: 'first' }] },
        { _id: 2, t: [] },
      ],
    ],
    [
      '$lookup with a pipeline',
      [
        { $match: { _id: 1 } },
        {
          $lookup: {
            from: 'teams',
            let: { t: '$team' },
            pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$t'] } } }],
            as: 't',
          },
        },
        { $replaceRoot: { newRoot: { $arrayElemAt: ['$t', 0] } } },
      ],
      [{ _id: 'x', name: 'first' }],
    ],
    ['$sortByCount', [{ $sortByCount: '$team' }, { $limit: 1 }], [{ _id: 'x', count: 2 }]],
    [
      '$bucket',
      [{ $bucket: { groupBy: '$n', boundaries: [0, 5, 10], default: 'other' } }],
      [
        { _id: 0, count: 1 },
        { _id: 5, count: 2 },
        { _id: 'other', count: 1 },
      ],
    ],
    [
      '$addFields',
      [{ $match: { _id: 4 } }, { $addFields: { 'o.q': 9, z: '$o.p' } }],
      [{ _id: 4, kind: 'road', n: null, o: { p: 1, q: 9 }, z: 1 }],
    ],
    [
      '$project away',
      [{ $match: { _id: 4 } }, { $project: { o: { p: 0 }, kind: 0 } }],
      [{ _id: 4, n: null, o: { q: 2 } }],
    ],
    ['$project anew', [{ $match: { _id: 4 } }, { $project: { _id: 0, p: '$o.p' } }], [{ p: 1 }]],
  ]
  it.each(rows)('%s', (_what, stages, expected) => {
    expect(JSON.parse(JSON.stringify(run(...stages).list))).toEqual(expected)
  })

  it('starts with an index', () => {
    const { stats } = run({ $match: { kind: 'lamp' } }, { $sort: { n: -1 } }, { $limit: 1 })
    expect(stats).toEqual({ examined: 1, returned: 1, plan: 'AGGREGATE INDEX by_kind [eq 1, sorted]' })
  })

  it.each([
    { $facet: {} },
    { $geoNear: {} },
    { $project: { x: { $zip: {} } } },
    { $group: { _id: 1, x: { $top: 1 } } },
  ])('names what it does not have: %j', (stage) => {
    expect(() => run(stage as unknown as Document)).toThrow(
      expect.objectContaining({
        code: 'LOCAL_CLOUD_UNSUPPORTED',
        message: expect.stringMatching(/\$(facet|geoNear|zip|top)/),
      }),
    )
  })
})

// https://www.mongodb.com/docs/manual/reference/operator/aggregation/
describe('expressions', () => {
  const date = { $date: { $numberLong: '1743494400000' } } // 2025-04-01T08:00:00Z, a Tuesday
  const rows: [Value, Value | undefined][] = [
    ['$o.p', 1],
    ['$missing', undefined],
    [{ $add: [1, 2.5] }, 3.5],
    [{ $add: ['$missing', 1] }, null],
    [{ $subtract: [5, 7] }, -2],
    [{ $multiply: [2, 3] }, 6],
    [{ $divide: [7, 2] }, 3.5],
    [{ $mod: [-7, 3] }, -1],
    [{ $abs: -3 }, 3],
    [{ $floor: -1.5 }, { $numberDouble: '-2.0' }],
    [{ $cmp: [1, 'a'] }, -1],
    [{ $eq: ['$missing', null] }, false],
    [{ $gt: [null, '$missing'] }, true],
    [{ $and: [1, '', 'x'] }, true],
    [{ $or: [0, null] }, false],
    [{ $not: [0] }, true],
    // biome-ignore lint/suspicious/noThenProperty: the operator's own name
    [{ $cond: { if: false, then: 1, else: 2 } }, 2],
    [{ $cond: [true, 1, 2] }, 1],
    [{ $ifNull: ['$missing', 'x'] }, 'x'],
    // biome-ignore lint/suspicious/noThenProperty: the operator's own name
    [{ $switch: { branches: [{ case: false, then: 1 }], default: 9 } }, 9],
    [{ $let: { vars: { a: 2 }, in: { $multiply: ['$$a', '$o.q'] } } }, 4],
    [{ $literal: '$o.p' }, '$o.p'],
    [{ $concat: ['a', 'b'] }, 'ab'],
    [{ $concat: ['a', null] }, null],
    [{ $toUpper: 'ab' }, 'AB'],
    [{ $substrCP: ['心谭ab', 1, 2] }, '谭a'],
    [{ $strLenBytes: '心' }, 3],
    [{ $strLenCP: '心' }, 1],
    [{ $split: ['a-b', '-'] }, ['a', 'b']],
    [{ $indexOfCP: ['心谭a', 'a'] }, 2],
    [{ $size: [[1, 2]] }, 2],
    [{ $arrayElemAt: [[1, 2], -1] }, 2],
    [{ $slice: [[1, 2, 3], -2] }, [2, 3]],
    [{ $in: [2, [1, 2]] }, true],
    [{ $range: [0, 6, 2] }, [0, 2, 4]],
    [{ $map: { input: [1, 2], as: 'n', in: { $add: ['$$n', 1] } } }, [2, 3]],
    [{ $filter: { input: [1, 2, 3], cond: { $gt: ['$$this', 1] } } }, [2, 3]],
    [{ $reduce: { input: [1, 2, 3], initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    [{ $arrayToObject: [[['a', 1]]] }, { a: 1 }],
    [
      { $objectToArray: '$o' },
      [
        { k: 'p', v: 1 },
        { k: 'q', v: 2 },
      ],
    ],
    [
      {
        $setUnion: [
          [2, 1],
          [3, 1],
        ],
      },
      [1, 2, 3],
    ],
    [{ $setDifference: [[3, 1], [1]] }, [3]],
    [{ $sum: ['$o.p', '$o.q'] }, 3],
    [{ $avg: [[1, 2]] }, 1.5],
    [{ $year: date }, 2025],
    [{ $hour: { date, timezone: 'Asia/Shanghai' } }, 16],
    [{ $dayOfWeek: date }, 3],
    [{ $isoWeek: date }, 14],
    [{ $dayOfYear: date }, 91],
    [{ $dateToString: { date, format: '%Y-%m-%d %H:%M', timezone: '+08:00' } }, '2025-04-01 16:00'],
    [{ $dateFromString: { dateString: '2025-04-01T08:00:00Z' } }, date],
    [{ $dateFromParts: { year: 2025, month: 4, day: 1, hour: 16, timezone: 'Asia/Shanghai' } }, date],
  ]
  it.each(rows)('%j = %j', (expression, expected) => {
    const { list } = run({ $match: { _id: 4 } }, { $project: { _id: 0, value: expression } })
    expect(JSON.parse(JSON.stringify(list))).toEqual([expected === undefined ? {} : { value: expected }])
  })

  it.each([
    [{ $add: ['x', 1] }, '$add only supports numeric or date types, not string'],
    [{ $divide: [1, 0] }, "can't $divide by zero"],
    [{ $size: ['x'] }, 'The argument to $size must be an array, but was of type: string'],
    [{ $cond: [1, 2] }, 'Expression $cond takes exactly 3 arguments. 2 were passed in.'],
    ['$$nope', 'Use of undefined variable: nope'],
  ] as [Value, string][])('refuses %j', (expression, text) => {
    const stage = { $project: { value: expression } }
    expect(() => run({ $match: { _id: 4 } }, stage)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(text) }),
    )
  })

  it('serve $expr in queries', () => {
    const find = { collectionName: 'cases', query: JSON.stringify({ $expr: { $gte: ['$n', 5] } }) }
    const { data } = engine.execute('getDocument', find, 0)
    expect((data as { list: string[] }).list.map((text) => fromText(text)._id)).toEqual([2, 3])
  })
})
