import { type Near, nearness } from './geo'
import { compare, equal } from './order'
import { elementsAt } from './paths'
import { withinShape } from './polygon'
import { compileRegex, literalPrefix } from './regex'
import { badQuery, unsupported } from './texts'
import {
  type Document,
  isDocument,
  isNumeric,
  numberType,
  Rank,
  Regex,
  rankOf,
  toBigInt,
  toNumber,
  typeName,
  type Value,
} from './values'

type ValueTest = (value: Value | undefined) => boolean

/** What a planner may use of one condition; every value that satisfies the condition lies within it. */
export interface Condition {
  path: string
  operator: 'eq' | 'in' | 'gt' | 'gte' | 'lt' | 'lte' | 'prefix'
  value: Value
}

/** One compiled condition on a field. */
export interface Leaf {
  /** Tests what a dotted path leads to in a document. */
  at: (document: Document, parts: readonly string[]) => boolean
  /** Tests one value by itself, as an element of `$elemMatch` or `$pull`. */
  of: (value: Value) => boolean
  condition?: Omit<Condition, 'path'>
  /** Set by `$near` and `$nearSphere`, which also order what they find. */
  near?: Near['distance']
}

/** Compiles a condition on one array element; given by the query compiler, as elements can hold whole queries. */
export type ElementCompiler = (condition: Value) => (element: Value) => boolean

/** Whether a document is an operator document (`{$gt: 1}`). */
export function isOperators(value: Value): value is Document {
  return isDocument(value) && (Object.keys(value)[0]?.startsWith('$') ?? false)
}

/** Compiles the operators on one field. Throws as `compileQuery`. */
export function compileOperators(operators: Document, element: ElementCompiler): Leaf[] {
  const leaves: Leaf[] = []
  for (const [name, operand] of Object.entries(operators)) {
    if (name === '$options') {
      if (!Object.hasOwn(operators, '$regex')) throw badQuery('$options needs a $regex')
      continue
    }
    if (!name.startsWith('$')) throw badQuery(`unknown operator: ${name}`)
    leaves.push(...compileOperator(name, operand, operators, element))
  }
  return leaves
}

function compileOperator(name: string, operand: Value, operators: Document, element: ElementCompiler): Leaf[] {
  switch (name) {
    case '$eq':
      return [leaf(equals(operand), { condition: { operator: 'eq', value: operand } })]
    case '$ne':
      if (operand instanceof Regex) throw badQuery("Can't have regex as arg to $ne")
      return [leaf(equals(operand), { negated: true })]
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return [comparison(name, operand)]
    case '$in':
      return [leaf(within(name, operand), { condition: { operator: 'in', value: operand } })]
    case '$nin':
      return [leaf(within(name, operand), { negated: true })]
    case '$exists':
      return [leaf((value) => value !== undefined, { wholeArrays: true, negated: !truthy(operand) })]
    case '$type':
      return [leaf(ofType(operand))]
    case '$size':
      return [sized(operand)]
    case '$mod':
      return [leaf(modulo(operand))]
    case '$all':
      return everyOf(operand, element)
    case '$elemMatch': {
      if (!isDocument(operand)) throw badQuery('$elemMatch needs an Object')
      const matches = element(operand)
      return [leaf((value) => Array.isArray(value) && value.some(matches), { wholeArrays: true })]
    }
    case '$regex':
      return [regexLeaf(operand, operators.$options)]
    case '$not':
      return [negation(operand, element)]
    case '$geoWithin':
      return [leaf(withinShape(operand), { wholeArrays: true })]
    case '$near':
    case '$nearSphere': {
      const near = nearness(name, operand)
      return [{ ...leaf((value) => near(value) !== null, { wholeArrays: true }), near }]
    }
    case '$geoIntersects':
    case '$bitsAllSet':
    case '$bitsAllClear':
    case '$bitsAnySet':
    case '$bitsAnyClear':
    case '$expr':
    case '$jsonSchema':
    case '$text':
    case '$where':
      throw unsupported(`query operator ${name}`)
    default:
      throw badQuery(`unknown operator: ${name}`)
  }
}

interface LeafOptions {
  /** An array at the end of the path is tested as a whole only, not its elements too. */
  wholeArrays?: boolean
  negated?: boolean
  condition?: Omit<Condition, 'path'>
}

function leaf(test: ValueTest, { wholeArrays = false, negated = false, condition }: LeafOptions = {}): Leaf {
  return {
    at: (document, parts) => elementsAt(document, parts, 0, test, wholeArrays) !== negated,
    of: (value) => test(value) !== negated,
    condition,
  }
}

/** MongoDB's truth: everything but false, null, 0 and missing. */
export function truthy(value: Value | undefined): boolean {
  if (isNumeric(value)) return toNumber(value) !== 0
  return value !== undefined && value !== null && value !== false
}

function equals(operand: Value): ValueTest {
  if (operand === null) return (value) => value === undefined || value === null
  if (typeof operand === 'string') return (value) => value === operand
  return (value) => value !== undefined && equal(value, operand)
}

/** Range operators compare only within the operand's type; NaN equals NaN and is in no range. */
function comparison(name: '$gt' | '$gte' | '$lt' | '$lte', operand: Value): Leaf {
  if (operand instanceof Regex) throw badQuery(`Can't have RegEx as arg to predicate over field`)
  const inclusive = name === '$gte' || name === '$lte'
  if (operand === null)
    return inclusive ? leaf(equals(null), { condition: { operator: 'eq', value: null } }) : leaf(() => false)
  const rank = rankOf(operand)
  const isNaNOperand = isNumeric(operand) && Number.isNaN(toNumber(operand))
  const upward = name === '$gt' || name === '$gte'
  const test: ValueTest = (value) => {
    if (value === undefined || rankOf(value) !== rank) return false
    if (rank === Rank.number && (isNaNOperand || Number.isNaN(toNumber(value as number)))) {
      return inclusive && equal(value, operand)
    }
    const order = compare(value, operand)
    return order === 0 ? inclusive : upward ? order > 0 : order < 0
  }
  const operator = name.slice(1) as 'gt' | 'gte' | 'lt' | 'lte'
  return leaf(test, isNaNOperand ? {} : { condition: { operator, value: operand } })
}

