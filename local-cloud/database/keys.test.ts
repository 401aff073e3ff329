import fc from 'fast-check'
import { encodeValue, invert, keysOf, sortKeyOf, successor } from './keys'
import { compare } from './order'
import { scalars, values } from './testing/arbitraries'
import { DateTime, Double, Int64, ObjectId, Regex, type Value } from './values'

const RUNS = { numRuns: 3000 }

describe('key bytes', () => {
  it('order values as BSON does: byte order = compare, for all pairs', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(Math.sign(Buffer.compare(encodeValue(a), encodeValue(b)))).toBe(Math.sign(compare(a, b)))
      }),
      RUNS,
    )
  })

  it('are prefix-free, so joined components compare component by component', () => {
    fc.assert(
      fc.property(values, values, scalars, scalars, (a, b, x, y) => {
        const joined = Buffer.compare(
          Buffer.concat([encodeValue(a), encodeValue(x)]),
          Buffer.concat([encodeValue(b), encodeValue(y)]),
        )
        expect(Math.sign(joined)).toBe(Math.sign(compare(a, b) || compare(x, y)))
      }),
      RUNS,
    )
  })

  it('reverse when inverted', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const order = Buffer.compare(invert(encodeValue(a)), invert(encodeValue(b)))
        expect(Math.sign(order)).toBe(Math.sign(compare(b, a)))
      }),
      RUNS,
    )
  })

  it('have a successor above everything that starts with them and nothing else', () => {
    expect(successor(Buffer.from([1, 0xff]))).toEqual(Buffer.from([2]))
    expect(successor(Buffer.from([0xff, 0xff]))).toBeNull()
  })
})

describe('BSON order', () => {
  // MongoDB manual, Comparison/Sort Order
  const ascending: Value[] = [
    null,
    new Double(Number.NaN),
    new Double(Number.NEGATIVE_INFINITY),
    -1,
    0,
    1.5,
    new Int64(9007199254740993n),
    'a',
    'b',
    '\uffff',
    '😀',
    { a: 1 },
    { a: 2 },
    { b: 0 },
    { a: 'x' },
    [1],
    [1, 2],
    new ObjectId('0'.repeat(24)),
    false,
    true,
    new DateTime(0),
    new Regex('a', ''),
  ]
  it.each(ascending.slice(1).map((value, index) => [ascending[index] as Value, value]))('%j < %j', (a, b) => {
    expect(compare(a, b)).toBeLessThan(0)
    expect(compare(b, a)).toBeGreaterThan(0)
  })

  it('takes ints, longs and doubles of one number as equal', () => {
    expect(compare(1, new Double(1))).toBe(0)
    expect(compare(new Int64(1n), 1)).toBe(0)
    expect(compare(new Double(-0), 0)).toBe(0)
  })
})

describe('index keys of a document', () => {
  const hex = (document: Record<string, Value>, ...paths: string[]) =>
    keysOf(
      document,
      paths.map((path) => [path, 1] as const),
    ).keys.map((key) => key.toString('hex'))
  const key = (...parts: Value[]) => Buffer.concat(parts.map((part) => encodeValue(part))).toString('hex')

  it('take a missing field as null', () => {
    expect(hex({}, 'a')).toEqual([key(null)])
    expect(hex({ a: 5 }, 'a.b')).toEqual([key(null)])
  })
  it('hold one entry per array element, each once', () => {
    expect(hex({ a: [1, 2, 1] }, 'a')).toEqual([key(1), key(2)])
    expect(hex({ a: [[1, 2]] }, 'a')).toEqual([key([1, 2])])
    expect(hex({ a: [{ b: 1 }, { b: 2 }, {}] }, 'a.b')).toEqual([key(1), key(2), key(null)])
  })
  it('pair fields of one element', () => {
    expect(hex({ a: [{ b: 1, c: 2 }, { b: 3 }], d: 4 }, 'a.b', 'd', 'a.c')).toEqual([key(1, 4, 2), key(3, 4, null)])
  })
  it('put an empty array below null', () => {
    expect(Buffer.compare(sortKeyOf({ a: [] }, [['a', 1]]), encodeValue(null))).toBeLessThan(0)
  })
  it('refuse two arrays in one index', () => {
    expect(() => hex({ a: [1], b: [2] }, 'a', 'b')).toThrow('cannot index parallel arrays [b] [a]')
  })
  it('sort by the least element, or the greatest when descending', () => {
    expect(sortKeyOf({ a: [3, 1, 2] }, [['a', 1]])).toEqual(encodeValue(1))
    expect(sortKeyOf({ a: [3, 1, 2] }, [['a', -1]])).toEqual(invert(encodeValue(3)))
  })
})
