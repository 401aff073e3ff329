import { compileExpression, type Variables } from './expressions'
import type { Near } from './geo'
import { compileSchema } from './json-schema'
import { type Condition, compileOperators, isOperators, type Leaf, truthy } from './operators'
import { equal } from './order'
import { badQuery, unsupported } from './texts'
import { type Document, isDocument, Regex, type Value } from './values'

/**
 * MongoDB's query language, compiled once per query. Unknown operators are errors that name themselves, never ignored
 * (MongoDB manual, "Query and Projection Operators"; server sources `matcher/expression_*.cpp` for arrays and null).
 */
export type Test = (document: Document) => boolean

export interface Query {
  matches: Test
  conditions: Condition[]
  /** How many top-level conditions there are, usable by a planner or not. */
  size: number
  /** The branches of each top-level `$or`. */
  alternatives: Query[][]
  /** Orders what is found by distance, when nothing else does. */
  near?: Near
}

const NO_VARIABLES: Variables = new Map()

/**
 * Compiles a query document; `variables` are those of a `$lookup` around it, for `$expr`.
 * @throws CloudError DATABASE_REQUEST_FAILED with MongoDB's text for a wrong query, LOCAL_CLOUD_UNSUPPORTED for
 *   an operator the local cloud does not have.
 */
export function compileQuery(query: Document, variables: Variables = NO_VARIABLES): Query {
  const tests: Test[] = []
  const compiled: Query = { matches: () => true, conditions: [], size: 0, alternatives: [] }
  for (const [name, operand] of Object.entries(query)) {
    if (name.startsWith('$')) addLogical(name, operand, tests, compiled, variables)
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

function addLogical(name: string, operand: Value, tests: Test[], compiled: Query, variables: Variables): void {
  switch (name) {
    case '$and':
      for (const inner of clauses(name, operand)) {
        const part = compileQuery(inner, variables)
        tests.push(part.matches)
        compiled.conditions.push(...part.conditions)
        compiled.size += part.size
        compiled.alternatives.push(...part.alternatives)
        compiled.near ??= part.near
      }
      return
    case '$or': {
      const branches = branchesOf(name, operand, variables)
      tests.push((document) => branches.some((branch) => branch.matches(document)))
      compiled.size += 1
      compiled.alternatives.push(branches)
      return
    }
    case '$nor': {
      const branches = branchesOf(name, operand, variables)
      tests.push((document) => !branches.some((branch) => branch.matches(document)))
      compiled.size += 1
      return
    }
    case '$comment':
      return
    case '$expr': {
      const expression = compileExpression(operand)
      tests.push((document) => truthy(expression(new Map([...variables, ['ROOT', document], ['CURRENT', document]]))))
      compiled.size += 1
      return
    }
    case '$jsonSchema':
      tests.push(compileSchema(operand))
      compiled.size += 1
      return
    case '$text':
    case '$where':
      throw unsupported(`query operator ${name}`)
    default:
      throw badQuery(`unknown top level operator: ${name}`)
  }
}

/** MongoDB's `$near` orders a whole result, so it cannot be one alternative among others. */
function branchesOf(name: string, operand: Value, variables: Variables): Query[] {
  const branches = clauses(name, operand).map((clause) => compileQuery(clause, variables))
  if (branches.some(({ near }) => near)) throw badQuery(`geoNear must be top-level expr, not in ${name}`)
  return branches
}

function clauses(name: string, operand: Value): Document[] {
  if (!Array.isArray(operand)) throw badQuery(`${name} must be an array`)
  if (operand.length === 0) throw badQuery('$and/$or/$nor must be a nonempty array')
  return operand.map((clause) => {
    if (!isDocument(clause)) throw badQuery('$or/$and/$nor entries need to be full objects')
    return clause
  })
}

function compileField(path: string, operand: Value, compiled: Query): Test {
  const parts = path.split('.')
  const operators = operand instanceof Regex ? { $regex: operand } : isOperators(operand) ? operand : { $eq: operand }
  const leaves = compileOperators(operators, compileElement)
  compiled.size += leaves.length
  for (const { condition, near } of leaves) {
    if (condition) compiled.conditions.push({ path, ...condition })
    if (near) compiled.near = { path, distance: near }
  }
  return all(
    leaves.map(
      ({ at }) =>
        (document: Document) =>
          at(document, parts),
    ),
  )
}

/** A test for one array element, as `$elemMatch` and `$pull` need it. */
export function compileElement(condition: Value): (element: Value) => boolean {
  if (condition instanceof Regex) return elementTest(compileOperators({ $regex: condition }, compileElement))
  if (!isDocument(condition)) return (element) => equal(element, condition)
  const first = Object.keys(condition)[0]
  const isLogical = first === '$and' || first === '$or' || first === '$nor' || first === '$expr'
  if (first?.startsWith('$') && !isLogical) return elementTest(compileOperators(condition, compileElement))
  const inner = compileQuery(condition)
  return (element) =>
    isDocument(element)
      ? inner.matches(element)
      : Array.isArray(element) && inner.matches(Object.fromEntries(element.entries()))
}

function elementTest(leaves: Leaf[]): (element: Value) => boolean {
  return (element) => leaves.every(({ of }) => of(element))
}
