import { compileOperators } from './operators'
import { equal } from './order'
import { elementsAt, type Leaf } from './paths'
import { badQuery, unsupported } from './texts'
import { type Document, isDocument, Regex, type Value } from './values'

/**
 * MongoDB's query language, compiled once per query. Unknown operators are errors that name themselves, never ignored
 * (MongoDB manual, "Query and Projection Operators"; server sources `matcher/expression_*.cpp` for arrays and null).
 */
export type Test = (document: Document) => boolean

/** What a planner may use of one top-level condition; every document that matches satisfies all of them. */
export interface Condition {
  path: string
  operator: 'eq' | 'in' | 'gt' | 'gte' | 'lt' | 'lte' | 'prefix'
  value: Value
}

export interface Query {
  matches: Test
  conditions: Condition[]
  /** How many top-level conditions there are, usable by a planner or not. */
  size: number
  /** The branches of each top-level `$or`. */
  alternatives: Query[][]
}

/**
 * Compiles a query document.
 * @throws CloudError DATABASE_REQUEST_FAILED with MongoDB's text for a wrong query, LOCAL_CLOUD_UNSUPPORTED for
 *   an operator the local cloud does not have.
 */
export function compileQuery(query: Document): Query {
  const tests: Test[] = []
  const compiled: Query = { matches: () => true, conditions: [], size: 0, alternatives: [] }
  for (const [name, operand] of Object.entries(query)) {
    if (name.startsWith('$')) addLogical(name, operand, tests, compiled)
    else tests.push(compileField(name, operand, compiled))
  }
  compiled.matches = all(tests)
  return compiled
}

function all(tests: Test[]): Test {
  if (tests.length === 1) return tests[0] as Test
  return (document) => {
    for (const test of tests) if (!test(document)) return false
    return true
  }
}

function addLogical(name: string, operand: Value, tests: Test[], compiled: Query): void {
  switch (name) {
    case '$and':
      for (const inner of clauses(name, operand)) {
        const part = compileQuery(inner)
        tests.push(part.matches)
        compiled.conditions.push(...part.conditions)
        compiled.size += part.size
        compiled.alternatives.push(...part.alternatives)
      }
      return
    case '$or': {
      const branches = clauses(name, operand).map(compileQuery)
      tests.push((document) => branches.some((branch) => branch.matches(document)))
      compiled.size += 1
      compiled.alternatives.push(branches)
      return
    }
    case '$nor': {
      const branches = clauses(name, operand).map(compileQuery)
      tests.push((document) => !branches.some((branch) => branch.matches(document)))
      compiled.size += 1
      return
    }
    case '$comment':
      return
    case '$expr':
    case '$jsonSchema':
    case '$text':
    case '$where':
      throw unsupported(`query operator ${name}`)
    default:
      throw badQuery(`unknown top level operator: ${name}`)
  }
}

function clauses(name: string, operand: Value): Document[] {
  if (!Array.isArray(operand)) throw badQuery(`${name} must be an array`)
  if (operand.length === 0) throw badQuery('$and/$or/$nor must be a nonempty array')
  return operand.map((clause) => {
    if (!isDocument(clause)) throw badQuery('$or/$and/$nor entries need to be full objects')
    return clause
  })
}

/** Whether a document is an operator document (`{$gt: 1}`); mixed documents are an error, as in MongoDB. */
export function isOperators(value: Value): value is Document {
  return isDocument(value) && (Object.keys(value)[0]?.startsWith('$') ?? false)
}

function compileField(path: string, operand: Value, compiled: Query): Test {
  const parts = path.split('.')
  if (operand instanceof Regex) return addLeaf(path, parts, { $regex: operand }, compiled)
  if (!isOperators(operand)) return addLeaf(path, parts, { $eq: operand }, compiled)
  return addLeaf(path, parts, operand, compiled)
}

function addLeaf(path: string, parts: string[], operators: Document, compiled: Query): Test {
  const leaves = compileOperators(operators)
  compiled.size += leaves.length
  for (const leaf of leaves) {
    if (leaf.condition) compiled.conditions.push({ path, ...leaf.condition })
  }
  return all(leaves.map((leaf) => leafTest(parts, leaf)))
}

function leafTest(parts: string[], leaf: Leaf): Test {
  return (document) => elementsAt(document, parts, 0, leaf.test, leaf.wholeArrays) !== leaf.negated
}

/** A test for one array element, as `$elemMatch` and `$pull` need it. */
export function compileElement(condition: Value): (element: Value) => boolean {
  if (condition instanceof Regex) return elementTest(compileOperators({ $regex: condition }))
  if (!isDocument(condition)) return (element) => equal(element, condition)
  const first = Object.keys(condition)[0]
  const isLogical = first === '$and' || first === '$or' || first === '$nor' || first === '$expr'
  if (first?.startsWith('$') && !isLogical) return elementTest(compileOperators(condition))
  const inner = compileQuery(condition)
  return (element) =>
    isDocument(element)
      ? inner.matches(element)
      : Array.isArray(element) && inner.matches(Object.fromEntries(element.entries()))
}

function elementTest(leaves: Leaf[]): (element: Value) => boolean {
  return (element) => leaves.every((leaf) => leaf.test(element) !== leaf.negated)
}
