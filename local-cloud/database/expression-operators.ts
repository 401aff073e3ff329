import { dateOperators } from './expression-dates'
import { truthy } from './operators'
import { compare, compareText, equal } from './order'
import { badAggregate } from './texts'
import {
  arithmetic,
  DateTime,
  type Document,
  double,
  isDocument,
  isNumeric,
  long,
  type Numeric,
  numberType,
  toBigInt,
  toNumber,
  typeName,
  type Value,
} from './values'

export type Argument = Value | undefined

/** An operator that takes its arguments evaluated. */
export interface ExpressionOperator {
  least: number
  most: number
  run: (given: Argument[], name: string) => Argument
}

const ANY = Number.POSITIVE_INFINITY

function takes(least: number, most: number, run: ExpressionOperator['run']): ExpressionOperator {
  return { least, most, run }
}

function isNullish(value: Argument): value is null | undefined {
  return value === undefined || value === null
}

/** Null when any argument is null or missing, as most operators are. */
function unlessNull(run: (given: Value[], name: string) => Argument): ExpressionOperator['run'] {
  return (given, name) => (given.some(isNullish) ? null : run(given as Value[], name))
}

function numeric(value: Argument, name: string): Numeric {
  if (!isNumeric(value)) throw badAggregate(`${name} only supports numeric types, not ${typeName(value)}`)
  return value
}

function rounding(round: (value: number) => number): ExpressionOperator {
  return takes(
    1,
    1,
    unlessNull(([value], name) => {
      const number = numeric(value, name)
      return numberType(number) === 'double' ? double(round(toNumber(number))) : number
    }),
  )
}

function real(compute: (value: number, second: number) => number, count = 1): ExpressionOperator {
  return takes(
    count,
    count,
    unlessNull((given, name) => {
      const [first, second = 0] = given.map((value) => toNumber(numeric(value, name)))
      return double(compute(first as number, second))
    }),
  )
}

function sumOf(given: Value[], name: string): Value {
  let date: number | null = null
  let total: Numeric = 0
  for (const value of given) {
    if (value instanceof DateTime) {
      if (date !== null) throw badAggregate('only one date allowed in an $add expression')
      date = value.ms
    } else if (!isNumeric(value))
      throw badAggregate(`${name} only supports numeric or date types, not ${typeName(value)}`)
    else total = arithmetic('add', total, value) ?? double(toNumber(total) + toNumber(value))
  }
  return date === null ? total : new DateTime(date + Math.round(toNumber(total)))
}

function difference([a, b]: Value[], name: string): Value {
  if (a instanceof DateTime && b instanceof DateTime) return long(BigInt(a.ms - b.ms))
  if (a instanceof DateTime && isNumeric(b)) return new DateTime(a.ms - Math.round(toNumber(b)))
  const [x, y] = [numeric(a, name), numeric(b, name)]
  const negative = numberType(y) === 'double' ? double(-toNumber(y)) : arithmetic('multiply', y, -1)
  return (negative && arithmetic('add', x, negative)) ?? double(toNumber(x) - toNumber(y))
}

function quotient([a, b]: Value[], name: string): Value {
  const [x, y] = [toNumber(numeric(a, name)), toNumber(numeric(b, name))]
  if (y === 0) throw badAggregate("can't $divide by zero")
  return double(x / y)
}

function remainder([a, b]: Value[], name: string): Value {
  const [x, y] = [numeric(a, name), numeric(b, name)]
  if (toNumber(y) === 0) throw badAggregate("can't $mod by zero")
  if (numberType(x) === 'double' || numberType(y) === 'double') return double(toNumber(x) % toNumber(y))
  const result = toBigInt(x) % toBigInt(y)
  return numberType(x) === 'int' && numberType(y) === 'int' ? Number(result) : long(result)
}

function comparing(test: (order: number) => boolean): ExpressionOperator {
  return takes(2, 2, ([a, b]) => {
    // an expression tells missing from null: missing is below everything
    if (a === undefined || b === undefined) return test(Number(a !== undefined) - Number(b !== undefined))
    return test(compare(a, b))
  })
}

