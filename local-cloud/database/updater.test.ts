import { compileUpdate } from './updater'
import { DateTime, type Document, Double, Int64, type Value } from './values'

const NOW = 1_700_000_000_000
const apply = (update: Document, document: Document, inserting = false): Document => {
  const copy = structuredCopy(document) as Document
  compileUpdate(update, NOW).apply(copy, inserting)
  return copy
}
function structuredCopy(value: Value): Value {
  if (Array.isArray(value)) return value.map(structuredCopy)
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, structuredCopy(item)]))
}

// https://www.mongodb.com/docs/manual/reference/operator/update/
describe('update operators', () => {
  const rows: [string, Document, Document, Document][] = [
    ['$set', { $set: { a: 1 } }, {}, { a: 1 }],
    ['$set makes the way', { $set: { 'a.b.c': 1 } }, {}, { a: { b: { c: 1 } } }],
    ['$set at a position', { $set: { 'a.1.b': 2 } }, { a: [{}, { b: 1 }] }, { a: [{}, { b: 2 }] }],
    ['$set past the end fills with null', { $set: { 'a.2': 1 } }, { a: [0] }, { a: [0, null, 1] }],
    ['$set on a digit of a document', { $set: { 'a.0': 1 } }, { a: {} }, { a: { '0': 1 } }],
    ['new fields come in path order', { $set: { b: 1, a: 2 } }, {}, { a: 2, b: 1 }],
    ['$unset', { $unset: { a: '', 'b.c': '' } }, { a: 1, b: { c: 1, d: 1 } }, { b: { d: 1 } }],
    ['$unset in an array leaves null', { $unset: { 'a.0': '' } }, { a: [1, 2] }, { a: [null, 2] }],
    ['$unset of nothing', { $unset: { 'x.y': '' } }, { a: 1 }, { a: 1 }],
    ['$inc', { $inc: { a: 2, b: 3 } }, { a: 1 }, { a: 3, b: 3 }],
    ['$inc widens int to long', { $inc: { a: 1 } }, { a: 2147483647 }, { a: 2147483648 }],
    ['$inc by a double', { $inc: { a: -0.05 } }, { a: 0.2 }, { a: 0.2 - 0.05 }],
    ['$inc keeps a double a double', { $inc: { a: 0.5 } }, { a: 0.5 }, { a: new Double(1) }],
    ['$mul', { $mul: { a: 3, b: 3 } }, { a: 2 }, { a: 6, b: 0 }],
    ['$min', { $min: { a: 1, b: 1, c: 'x' } }, { a: 2, b: 0, c: 5 }, { a: 1, b: 0, c: 5 }],
    ['$max compares across types', { $max: { a: 1, c: 'x' } }, { a: 2, c: 5 }, { a: 2, c: 'x' }],
    ['$rename', { $rename: { a: 'b.c' } }, { a: 1 }, { b: { c: 1 } }],
    ['$rename of nothing', { $rename: { a: 'b' } }, { b: 1 }, { b: 1 }],
    ['$push', { $push: { a: 1 } }, { a: [0] }, { a: [0, 1] }],
    ['$push makes the array', { $push: { a: { $each: [1, 2] } } }, {}, { a: [1, 2] }],
    ['$push of an array', { $push: { a: [1] } }, { a: [] }, { a: [[1]] }],
    ['$position', { $push: { a: { $each: [9], $position: 1 } } }, { a: [1, 2] }, { a: [1, 9, 2] }],
    ['$position from the end', { $push: { a: { $each: [9], $position: -1 } } }, { a: [1, 2] }, { a: [1, 9, 2] }],
    [
      '$sort and $slice',
      { $push: { a: { $each: [4, 5, 6], $sort: -1, $slice: 3 } } },
      { a: [1, 2, 3] },
      { a: [6, 5, 4] },
    ],
    ['$slice from the end', { $push: { a: { $each: [3], $slice: -2 } } }, { a: [1, 2] }, { a: [2, 3] }],
    ['$slice 0', { $push: { a: { $each: [3], $slice: 0 } } }, { a: [1, 2] }, { a: [] }],
    [
      '$sort by a field',
      { $push: { a: { $each: [{ s: 1 }], $sort: { s: 1 } } } },
      { a: [{ s: 2 }] },
      { a: [{ s: 1 }, { s: 2 }] },
    ],
    ['$addToSet', { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1] }, { a: [1, 2] }],
    ['$addToSet of a document', { $addToSet: { a: { x: 1 } } }, { a: [{ x: 1 }] }, { a: [{ x: 1 }] }],
    ['$addToSet { each } is a value', { $addToSet: { a: { each: [1] } } }, {}, { a: [{ each: [1] }] }],
    ['$pop last', { $pop: { a: 1 } }, { a: [1, 2] }, { a: [1] }],
    ['$pop first', { $pop: { a: -1 } }, { a: [1, 2] }, { a: [2] }],
    ['$pop of nothing', { $pop: { a: 1 } }, {}, {}],
    ['$pull a value', { $pull: { a: 1 } }, { a: [1, 2, 1] }, { a: [2] }],
    ['$pull by operator', { $pull: { a: { $gte: 5 } } }, { a: [1, 5, 6] }, { a: [1] }],
    ['$pull documents that match', { $pull: { a: { x: { $gt: 1 } } } }, { a: [{ x: 1 }, { x: 2 }] }, { a: [{ x: 1 }] }],
    ['$pull $in', { $pull: { a: { $in: [1, 2] } } }, { a: [1, 2, 3] }, { a: [3] }],
    ['$pullAll', { $pullAll: { a: [1, 2] } }, { a: [1, 2, 3, 1] }, { a: [3] }],
    ['$bit', { $bit: { a: { and: 6, or: 1 }, b: { xor: 5 } } }, { a: 12 }, { a: 5, b: 5 }],
    ['$bit on a long', { $bit: { a: { or: 1 } } }, { a: 4294967296 }, { a: 4294967297 }],
    ['$currentDate', { $currentDate: { a: true } }, {}, { a: new DateTime(NOW) }],
    ['$setOnInsert on an old document', { $setOnInsert: { a: 1 }, $set: { b: 1 } }, {}, { b: 1 }],
  ]
  it.each(rows)('%s', (_what, update, before, after) => {
    expect(apply(update, before)).toEqual(after)
    expect(JSON.stringify(apply(update, before))).toBe(JSON.stringify(after))
  })

  it('$setOnInsert on a new document', () => {
    expect(apply({ $setOnInsert: { a: 1 } }, {}, true)).toEqual({ a: 1 })
  })

  it('takes the same id', () => {
    expect(apply({ $set: { _id: 'a', b: 1 } }, { _id: 'a' })).toEqual({ _id: 'a', b: 1 })
  })
})

