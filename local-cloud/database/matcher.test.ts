import { compileQuery } from './matcher'
import { DateTime, type Document, Double, Int64, ObjectId, Regex, type Value } from './values'

const matches = (query: Document, document: Document) => compileQuery(query).matches(document)
const NAN = new Double(Number.NaN)

/** [what it shows, query, documents that match, documents that do not] */
type Row = [string, Document, Document[], Document[]]

// https://www.mongodb.com/docs/manual/tutorial/query-for-null-fields/ and jstests/core/null_query_semantics.js
const nulls: Row[] = [
  [
    'null matches missing',
    { a: null },
    [{}, { a: null }, { a: [null] }, { a: [1, null] }],
    [{ a: [] }, { a: 0 }, { a: '' }],
  ],
  ['$ne null', { a: { $ne: null } }, [{ a: 0 }, { a: [] }, { a: [1] }], [{}, { a: null }, { a: [null] }]],
  ['$exists', { a: { $exists: true } }, [{ a: null }, { a: [] }], [{}]],
  ['$exists: false', { a: { $exists: false } }, [{}], [{ a: null }, { a: [] }]],
  [
    'null below a path',
    { 'a.b': null },
    [{}, { a: {} }, { a: null }, { a: 4 }, { a: { b: null } }, { a: [{ b: null }] }, { a: [{ b: 1 }, {}] }],
    [{ a: [] }, { a: [1, 2] }, { a: { b: 1 } }, { a: [{ b: 1 }] }, { a: [[]] }],
  ],
  ['$in with null', { a: { $in: [null, 1] } }, [{}, { a: 1 }, { a: null }], [{ a: 2 }]],
  ['$gte null is null', { a: { $gte: null } }, [{}, { a: null }], [{ a: 1 }]],
  ['$gt null is nothing', { a: { $gt: null } }, [], [{}, { a: null }, { a: 1 }]],
  ['$nin with null', { a: { $nin: [null] } }, [{ a: 1 }], [{}, { a: null }]],
  ['$type null does not match missing', { a: { $type: 'null' } }, [{ a: null }], [{}]],
]

// https://www.mongodb.com/docs/manual/tutorial/query-arrays/ and query-array-of-documents/
const arrays: Row[] = [
  ['an element', { a: 1 }, [{ a: [1, 2] }, { a: 1 }], [{ a: [2] }, { a: [[1]] }]],
  ['the whole array', { a: [1, 2] }, [{ a: [1, 2] }, { a: [[1, 2], 3] }], [{ a: [2, 1] }, { a: [1, 2, 3] }, { a: 1 }]],
  ['an empty array', { a: [] }, [{ a: [] }, { a: [[]] }], [{}, { a: null }, { a: [1] }]],
  ['conditions met by different elements', { a: { $gt: 5, $lt: 3 } }, [{ a: [1, 6] }], [{ a: [4] }, { a: 6 }]],
  [
    '$elemMatch needs one element',
    { a: { $elemMatch: { $gt: 1, $lt: 4 } } },
    [{ a: [0, 2] }],
    [{ a: [1, 6] }, { a: 2 }],
  ],
  ['$elemMatch $ne', { a: { $elemMatch: { $ne: 'Go' } } }, [{ a: ['Go', 'C'] }], [{ a: ['Go'] }, { a: [] }]],
  [
    '$elemMatch of documents',
    { a: { $elemMatch: { b: 1, c: { $gt: 1 } } } },
    [{ a: [{ b: 1, c: 2 }] }],
    [
      {
        a: [
          { b: 1, c: 1 },
          { b: 2, c: 2 },
        ],
      },
      { a: { b: 1, c: 2 } },
    ],
  ],
  [
    '$elemMatch with $or',
    { a: { $elemMatch: { $or: [{ b: 1 }, { b: 2 }] } } },
    [{ a: [{ b: 2 }] }],
    [{ a: [{ b: 3 }] }],
  ],
  ['a path through documents', { 'a.b': 2 }, [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: [2] } }], [{ a: [[{ b: 2 }]] }]],
  ['a position', { 'a.1': 2 }, [{ a: [1, 2] }, { a: [0, [2]] }], [{ a: [2, 1] }]],
  ['a position below a position', { 'a.0.b': 1 }, [{ a: [{ b: 1 }] }], [{ a: [{ b: 2 }, { b: 1 }] }]],
  ['a digit as a field name', { 'a.0': 'x' }, [{ a: { '0': 'x' } }, { a: [{ '0': 'x' }] }], [{ a: { '1': 'x' } }]],
  ['$size', { a: { $size: 2 } }, [{ a: [1, 2] }, { a: [[], []] }], [{ a: [1] }, { a: 2 }, { a: [[1, 2]] }]],
  ['$all', { a: { $all: [1, 2] } }, [{ a: [2, 1, 3] }], [{ a: [1] }]],
  ['$all with one scalar', { a: { $all: [1] } }, [{ a: 1 }, { a: [1] }], [{ a: 2 }]],
  ['$all of an array', { a: { $all: [[1, 2]] } }, [{ a: [1, 2] }, { a: [[1, 2]] }], [{ a: [1] }]],
  ['$all: []', { a: { $all: [] } }, [], [{ a: [] }, {}]],
  ['$all null', { a: { $all: [null] } }, [{}, { a: null }], [{ a: 1 }]],
  [
    '$all $elemMatch',
    { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } },
    [{ a: [{ b: 1 }, { b: 2 }] }],
    [{ a: [{ b: 1 }] }],
  ],
  ['$ne is no element', { a: { $ne: 1 } }, [{ a: [2] }, {}], [{ a: [1, 2] }, { a: 1 }]],
  ['$in with an array', { a: { $in: [[1]] } }, [{ a: [1] }, { a: [[1]] }], [{ a: 1 }]],
  ['$gt on arrays', { a: { $gt: [1] } }, [{ a: [1, 0] }, { a: [2] }], [{ a: [1] }, { a: 5 }]],
]

