import { randomInt } from 'node:crypto'
import { bucket, group, type Scope } from './aggregate-group'
import type { Collection } from './collection'
import { fromText } from './ejson'
import { compileExpression, type Expression, type Variables } from './expressions'
import { type Finder, sortFound } from './finder'
import { metres, nearness } from './geo'
import type { Keys } from './keys'
import { compileQuery } from './matcher'
import { valueAt } from './paths'
import { compileProjection } from './projection'
import { badAggregate, unsupported } from './texts'
import { type Document, double, fieldOf, isDocument, isNumeric, Regex, toNumber, type Value } from './values'

export interface Stage {
  name: string
  value: Value
}

/** Documents and what getting them cost. */
export interface Aggregated {
  documents: Document[]
  examined: number
  plan: string
}

/**
 * Runs aggregation pipelines over committed documents (MongoDB manual, "Aggregation Stages"). Leading `$match`, `$sort`,
 * `$skip` and `$limit` are one indexed query; a stage the local cloud does not have is refused by name.
 */
export class Aggregator {
  private examined = 0

  constructor(
    private readonly finder: Finder,
    private readonly collectionOf: (name: Value | undefined) => Collection,
  ) {}

  /** @throws CloudError as `compileQuery` and `compileExpression` */
  run(collection: Collection, stages: Stage[]): Aggregated {
    this.examined = 0
    const { documents, plan } = this.pipeline(collection, stages, new Map())
    return { documents, plan, examined: this.examined }
  }

  private pipeline(collection: Collection, stages: Stage[], outer: Variables): { documents: Document[]; plan: string } {
    if (stages[0]?.name === '$geoNear') return this.nearest(collection, stages, outer)
    const rest = [...stages]
    const take = (name: string) => (rest[0]?.name === name ? rest.shift()?.value : undefined)
    const match = take('$match')
    const shown = match === undefined ? {} : documentOf('$match', match)
    const sort = take('$sort')
    const skip = take('$skip')
    const limit = take('$limit')
    const found = this.finder.find({
      collection,
      shown,
      query: compileQuery(shown, outer),
      sort: sort === undefined ? [] : sortOf(sort),
      skip: skip === undefined ? 0 : countOf('$skip', skip, 0),
      limit: limit === undefined ? Number.POSITIVE_INFINITY : countOf('$limit', limit, 1),
    })
    this.examined += found.examined
    let documents = found.rows.map((row) => row.document ?? fromText(row.text))
    for (const { name, value } of rest) documents = this.stage(name, value, documents, outer)
    return { documents, plan: `AGGREGATE ${found.plan}` }
  }

  /** `$geoNear`: the first stage only; needs `key`, as the local cloud has no geo index to take it from. */
  private nearest(collection: Collection, [first, ...rest]: Stage[], outer: Variables) {
    const options = documentOf('$geoNear', first?.value ?? null)
    for (const name of Object.keys(options)) if (!GEO_NEAR.has(name)) throw unsupported(`$geoNear option ${name}`)
    const { near, key, distanceField, includeLocs, query = {}, limit, num = limit } = options
    if (typeof key !== 'string') throw unsupported('$geoNear without a key')
    if (typeof distanceField !== 'string') throw badAggregate("$geoNear requires a 'distanceField' option as a String")
    const multiplier = metres('distanceMultiplier', options.distanceMultiplier, 1)
    const ring: Document = { $geometry: near as Value }
    if (options.maxDistance !== undefined) ring.$maxDistance = options.maxDistance
    if (options.minDistance !== undefined) ring.$minDistance = options.minDistance
    const shown: Document = { $and: [documentOf('$geoNear query', query), { [key]: { $nearSphere: ring } }] }
    const found = this.finder.find({
      collection,
      shown,
      query: compileQuery(shown, outer),
      sort: [],
      skip: 0,
      limit: num === undefined ? Number.POSITIVE_INFINITY : countOf('$geoNear num', num, 1),
    })
    this.examined += found.examined
    const distance = nearness('$geoNear', ring)
    let documents = found.rows.map((row) => {
      const document = row.document ?? fromText(row.text)
      const location = valueAt(document, key.split('.'))
      const measured = withField(document, distanceField.split('.'), double((distance(location) ?? 0) * multiplier))
      return typeof includeLocs === 'string' ? withField(measured, includeLocs.split('.'), location) : measured
    })
    for (const { name, value } of rest) documents = this.stage(name, value, documents, outer)
    return { documents, plan: `AGGREGATE ${found.plan}` }
  }

