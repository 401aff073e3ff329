import { compileElement } from './matcher'
import { truthy } from './operators'
import { badQuery, unsupported } from './texts'
import { type Document, fieldOf, isDocument, isNumeric, toNumber, type Value } from './values'

export type Projection = (document: Document) => Document

interface Node {
  fields: Map<string, Node | 'leaf'>
}

/**
 * Compiles a projection: inclusion or exclusion of dotted paths, `$slice`, `$elemMatch` (MongoDB manual,
 * "Project Fields to Return").
 * @throws CloudError DATABASE_REQUEST_FAILED for a mix, LOCAL_CLOUD_UNSUPPORTED for other operators
 */
export function compileProjection(projection: Document): Projection {
  const included: string[] = []
  const excluded: string[] = []
  const special: [string, Document][] = []
  let withId = true
  for (const [path, value] of Object.entries(projection)) {
    if (isDocument(value)) special.push([path, value])
    else if (path === '_id') withId = truthy(value)
    else (truthy(value) ? included : excluded).push(path)
  }
  if (included.length > 0 && excluded.length > 0) {
    throw badQuery(`Cannot do exclusion on field ${excluded[0]} in inclusion projection`)
  }
  const changes = special.map(([path, value]) => compileSpecial(path, value))
  const elements = special.filter(([, value]) => Object.hasOwn(value, '$elemMatch')).map(([path]) => path)
  const onlyId = included.length + excluded.length === 0 && Object.hasOwn(projection, '_id') && withId
  const inclusive = included.length > 0 || onlyId || (excluded.length === 0 && elements.length > 0)
  const tree = treeOf(
    inclusive ? [...included, ...elements, ...(included.length > 0 ? special.map(([path]) => path) : [])] : excluded,
  )
  return (document) => {
    const changed = changes.reduce((current, change) => change(current), document)
    const picked = inclusive ? include(changed, tree) : exclude(changed, tree)
    const id = fieldOf(document, '_id')
    delete picked._id
    return withId && id !== undefined ? { _id: id, ...picked } : picked
  }
}

function compileSpecial(path: string, value: Document): Projection {
  const [operator, operand] = Object.entries(value)[0] ?? []
  if (path.includes('.')) throw unsupported(`projection operator ${operator} on the dotted path '${path}'`)
  if (operator === '$slice') {
    const pick = slicer(operand)
    return (document) => {
      const array = fieldOf(document, path)
      return Array.isArray(array) ? { ...document, [path]: pick(array) } : document
    }
  }
  if (operator === '$elemMatch' && isDocument(operand)) {
    const matches = compileElement(operand)
    return (document) => {
      const array = fieldOf(document, path)
      const { [path]: _dropped, ...rest } = document
      const found = Array.isArray(array) ? array.find(matches) : undefined
      return found === undefined ? rest : { ...rest, [path]: [found] }
    }
  }
  throw unsupported(`projection operator ${operator}`)
}

function slicer(operand: Value | undefined): (array: Value[]) => Value[] {
  const numbers = (Array.isArray(operand) ? operand : [operand]).map((item) => {
    if (!isNumeric(item)) throw badQuery('$slice only supports numbers and [skip, limit] arrays')
    return toNumber(item)
  })
  const [first, count] = numbers as [number, number | undefined]
  if (count === undefined) return (array) => (first < 0 ? array.slice(first) : array.slice(0, first))
  if (count <= 0) throw badQuery('$slice limit must be positive')
  return (array) => {
    const start = first < 0 ? Math.max(0, array.length + first) : first
    return array.slice(start, start + count)
  }
}

function treeOf(paths: string[]): Node {
  const root: Node = { fields: new Map() }
  for (const path of paths) {
    let node = root
    const parts = path.split('.')
    for (const [index, part] of parts.entries()) {
      const existing = node.fields.get(part)
      if (index === parts.length - 1) {
        if (existing && existing !== 'leaf') throw badQuery(`Path collision at ${path}`)
        node.fields.set(part, 'leaf')
      } else {
        if (existing === 'leaf')
          throw badQuery(`Path collision at ${path} remaining portion ${parts.slice(index + 1).join('.')}`)
        const next = existing ?? { fields: new Map() }
        node.fields.set(part, next)
        node = next
      }
    }
  }
  return root
}

function include(document: Document, node: Node): Document {
  const out: Document = {}
  for (const [name, value] of Object.entries(document)) {
    const below = node.fields.get(name)
    if (below === 'leaf') out[name] = value
    else if (below) {
      const picked = includeBelow(value, below)
      if (picked !== undefined) out[name] = picked
    }
  }
  return out
}

/** Documents inside arrays are projected one by one; scalars on the way disappear. */
function includeBelow(value: Value, node: Node): Value | undefined {
  if (isDocument(value)) return include(value, node)
  if (!Array.isArray(value)) return undefined
  return value.map((item) => includeBelow(item, node)).filter((item) => item !== undefined)
}

function exclude(document: Document, node: Node): Document {
  const out: Document = {}
  for (const [name, value] of Object.entries(document)) {
    const below = node.fields.get(name)
    if (below !== 'leaf') out[name] = below ? excludeBelow(value, below) : value
  }
  return out
}

function excludeBelow(value: Value, node: Node): Value {
  if (isDocument(value)) return exclude(value, node)
  return Array.isArray(value) ? value.map((item) => excludeBelow(item, node)) : value
}