function within(name: string, operand: Value): ValueTest {
  if (!Array.isArray(operand)) throw badQuery(`${name} needs an array`)
  const texts = new Set<Value | undefined>()
  const others: ValueTest[] = []
  for (const item of operand) {
    if (isOperators(item)) throw badQuery(`cannot nest $ under ${name}`)
    if (typeof item === 'string') texts.add(item)
    else others.push(item instanceof Regex ? regexTest(item) : equals(item))
  }
  return (value) => texts.has(value) || others.some((test) => test(value))
}

function regexTest(regex: Regex): ValueTest {
  const expression = compileRegex(regex.pattern, regex.options)
  return (value) => (typeof value === 'string' ? expression.test(value) : value instanceof Regex && equal(value, regex))
}

function regexLeaf(operand: Value, options: Value | undefined): Leaf {
  const inner = operand instanceof Regex ? operand : typeof operand === 'string' ? new Regex(operand, '') : null
  if (!inner) throw badQuery('$regex has to be a string')
  if (options !== undefined && typeof options !== 'string') throw badQuery('$options has to be a string')
  if (options !== undefined && inner.options !== '') throw badQuery('options set in both $regex and $options')
  const regex = options === undefined ? inner : new Regex(inner.pattern, options)
  const anchored = literalPrefix(regex) !== ''
  return leaf(regexTest(regex), anchored ? { condition: { operator: 'prefix', value: regex } } : {})
}

function negation(operand: Value, element: ElementCompiler): Leaf {
  if (operand instanceof Regex) return leaf(regexTest(operand), { negated: true })
  if (!isDocument(operand)) throw badQuery('$not needs a regex or a document')
  if (Object.keys(operand).length === 0) throw badQuery('$not cannot be empty')
  const inner = compileOperators(operand, element)
  return {
    at: (document, parts) => !inner.every((one) => one.at(document, parts)),
    of: (value) => !inner.every((one) => one.of(value)),
  }
}

const TYPE_CODES: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  18: 'long',
}
const OTHER_TYPES = [
  'binData',
  'undefined',
  'dbPointer',
  'javascript',
  'symbol',
  'timestamp',
  'decimal',
  'minKey',
  'maxKey',
]

function ofType(operand: Value): ValueTest {
  const wanted = new Set<string>()
  for (const item of Array.isArray(operand) ? operand : [operand]) {
    const name = isNumeric(item) ? TYPE_CODES[toNumber(item)] : item
    if (typeof name !== 'string') throw badQuery(`Invalid numerical type code: ${JSON.stringify(item)}`)
    const known = name === 'number' || Object.values(TYPE_CODES).includes(name) || OTHER_TYPES.includes(name)
    if (!known) throw badQuery(`Unknown type name alias: ${name}`)
    wanted.add(name)
  }
  if (wanted.size === 0) throw badQuery('$type must match at least one type')
  return (value) => value !== undefined && (wanted.has(typeName(value)) || (wanted.has('number') && isNumeric(value)))
}

function sized(operand: Value): Leaf {
  if (!isNumeric(operand) || !Number.isInteger(toNumber(operand))) {
    throw badQuery(`Failed to parse $size. Expected an integer in: $size: ${JSON.stringify(operand)}`)
  }
  const size = toNumber(operand)
  if (size < 0) throw badQuery(`Failed to parse $size. Expected a non-negative number in: $size: ${size}`)
  return leaf((value) => Array.isArray(value) && value.length === size, { wholeArrays: true })
}

function modulo(operand: Value): ValueTest {
  if (!Array.isArray(operand)) throw badQuery('malformed mod, needs to be an array')
  if (operand.length < 2) throw badQuery('malformed mod, not enough elements')
  if (operand.length > 2) throw badQuery('malformed mod, too many elements')
  const [divisor, remainder] = operand.map((item, index) => {
    if (isNumeric(item) && Number.isFinite(toNumber(item))) return BigInt(Math.trunc(toNumber(item)))
    throw badQuery(`malformed mod, ${index === 0 ? 'divisor' : 'remainder'} not a number`)
  }) as [bigint, bigint]
  if (divisor === 0n) throw badQuery('divisor cannot be 0')
  return (value) => {
    if (!isNumeric(value) || !Number.isFinite(toNumber(value))) return false
    const whole = numberType(value) === 'double' ? BigInt(Math.trunc(toNumber(value))) : toBigInt(value)
    return whole % divisor === remainder
  }
}

/** `$all` is the conjunction of its items; `$all: []` matches nothing. */
function everyOf(operand: Value, element: ElementCompiler): Leaf[] {
  if (!Array.isArray(operand)) throw badQuery('$all needs an array')
  if (operand.length === 0) return [leaf(() => false)]
  const isElementForm = (item: Value) => isDocument(item) && Object.keys(item)[0] === '$elemMatch'
  if (operand.some(isElementForm) && !operand.every(isElementForm)) {
    throw badQuery('$all/$elemMatch has to be consistent')
  }
  return operand.flatMap((item) => {
    if (isDocument(item) && isElementForm(item)) return compileOperators(item, element)
    if (isOperators(item)) throw badQuery('no $ expressions in $all')
    return item instanceof Regex ? [leaf(regexTest(item))] : compileOperators({ $eq: item }, element)
  })
}