  private stage(name: string, value: Value, documents: Document[], outer: Variables): Document[] {
    const scope: Scope = (document) => new Map([...outer, ['ROOT', document], ['CURRENT', document]])
    switch (name) {
      case '$match':
        return documents.filter(compileQuery(documentOf(name, value), outer).matches)
      case '$sort': {
        const rows = documents.map((document) => ({ rid: -1, text: '', document }))
        return sortFound(rows, sortOf(value)).map(({ document }) => document as Document)
      }
      case '$skip':
        return documents.slice(countOf(name, value, 0))
      case '$limit':
        return documents.slice(0, countOf(name, value, 1))
      case '$count':
        if (typeof value !== 'string' || value === '') throw badAggregate('the count field must be a non-empty string')
        return documents.length === 0 ? [] : [{ [value]: documents.length }]
      case '$project':
        return documents.map(projector(documentOf(name, value), scope))
      case '$addFields':
      case '$set':
        return documents.map(adder(Object.entries(documentOf(name, value)), scope))
      case '$group':
        return group(documents, value, scope)
      case '$bucket':
        return bucket(documents, value, scope)
      case '$sortByCount': {
        const counted = group(documents, { _id: value, count: { $sum: 1 } }, scope)
        return this.stage('$sort', { count: -1 }, counted, outer)
      }
      case '$unwind':
        return documents.flatMap(unwinder(value))
      case '$replaceRoot':
        return documents.map(rootReplacer(documentOf(name, value).newRoot, scope))
      case '$sample': {
        const size = countOf('$sample', documentOf(name, value).size as Value, 1)
        const left = [...documents]
        return Array.from(
          { length: Math.min(size, left.length) },
          () => left.splice(randomInt(left.length), 1)[0] as Document,
        )
      }
      case '$lookup':
        return this.lookup(documentOf(name, value), documents, scope)
      default:
        throw unsupported(`aggregation stage ${name}`)
    }
  }

  private lookup(source: Document, documents: Document[], scope: Scope): Document[] {
    const { from, localField, foreignField, as, let: bound, pipeline } = source
    if (typeof as !== 'string') throw badAggregate("must specify 'as' field for a $lookup")
    const foreign = this.collectionOf(from)
    if (pipeline !== undefined) {
      const stages = stagesOf(pipeline)
      const vars = Object.entries(bound === undefined ? {} : documentOf('$lookup let', bound)).map(
        ([name, value]) => [name, compileExpression(value)] as const,
      )
      return documents.map((document) => {
        const outer = scope(document)
        const variables = new Map(vars.map(([name, value]) => [name, value(outer)] as const))
        return { ...document, [as]: this.pipeline(foreign, stages, variables).documents }
      })
    }
    if (typeof localField !== 'string' || typeof foreignField !== 'string') {
      throw badAggregate("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified")
    }
    const local = compileExpression(`$${localField}`)
    return documents.map((document) => {
      const value = local(scope(document)) ?? null
      const wanted: Document = Array.isArray(value)
        ? { $in: value.filter((item) => !(item instanceof Regex)) }
        : { $eq: value }
      const match = { name: '$match', value: { [foreignField]: wanted } }
      return { ...document, [as]: this.pipeline(foreign, [match], new Map()).documents }
    })
  }
}

const GEO_NEAR = new Set([
  'near',
  'key',
  'distanceField',
  'distanceMultiplier',
  'includeLocs',
  'limit',
  'maxDistance',
  'minDistance',
  'num',
  'query',
  'spherical',
])

/** The stages of a `$lookup` pipeline: documents of one field each. */
function stagesOf(pipeline: Value): Stage[] {
  if (!Array.isArray(pipeline)) throw badAggregate("'pipeline' option must be specified as an array")
  return pipeline.map((stage) => {
    const [entry, ...more] = isDocument(stage) ? Object.entries(stage) : []
    if (!entry || more.length > 0)
      throw badAggregate('A pipeline stage specification object must contain exactly one field.')
    return { name: entry[0], value: entry[1] }
  })
}

function documentOf(name: string, value: Value): Document {
  if (!isDocument(value)) throw badAggregate(`the ${name} specification must be an object`)
  return value
}

function countOf(name: string, value: Value, least: number): number {
  const count = isNumeric(value) ? toNumber(value) : Number.NaN
  if (!Number.isInteger(count) || count < least)
    throw badAggregate(`invalid argument to ${name} stage: ${JSON.stringify(value)}`)
  return count
}