// https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/ and reference/operator/query/
const types: Row[] = [
  [
    'ranges stay in their type',
    { a: { $gt: 1 } },
    [{ a: 2 }, { a: 1.5 }],
    [{ a: '2' }, { a: true }, { a: new DateTime(5) }, {}],
  ],
  ['dates', { a: { $lte: new DateTime(5) } }, [{ a: new DateTime(5) }], [{ a: 5 }, { a: new DateTime(6) }]],
  ['strings by bytes', { a: { $lt: '😀' } }, [{ a: '\uffff' }, { a: 'z' }], [{ a: '😁' }]],
  ['booleans', { a: { $gt: false } }, [{ a: true }], [{ a: false }, { a: 1 }]],
  ['1 = 1.0 = long 1', { a: 1 }, [{ a: new Double(1) }, { a: new Int64(1n) }], [{ a: true }, { a: '1' }]],
  ['NaN equals NaN only', { a: NAN }, [{ a: NAN }], [{ a: 1 }, { a: null }]],
  ['NaN is in no range', { a: { $lt: 5 } }, [{ a: -1 }], [{ a: NAN }]],
  ['$gte NaN', { a: { $gte: NAN } }, [{ a: NAN }], [{ a: 1 }]],
  [
    'key order counts',
    { a: { $eq: { x: 1, y: 2 } } },
    [{ a: { x: 1, y: 2 } }],
    [{ a: { y: 2, x: 1 } }, { a: { x: 1 } }],
  ],
  [
    'object ids are not strings',
    { a: new ObjectId('f'.repeat(24)) },
    [{ a: new ObjectId('f'.repeat(24)) }],
    [{ a: 'f'.repeat(24) }],
  ],
  ['$type by name', { a: { $type: 'int' } }, [{ a: 1 }, { a: ['x', 1] }], [{ a: new Double(1) }, { a: 3_000_000_000 }]],
  ['$type long', { a: { $type: 'long' } }, [{ a: 3_000_000_000 }, { a: new Int64(1n) }], [{ a: 1 }]],
  ['$type double', { a: { $type: 1 } }, [{ a: 1.5 }, { a: new Double(1) }], [{ a: 1 }]],
  ['$type number', { a: { $type: 'number' } }, [{ a: 1 }, { a: 1.5 }], [{ a: '1' }]],
  ['$type array', { a: { $type: 'array' } }, [{ a: [1] }], [{ a: 1 }]],
  ['$type list', { a: { $type: ['string', 8] } }, [{ a: 'x' }, { a: true }], [{ a: 1 }]],
  ['$mod', { a: { $mod: [4, 3] } }, [{ a: 7 }, { a: 7.9 }, { a: [1, 3] }], [{ a: 4 }, { a: '7' }, { a: NAN }]],
  ['$mod keeps the sign', { a: { $mod: [4, -3] } }, [{ a: -7 }], [{ a: 7 }]],
  [
    'big longs exactly',
    { a: new Int64(9007199254740993n) },
    [{ a: new Int64(9007199254740993n) }],
    [{ a: 9007199254740992 }],
  ],
]