function text(value: Argument, name: string): string {
  if (isNullish(value)) return ''
  if (typeof value === 'string') return value
  if (isNumeric(value)) return String(value instanceof Object ? value.value : value)
  if (value instanceof DateTime) return new Date(value.ms).toISOString()
  throw badAggregate(`${name} requires a string argument, found: ${typeName(value)}`)
}

function strict(value: Argument, name: string): string {
  if (typeof value !== 'string') throw badAggregate(`${name} only supports strings, not ${typeName(value)}`)
  return value
}

function array(value: Argument, name: string): Value[] {
  if (!Array.isArray(value))
    throw badAggregate(`The argument to ${name} must be an array, but was of type: ${typeName(value)}`)
  return value
}

function whole(value: Argument, name: string): number {
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw badAggregate(`${name} requires an integral argument, found: ${typeName(value)}`)
  }
  return toNumber(value)
}

function distinct(items: Value[]): Value[] {
  const out: Value[] = []
  for (const item of [...items].sort(compare)) if (out.length === 0 || !equal(out[out.length - 1], item)) out.push(item)
  return out
}

const has = (items: Value[], item: Value) => items.some((other) => equal(other, item))

/** A range of characters by code points, as `$substrCP`; a negative count runs to the end. */
function characters(value: string, start: number, count: number): string {
  const all = Array.from(value)
  return all.slice(start, count < 0 ? undefined : start + count).join('')
}

function bytes(value: string, start: number, count: number): string {
  const all = Buffer.from(value)
  return all.subarray(start, count < 0 ? undefined : start + count).toString()
}

function slice([given, first, count]: Value[], name: string): Value {
  const items = array(given, name)
  const start = whole(first as Value, name)
  if (count === undefined) return start < 0 ? items.slice(start) : items.slice(0, start)
  const from = start < 0 ? Math.max(0, items.length + start) : start
  return items.slice(from, from + whole(count, name))
}

function toObject([given]: Value[], name: string): Value {
  const out: Document = {}
  for (const item of array(given, name)) {
    const [key, value] = Array.isArray(item) ? item : isDocument(item) ? [item.k, item.v] : []
    if (typeof key !== 'string' || value === undefined)
      throw badAggregate(`${name} requires pairs of a string key and a value`)
    out[key] = value
  }
  return out
}

/** `$sum`, `$avg`, `$min`, `$max` over a list; other types than numbers count for nothing in the first two. */
export function totalOf(values: Argument[]): Numeric {
  return values
    .filter(isNumeric)
    .reduce<Numeric>((sum, value) => arithmetic('add', sum, value) ?? double(toNumber(sum) + toNumber(value)), 0)
}

export function averageOf(values: Argument[]): Value {
  const numbers = values.filter(isNumeric)
  return numbers.length === 0 ? null : double(toNumber(totalOf(numbers)) / numbers.length)
}

export function extremeOf(values: Argument[], sign: 1 | -1): Value {
  const present = values.filter((value): value is Value => !isNullish(value))
  return present.reduce<Value | null>(
    (best, value) => (best === null || sign * compare(value, best) > 0 ? value : best),
    null,
  )
}

/** Standard deviation; `sample` divides by n - 1. */
export function deviationOf(values: Argument[], sample: boolean): Value {
  const numbers = values.filter(isNumeric).map(toNumber)
  const count = sample ? numbers.length - 1 : numbers.length
  if (count < 1) return null
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length
  return double(Math.sqrt(numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count))
}

export function mergedOf(values: Argument[]): Document {
  const out: Document = {}
  for (const value of values) {
    if (isNullish(value)) continue
    if (!isDocument(value))
      throw badAggregate(
        `$mergeObjects requires object inputs, but input ${JSON.stringify(value)} is of type ${typeName(value)}`,
      )
    Object.assign(out, value)
  }
  return out
}

/** With one argument that is an array, these look into it. */
function overList(compute: (values: Argument[]) => Value): ExpressionOperator {
  return takes(0, ANY, (given) => compute(given.length === 1 && Array.isArray(given[0]) ? given[0] : given))
}