function sortOf(value: Value): Keys {
  const entries = Object.entries(documentOf('$sort', value))
  if (entries.length === 0) throw badAggregate('$sort stage must have at least one sort key')
  return entries.map(([path, given]) => {
    const direction = isNumeric(given) ? toNumber(given) : 0
    if (direction !== 1 && direction !== -1)
      throw badAggregate('$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    return [path, direction] as const
  })
}

/** Inclusion, exclusion and computed fields; nested documents are dotted paths. */
function projector(source: Document, scope: Scope): (document: Document) => Document {
  const plain: Document = {}
  const computed: [string, Value][] = []
  const sort = (path: string, value: Value) => {
    if (typeof value === 'boolean' || isNumeric(value)) plain[path] = value
    else if (isDocument(value) && !Object.keys(value)[0]?.startsWith('$')) {
      for (const [name, inner] of Object.entries(value)) sort(`${path}.${name}`, inner)
    } else computed.push([path, value])
  }
  for (const [path, value] of Object.entries(source)) sort(path, value)
  if (Object.keys(source).length === 0) throw badAggregate('specification must have at least one field')
  const includes = Object.entries(plain).some(
    ([path, value]) => path !== '_id' && toNumber(isNumeric(value) ? value : Number(value)) !== 0,
  )
  const onlyExcludes = Object.keys(plain).some((path) => path !== '_id') && !includes
  if (onlyExcludes && computed.length > 0)
    throw badAggregate(
      'Bad projection specification, cannot include fields or add computed fields during an exclusion projection',
    )
  const keepsId = plain._id === undefined || plain._id === true || (isNumeric(plain._id) && toNumber(plain._id) !== 0)
  const withoutFields = (document: Document): Document => {
    const id = fieldOf(document, '_id')
    return keepsId && id !== undefined ? { _id: id } : {}
  }
  const pick = includes || computed.length === 0 ? compileProjection(plain) : withoutFields
  const add = adder(computed, (document) => scope(document))
  return (document) => add(pick(document), document)
}

/** Computes every field from the document as it was, then sets them. */
function adder(fields: [string, Value][], scope: Scope): (into: Document, from?: Document | number) => Document {
  const compiled = fields.map(([path, value]) => [path.split('.'), compileExpression(value)] as const)
  return (into, from) => {
    const variables = scope(typeof from === 'object' ? from : into)
    return compiled.reduce((out, [parts, expression]) => withField(out, parts, expression(variables)), into)
  }
}

function withField(document: Document, parts: readonly string[], value: Value | undefined): Document {
  const [name, ...rest] = parts as [string, ...string[]]
  if (rest.length === 0) {
    const { [name]: _replaced, ...others } = document
    return value === undefined ? others : { ...document, [name]: value }
  }
  const child = fieldOf(document, name)
  const below = (item: Value | undefined) => withField(isDocument(item) ? item : {}, rest, value)
  return { ...document, [name]: Array.isArray(child) ? child.map(below) : below(child) }
}

function unwinder(source: Value): (document: Document) => Document[] {
  const options = isDocument(source) ? source : { path: source }
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = options as Document
  if (typeof path !== 'string' || !path.startsWith('$')) {
    throw badAggregate(`path option to $unwind stage should be prefixed with a '$': ${JSON.stringify(path)}`)
  }
  const parts = path.slice(1).split('.')
  const withIndex = (document: Document, index: Value) =>
    typeof includeArrayIndex === 'string' ? withField(document, includeArrayIndex.split('.'), index) : document
  return (document) => {
    let value: Value | undefined = document
    for (const part of parts) value = isDocument(value) ? fieldOf(value, part) : undefined
    if (Array.isArray(value) && value.length > 0) {
      return value.map((item, index) => withIndex(withField(document, parts, item), index))
    }
    const isNothing = value === undefined || value === null || Array.isArray(value)
    if (!isNothing) return [withIndex(document, null)]
    if (preserveNullAndEmptyArrays !== true) return []
    return [withIndex(Array.isArray(value) ? withField(document, parts, undefined) : document, null)]
  }
}

function rootReplacer(newRoot: Value | undefined, scope: Scope): (document: Document) => Document {
  if (newRoot === undefined) throw badAggregate('no newRoot specified for the $replaceRoot stage')
  const expression: Expression = compileExpression(newRoot)
  return (document) => {
    const root = expression(scope(document))
    if (!isDocument(root)) throw badAggregate("'newRoot' expression must evaluate to an object")
    return root
  }
}