// https://www.mongodb.com/docs/manual/reference/operator/query/regex/ and operator/query-logical/
const logic: Row[] = [
  ['a regex', { a: new Regex('^ab', '') }, [{ a: 'abc' }, { a: ['x', 'ab'] }], [{ a: 'xab' }, { a: 1 }]],
  ['options', { a: { $regex: 'AB', $options: 'i' } }, [{ a: 'xab' }], [{ a: 'x' }]],
  ['the SDK passes g', { a: new Regex('a', 'g') }, [{ a: 'a' }, { a: 'ba' }], [{ a: 'b' }]],
  ['multiline', { a: { $regex: '^b', $options: 'm' } }, [{ a: 'a\nb' }], [{ a: 'ab' }]],
  ['a stored regex', { a: new Regex('^ab', '') }, [{ a: new Regex('^ab', '') }], [{ a: new Regex('ab', '') }]],
  ['$in with a regex', { a: { $in: [new Regex('^a', ''), 1] } }, [{ a: 'ab' }, { a: 1 }], [{ a: 'b' }]],
  ['$not a regex', { a: { $not: new Regex('x', '') } }, [{ a: 'y' }, {}, { a: 1 }], [{ a: 'x' }]],
  ['$not matches missing', { a: { $not: { $gt: 1 } } }, [{}, { a: 1 }, { a: 'x' }], [{ a: 2 }, { a: [0, 2] }]],
  ['$not over two', { a: { $not: { $gt: 1, $lt: 5 } } }, [{ a: 1 }, { a: 5 }, {}], [{ a: 2 }]],
  ['$and', { $and: [{ a: { $gt: 1 } }, { a: { $lt: 5 } }] }, [{ a: 3 }], [{ a: 5 }]],
  ['$or', { $or: [{ a: 1 }, { b: 1 }] }, [{ a: 1 }, { b: 1 }], [{ a: 2 }]],
  ['$nor', { $nor: [{ a: 1 }, { b: 1 }] }, [{ a: 2 }, {}], [{ a: 1 }, { b: 1 }]],
  ['inherited names are not fields', { constructor: { $exists: true } }, [{ constructor: 1 }], [{}]],
  ['an empty query', {}, [{}, { a: 1 }], []],
]

describe.each([
  ['null and missing', nulls],
  ['arrays', arrays],
  ['types', types],
  ['regular expressions and logic', logic],
])('%s', (_group, rows) => {
  it.each(rows)('%s', (_what, query, yes, no) => {
    for (const document of yes) expect([document, matches(query, document)]).toEqual([document, true])
    for (const document of no) expect([document, matches(query, document)]).toEqual([document, false])
  })
})

describe('what MongoDB refuses', () => {
  const refused: [Document, string][] = [
    [{ a: { $foo: 1 } }, 'unknown operator: $foo'],
    [{ $foo: 1 }, 'unknown top level operator: $foo'],
    [{ a: { $gt: 1, b: 1 } }, 'unknown operator: b'],
    [{ $or: [] }, '$and/$or/$nor must be a nonempty array'],
    [{ $or: { a: 1 } }, '$or must be an array'],
    [{ $or: [1 as Value] }, '$or/$and/$nor entries need to be full objects'],
    [{ a: { $in: 1 } }, '$in needs an array'],
    [{ a: { $in: [{ $gt: 1 }] } }, 'cannot nest $ under $in'],
    [{ a: { $size: 'x' } }, 'Failed to parse $size'],
    [{ a: { $size: -1 } }, 'Expected a non-negative number'],
    [{ a: { $mod: [0, 1] } }, 'divisor cannot be 0'],
    [{ a: { $mod: [1] } }, 'malformed mod, not enough elements'],
    [{ a: { $not: 1 } }, '$not needs a regex or a document'],
    [{ a: { $all: 1 } }, '$all needs an array'],
    [{ a: { $elemMatch: 1 } }, '$elemMatch needs an Object'],
    [{ a: { $type: 'nope' } }, 'Unknown type name alias: nope'],
    [{ a: { $regex: 1 } }, '$regex has to be a string'],
    [{ a: { $options: 'i' } }, '$options needs a $regex'],
    [{ a: { $regex: '(' } }, 'Regular expression is invalid'],
    [{ a: { $ne: new Regex('a', '') } }, "Can't have regex as arg to $ne"],
  ]
  it.each(refused)('%j', (query, text) => {
    expect(() => compileQuery(query)).toThrow(
      expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining(text) }),
    )
  })

  const absent: [Document][] = [
    [{ $text: { $search: 'x' } }],
    [{ $where: '1' }],
    [{ a: { $bitsAllSet: 1 } }],
    [{ a: { $regex: 'a', $options: 'x' } }],
  ]
  it.each(absent)('names what the local cloud does not have: %j', (query) => {
    expect(() => compileQuery(query)).toThrow(expect.objectContaining({ code: 'LOCAL_CLOUD_UNSUPPORTED' }))
  })
})