// texts of the MongoDB server, src/mongo/db/update/*.cpp
describe('what MongoDB refuses', () => {
  const rows: [Document, Document, string][] = [
    [
      { $inc: { n: 1 } },
      { _id: 'a', n: 'x' },
      `Cannot apply $inc to a value of non-numeric type. {_id: "a"} has the field 'n' of non-numeric type string`,
    ],
    [{ $inc: { 'o.n': 1 } }, { _id: 'a', o: { n: null } }, `has the field 'n' of non-numeric type null`],
    [{ $inc: { n: 'x' } }, {}, 'Cannot increment with non-numeric argument: {n: "x"}'],
    [
      { $inc: { n: 1 } },
      { _id: 'a', n: new Int64(2n ** 63n - 1n) },
      'Failed to apply $inc operations to current value',
    ],
    [{ $mul: { n: 'x' } }, {}, 'Cannot multiply with non-numeric argument: {n: "x"}'],
    [
      { $push: { a: 1 } },
      { _id: 'a', a: 1 },
      `The field 'a' must be an array but is of type int in document {_id: "a"}`,
    ],
    [{ $push: { a: { $each: 1 } } }, {}, 'The argument to $each in $push must be an array but it was of type: int'],
    [{ $push: { a: { $each: [], $foo: 1 } } }, {}, 'Unrecognized clause in $push: $foo'],
    [
      { $addToSet: { a: 1 } },
      { a: 1 },
      `Cannot apply $addToSet to non-array field. Field named 'a' has non-array type int`,
    ],
    [{ $pop: { a: 1 } }, { a: 1 }, `Path 'a' contains an element of non-array type 'int'`],
    [{ $pop: { a: 2 } }, {}, '$pop expects 1 or -1, found: 2'],
    [{ $pull: { a: 1 } }, { a: 1 }, 'Cannot apply $pull to a non-array value'],
    [{ $pullAll: { a: 1 } }, {}, '$pullAll requires an array argument but was given a int'],
    [{ $set: { 'a.b': 1 } }, { a: null }, `Cannot create field 'b' in element {a: null}`],
    [{ $set: { 'a.b': 1 } }, { a: 5 }, `Cannot create field 'b' in element {a: 5}`],
    [{ $set: { 'a.b': 1 } }, { a: [1] }, `Cannot create field 'b' in element {a: [1]}`],
    [{ $set: { a: 1, 'a.b': 1 } }, {}, `Updating the path 'a.b' would create a conflict at 'a'`],
    [{ $set: { a: 1 }, $inc: { a: 1 } }, {}, `Updating the path 'a' would create a conflict at 'a'`],
    [{ $rename: { a: 'a' } }, {}, 'The source and target field for $rename must differ: a: "a"'],
    [
      { $rename: { 'a.0': 'b' } },
      { _id: 1, a: [1] },
      `The source field cannot be an array element, 'a.0' in doc with _id: 1 has an array field called 'a'`,
    ],
    [
      { $set: { _id: 'b' } },
      { _id: 'a' },
      `Performing an update on the path '_id' would modify the immutable field '_id'`,
    ],
    [{ $set: { 'a.$b': 1 } }, {}, `The dollar ($) prefixed field '$b' in 'a.$b' is not valid for storage.`],
    [{ $set: { a: { $b: 1 } } }, {}, `The dollar ($) prefixed field '$b' in 'a.$b' is not valid for storage.`],
    [{ $set: { 'a.': 1 } }, {}, `The update path 'a.' contains an empty field name, which is not allowed.`],
    [{ $bit: { a: { and: 1 } } }, { a: 1.5 }, 'Cannot apply $bit to a value of non-integral type'],
    [{ $bit: { a: { nand: 1 } } }, {}, "The $bit modifier only supports 'and', 'or', and 'xor'"],
    [{ $foo: { a: 1 } }, {}, 'Unknown modifier: $foo.'],
    [{ a: 1 }, {}, 'Unknown modifier: a.'],
    [{ $set: 1 }, {}, 'Modifiers operate on fields but we found type int instead.'],
    [{}, {}, 'update document must have at least one element'],
  ]
  it.each(rows)('%j on %j', (update, document, text) => {
    expect(() => apply(update, document)).toThrow(
      expect.objectContaining({ code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining(text) }),
    )
  })

  it.each(['a.$', 'a.$[]', 'a.$[x].b'])('names positional paths it does not have: %s', (path) => {
    expect(() => apply({ $set: { [path]: 1 } }, { a: [1] })).toThrow(
      expect.objectContaining({ code: 'LOCAL_CLOUD_UNSUPPORTED', message: expect.stringContaining(path) }),
    )
  })
})
