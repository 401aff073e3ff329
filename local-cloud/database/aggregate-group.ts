import { averageOf, deviationOf, extremeOf, mergedOf, totalOf } from './expression-operators'
import { compileExpression, type Expression, type Variables } from './expressions'
import { encodeValue } from './keys'
import { compare, equal } from './order'
import { badAggregate, unsupported } from './texts'
import { type Document, isDocument, type Value } from './values'

/** What an accumulator makes of one group's values, in order; undefined = missing. */
type Accumulator = (values: (Value | undefined)[]) => Value

const ACCUMULATORS: Record<string, Accumulator> = {
  $sum: totalOf,
  $avg: averageOf,
  $min: (values) => extremeOf(values, -1),
  $max: (values) => extremeOf(values, 1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values[values.length - 1] ?? null,
  $push: (values) => values.filter((value): value is Value => value !== undefined),
  $addToSet: (values) => {
    const out: Value[] = []
    for (const value of values) {
      if (value !== undefined && !out.some((other) => equal(other, value))) out.push(value)
    }
    return out
  },
  $mergeObjects: mergedOf,
  $stdDevPop: (values) => deviationOf(values, false),
  $stdDevSamp: (values) => deviationOf(values, true),
}

export type Scope = (document: Document) => Variables

/** `$group`: one document per value of `_id`, in the order the groups first appear. */
export function group(documents: Document[], source: Value, scope: Scope): Document[] {
  if (!isDocument(source)) throw badAggregate("a group's fields must be specified in an object")
  if (!Object.hasOwn(source, '_id')) throw badAggregate('a group specification must include an _id')
  const { _id, ...fields } = source
  const key = compileExpression(_id as Value)
  const compiled = Object.entries(fields).map(([name, value]) => [name, ...accumulatorOf(name, value)] as const)
  const groups = new Map<string, { id: Value; members: Variables[] }>()
  for (const document of documents) {
    const variables = scope(document)
    const id = key(variables) ?? null
    const bytes = encodeValue(id).toString('latin1')
    const found = groups.get(bytes)
    if (found) found.members.push(variables)
    else groups.set(bytes, { id, members: [variables] })
  }
  return [...groups.values()].map(({ id, members }) => {
    const out: Document = { _id: id }
    for (const [name, accumulate, expression] of compiled) out[name] = accumulate(members.map(expression))
    return out
  })
}

function accumulatorOf(name: string, value: Value): [Accumulator, Expression] {
  const [entry, ...more] = isDocument(value) ? Object.entries(value) : []
  if (!entry || more.length > 0) throw badAggregate(`The field '${name}' must be an accumulator object`)
  const accumulator = Object.hasOwn(ACCUMULATORS, entry[0]) ? ACCUMULATORS[entry[0]] : undefined
  if (!accumulator) throw unsupported(`accumulator ${entry[0]}`)
  // an array of one is its element; a longer one is a list expression
  const operand = Array.isArray(entry[1]) && entry[1].length === 1 ? (entry[1][0] as Value) : entry[1]
  return [accumulator, compileExpression(operand)]
}

/** `$bucket`: groups by boundaries, the upper one exclusive. */
export function bucket(documents: Document[], source: Value, scope: Scope): Document[] {
  if (!isDocument(source)) throw badAggregate('Argument to $bucket stage must be an object')
  const { groupBy, boundaries, default: otherwise, output = { count: { $sum: 1 } } } = source
  if (groupBy === undefined || !Array.isArray(boundaries) || boundaries.length < 2 || !isDocument(output)) {
    throw badAggregate("$bucket requires 'groupBy' and 'boundaries' of at least two values")
  }
  const key = compileExpression(groupBy)
  const placed = documents.map((document) => {
    const value = key(scope(document)) ?? null
    const index = boundaries.findIndex(
      (low, i) => i + 1 < boundaries.length && compare(value, low) >= 0 && compare(value, boundaries[i + 1]) < 0,
    )
    const id = index >= 0 ? boundaries[index] : otherwise
    if (id === undefined)
      throw badAggregate('$switch could not find a matching branch for an input, and no default was specified.')
    return { document, id }
  })
  const ids = new Map(placed.map(({ document, id }) => [document, id]))
  const withId: Scope = (document) => new Map([...scope(document), ['bucket', ids.get(document)]])
  return group(documents, { ...output, _id: '$$bucket' }, withId).sort((a, b) => compare(a._id, b._id))
}
