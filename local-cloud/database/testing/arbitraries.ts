import fc from 'fast-check'
import { DateTime, type Document, Double, Int64, ObjectId, Regex, type Value } from '../values'

/** Numbers where encodings go wrong: signs, the borders of int, long and double, NaN, fractions. */
const numbers = fc.constantFrom<Value>(
  0,
  1,
  -1,
  2,
  1.5,
  -1.5,
  2147483647,
  2147483648,
  -2147483649,
  9007199254740991,
  9007199254740992,
  new Int64(9007199254740993n),
  new Int64(-9007199254740993n),
  new Int64(2n ** 63n - 1n),
  new Int64(-(2n ** 63n)),
  new Int64(1n),
  new Double(1),
  new Double(-0),
  new Double(Number.NaN),
  new Double(Number.POSITIVE_INFINITY),
  new Double(Number.NEGATIVE_INFINITY),
  1e300,
  -1e300,
  5e-324,
)
const texts = fc.constantFrom('', 'a', 'ab', 'b', 'a\0', 'a\0b', '\u0001', '\uffff', '😀', '中', 'abc')
const names = fc.constantFrom('a', 'b', 'ab', 'c')

/** Any value that does not hold others. */
export const scalars: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  numbers,
  fc.integer({ min: -3, max: 3 }),
  texts,
  fc.integer({ min: -2, max: 2 }).map((ms) => new DateTime(ms)),
  fc.constantFrom('0'.repeat(24), 'f'.repeat(24)).map((hex) => new ObjectId(hex)),
  fc.constantFrom(new Regex('a', ''), new Regex('a', 'i'), new Regex('^a', '')),
)

/** Any value, documents and arrays up to three deep. */
export const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    { arbitrary: scalars, weight: 4 },
    { arbitrary: fc.array(tie('value'), { maxLength: 3 }), weight: 1 },
    { arbitrary: fc.dictionary(names, tie('value'), { maxKeys: 3, noNullPrototype: true }), weight: 1 },
  ),
})).value

/** Small values that often meet each other, for queries to find something. */
export const fewValues: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 4 }), weight: 5 },
  { arbitrary: fc.constantFrom<Value>('a', 'ab', 'b', null, true, false, 1.5, new Double(2)), weight: 4 },
  { arbitrary: fc.constantFrom<Value>(new DateTime(1), new Regex('^a', ''), new Double(Number.NaN)), weight: 1 },
)

const small = fc.dictionary(fc.constantFrom('b', 'c'), fewValues, { maxKeys: 2, noNullPrototype: true })
const flatFields: fc.Arbitrary<Value> = fc.oneof({ arbitrary: fewValues, weight: 6 }, { arbitrary: small, weight: 1 })
const fields: fc.Arbitrary<Value> = fc.oneof(
  { arbitrary: flatFields, weight: 4 },
  { arbitrary: fc.array(fewValues, { maxLength: 3 }), weight: 2 },
  { arbitrary: fc.array(small, { maxLength: 2 }), weight: 2 },
)

/** Documents with fields a, b, c and ab, without `_id`; flat ones hold no arrays, so their indexes stay exact. */
export const documents = (flat: boolean): fc.Arbitrary<Document> =>
  fc.dictionary(names, flat ? flatFields : fields, { maxKeys: 4, noNullPrototype: true })