/** Every expression operator the local cloud has; anything else is refused by name. */
export const operators: ReadonlyMap<string, ExpressionOperator> = new Map<string, ExpressionOperator>([
  ['$add', takes(0, ANY, unlessNull(sumOf))],
  ['$subtract', takes(2, 2, unlessNull(difference))],
  [
    '$multiply',
    takes(
      0,
      ANY,
      unlessNull((given, name) =>
        given.reduce<Numeric>(
          (product, value) =>
            arithmetic('multiply', product, numeric(value, name)) ??
            double(toNumber(product) * toNumber(numeric(value, name))),
          1,
        ),
      ),
    ),
  ],
  ['$divide', takes(2, 2, unlessNull(quotient))],
  ['$mod', takes(2, 2, unlessNull(remainder))],
  [
    '$abs',
    takes(
      1,
      1,
      unlessNull(([value], name) => {
        const number = numeric(value, name)
        return toNumber(number) < 0 ? difference([0, number], name) : number
      }),
    ),
  ],
  ['$ceil', rounding(Math.ceil)],
  ['$floor', rounding(Math.floor)],
  ['$sqrt', real(Math.sqrt)],
  ['$exp', real(Math.exp)],
  ['$ln', real(Math.log)],
  ['$log10', real(Math.log10)],
  ['$log', real((value, base) => Math.log(value) / Math.log(base), 2)],
  ['$trunc', rounding(Math.trunc)],
  [
    '$pow',
    takes(
      2,
      2,
      unlessNull(([base, power], name) => {
        const [x, y] = [numeric(base, name), numeric(power, name)]
        const result = toNumber(x) ** toNumber(y)
        const isWhole = numberType(x) !== 'double' && numberType(y) !== 'double' && Number.isSafeInteger(result)
        return isWhole ? result : double(result)
      }),
    ),
  ],
  ['$eq', comparing((order) => order === 0)],
  ['$ne', comparing((order) => order !== 0)],
  ['$gt', comparing((order) => order > 0)],
  ['$gte', comparing((order) => order >= 0)],
  ['$lt', comparing((order) => order < 0)],
  ['$lte', comparing((order) => order <= 0)],
  [
    '$cmp',
    takes(2, 2, ([a, b]) =>
      Math.sign(a === undefined || b === undefined ? Number(a !== undefined) - Number(b !== undefined) : compare(a, b)),
    ),
  ],
  ['$not', takes(1, 1, ([value]) => !truthy(value))],
  [
    '$concat',
    takes(
      0,
      ANY,
      unlessNull((given, name) => given.map((value) => strict(value, name)).join('')),
    ),
  ],
  ['$toLower', takes(1, 1, ([value], name) => text(value, name).toLowerCase())],
  ['$toUpper', takes(1, 1, ([value], name) => text(value, name).toUpperCase())],
  ['$strLenBytes', takes(1, 1, ([value], name) => Buffer.byteLength(strict(value, name)))],
  ['$strLenCP', takes(1, 1, ([value], name) => Array.from(strict(value, name)).length)],
  [
    '$substr',
    takes(3, 3, ([value, start, count], name) => bytes(text(value, name), whole(start, name), whole(count, name))),
  ],
  [
    '$substrBytes',
    takes(3, 3, ([value, start, count], name) => bytes(text(value, name), whole(start, name), whole(count, name))),
  ],
  [
    '$substrCP',
    takes(3, 3, ([value, start, count], name) => characters(text(value, name), whole(start, name), whole(count, name))),
  ],
  [
    '$strcasecmp',
    takes(2, 2, ([a, b], name) => Math.sign(compareText(text(a, name).toUpperCase(), text(b, name).toUpperCase()))),
  ],
  [
    '$split',
    takes(
      2,
      2,
      unlessNull(([value, separator], name) => {
        if (separator === '') throw badAggregate('$split requires a non-empty separator')
        return strict(value, name).split(strict(separator, name))
      }),
    ),
  ],
  [
    '$indexOfBytes',
    takes(2, 4, ([value, wanted, from = 0, to], name) => {
      if (isNullish(value)) return null
      const source = Buffer.from(strict(value, name)).subarray(0, isNullish(to) ? undefined : whole(to, name))
      return source.indexOf(strict(wanted, name), whole(from, name))
    }),
  ],
  [
    '$indexOfCP',
    takes(2, 4, ([value, wanted, from = 0, to], name) => {
      if (isNullish(value)) return null
      const source = Array.from(strict(value, name)).slice(0, isNullish(to) ? undefined : whole(to, name))
      const start = whole(from, name)
      const at = source.slice(start).join('').indexOf(strict(wanted, name))
      return at < 0 ? -1 : start + Array.from(source.slice(start).join('').slice(0, at)).length
    }),
  ],
  ['$size', takes(1, 1, ([value], name) => array(value, name).length)],
  ['$isArray', takes(1, 1, ([value]) => Array.isArray(value))],
  [
    '$arrayElemAt',
    takes(
      2,
      2,
      unlessNull(([given, index], name) => array(given, name).at(whole(index as Value, name))),
    ),
  ],
  [
    '$concatArrays',
    takes(
      0,
      ANY,
      unlessNull((given, name) => given.flatMap((items) => array(items, name))),
    ),
  ],
  [
    '$reverseArray',
    takes(
      1,
      1,
      unlessNull(([given], name) => [...array(given, name)].reverse()),
    ),
  ],
  [
    '$slice',
    takes(2, 3, (given, name) => (isNullish(given[0]) || isNullish(given[1]) ? null : slice(given as Value[], name))),
  ],
  ['$in', takes(2, 2, ([item, items], name) => has(array(items, name), item ?? null))],
  [
    '$indexOfArray',
    takes(2, 4, ([given, item, from = 0, to], name) => {
      if (isNullish(given)) return null
      const items = array(given, name).slice(0, isNullish(to) ? undefined : whole(to, name))
      return items.findIndex((other, index) => index >= whole(from, name) && equal(other, item))
    }),
  ],
  [
    '$range',
    takes(2, 3, ([from, to, step = 1], name) => {
      const [start, end, by] = [whole(from, name), whole(to, name), whole(step, name)]
      if (by === 0) throw badAggregate('$range requires a non-zero step value')
      const out: Value[] = []
      for (let n = start; by > 0 ? n < end : n > end; n += by) out.push(n)
      return out
    }),
  ],
  ['$arrayToObject', takes(1, 1, unlessNull(toObject))],
  [
    '$objectToArray',
    takes(
      1,
      1,
      unlessNull(([given], name) => {
        if (!isDocument(given)) throw badAggregate(`${name} requires a document input, found: ${typeName(given)}`)
        return Object.entries(given).map(([k, v]) => ({ k, v }))
      }),
    ),
  ],
  ['$mergeObjects', takes(0, ANY, mergedOf)],
  ['$allElementsTrue', takes(1, 1, ([given], name) => array(given, name).every(truthy))],
  ['$anyElementTrue', takes(1, 1, ([given], name) => array(given, name).some(truthy))],
  [
    '$setDifference',
    takes(
      2,
      2,
      unlessNull(([a, b], name) => uniqueInOrder(array(a, name)).filter((item) => !has(array(b, name), item))),
    ),
  ],
  [
    '$setEquals',
    takes(2, ANY, (given, name) => {
      const [first, ...others] = given.map((items) => distinct(array(items, name)))
      return others.every((items) => equal(items, first))
    }),
  ],
  [
    '$setIntersection',
    takes(
      0,
      ANY,
      unlessNull((given, name) => {
        const [first = [], ...others] = given.map((items) => array(items, name))
        return distinct(first).filter((item) => others.every((items) => has(items, item)))
      }),
    ),
  ],
  ['$setIsSubset', takes(2, 2, ([a, b], name) => array(a, name).every((item) => has(array(b, name), item)))],
  [
    '$setUnion',
    takes(
      0,
      ANY,
      unlessNull((given, name) => distinct(given.flatMap((items) => array(items, name)))),
    ),
  ],
  ['$sum', overList(totalOf)],
  ['$avg', overList(averageOf)],
  ['$min', overList((values) => extremeOf(values, -1))],
  ['$max', overList((values) => extremeOf(values, 1))],
  ['$stdDevPop', overList((values) => deviationOf(values, false))],
  ['$stdDevSamp', overList((values) => deviationOf(values, true))],
  ['$type', takes(1, 1, ([value]) => typeName(value))],
  ...dateOperators,
])

function uniqueInOrder(items: Value[]): Value[] {
  const out: Value[] = []
  for (const item of items) if (!has(out, item)) out.push(item)
  return out
}
