import { compare } from './order'
import { positionOf } from './paths'
import { badUpdate, unsupported } from './texts'
import { type ArrayOperator, arrayOperators } from './updater-arrays'
import {
  arithmetic,
  DateTime,
  type Document,
  fieldOf,
  inspect,
  isDocument,
  isNumeric,
  long,
  numberType,
  toBigInt,
  typeName,
  type Value,
} from './values'

/**
 * MongoDB's update operators with its refusals (MongoDB manual, "Update Operators"; texts from the server sources
 * `update/*.cpp`). An update is compiled once and applied to each document; paths are applied in lexicographic order,
 * as the server does, which decides the order of new fields.
 */
export interface Update {
  /** Changes `document` in place. `inserting`: the document is new, so `$setOnInsert` applies. */
  apply(document: Document, inserting: boolean): void
}

interface Step {
  path: string
  parts: string[]
  operator: string
  operand: Value
}

const SCALAR = new Set([
  '$set',
  '$setOnInsert',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$rename',
  '$bit',
  '$currentDate',
])

/**
 * Compiles an update document; `now` (ms) serves `$currentDate`.
 * @throws CloudError DATABASE_REQUEST_FAILED with MongoDB's text, LOCAL_CLOUD_UNSUPPORTED for positional paths.
 */
export function compileUpdate(update: Document, now: number): Update {
  const steps: Step[] = []
  for (const [operator, fields] of Object.entries(update)) {
    if (!operator.startsWith('$')) {
      throw badUpdate(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    }
    if (!SCALAR.has(operator) && !arrayOperators.has(operator)) {
      throw badUpdate(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    }
    if (!isDocument(fields)) {
      throw badUpdate(
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${inspect(fields)}}`,
      )
    }
    for (const [path, operand] of Object.entries(fields)) steps.push({ path, parts: partsOf(path), operator, operand })
  }
  if (steps.length === 0) throw badUpdate('update document must have at least one element')
  for (const step of steps) checkOperand(step)
  refuseConflicts(steps)
  steps.sort((a, b) => comparePaths(a.parts, b.parts))
  return {
    apply(document, inserting) {
      const id = document._id
      for (const step of steps) {
        if (step.operator !== '$setOnInsert' || inserting) applyStep(document, step, now)
      }
      if (!inserting && compare(id, document._id) !== 0) {
        throw badUpdate(`Performing an update on the path '_id' would modify the immutable field '_id'`)
      }
    },
  }
}

/**
 * Refuses what MongoDB does not store: field names starting with `$` (suite: `add({$_key: 1})` fails).
 * @param refuse words the error for inserts or updates
 */
export function checkStorable(value: Value, refuse: (text: string) => Error, path = ''): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      checkStorable(item, refuse, `${path}${index}.`)
    })
    return
  }
  if (!isDocument(value)) return
  for (const [name, item] of Object.entries(value)) {
    if (name.startsWith('$')) {
      throw refuse(`The dollar ($) prefixed field '${name}' in '${path}${name}' is not valid for storage.`)
    }
    checkStorable(item, refuse, `${path}${name}.`)
  }
}

function partsOf(path: string): string[] {
  const parts = path.split('.')
  if (path === '') throw badUpdate('An empty update path is not valid.')
  if (parts.includes('')) {
    throw badUpdate(`The update path '${path}' contains an empty field name, which is not allowed.`)
  }
  for (const part of parts) {
    if (part === '__proto__') throw badUpdate("field name '__proto__' is not allowed")
    if (part === '$' || part.startsWith('$[')) throw unsupported(`positional update path '${path}'`)
    if (part.startsWith('$')) {
      throw badUpdate(`The dollar ($) prefixed field '${part}' in '${path}' is not valid for storage.`)
    }
  }
  return parts
}

function comparePaths(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [x, y] = [a[i] as string, b[i] as string]
    if (x === y) continue
    const [m, n] = [positionOf(x), positionOf(y)]
    return m !== null && n !== null ? m - n : x < y ? -1 : 1
  }
  return a.length - b.length
}

function refuseConflicts(steps: Step[]): void {
  const seen: string[] = []
  const claim = (path: string) => {
    for (const other of seen) {
      const shorter = other.length <= path.length ? other : path
      const longer = shorter === other ? path : other
      if (longer === shorter || longer.startsWith(`${shorter}.`)) {
        throw badUpdate(`Updating the path '${path}' would create a conflict at '${shorter}'`)
      }
    }
    seen.push(path)
  }
  for (const step of steps) {
    claim(step.path)
    if (step.operator === '$rename') claim(step.operand as string)
  }
}

function checkOperand({ operator, path, operand }: Step): void {
  const shown = inspect({ [path]: operand })
  switch (operator) {
    case '$set':
    case '$setOnInsert':
    case '$min':
    case '$max':
      checkStorable(operand, badUpdate, `${path}.`)
      return
    case '$inc':
      if (!isNumeric(operand)) throw badUpdate(`Cannot increment with non-numeric argument: ${shown}`)
      return
    case '$mul':
      if (!isNumeric(operand)) throw badUpdate(`Cannot multiply with non-numeric argument: ${shown}`)
      return
    case '$rename':
      if (typeof operand !== 'string')
        throw badUpdate(`The 'to' field for $rename must be a string: ${path}: ${inspect(operand)}`)
      partsOf(operand)
      if (operand === path) {
        throw badUpdate(`The source and target field for $rename must differ: ${path}: "${operand}"`)
      }
      return
    case '$bit':
      checkBits(operand)
      return
    case '$currentDate':
      if (operand === true) return
      if (isDocument(operand) && operand.$type === 'date') return
      throw unsupported(`$currentDate: ${shown}`)
    case '$unset':
      return
    default:
      arrayOperators.get(operator)?.check(path, operand)
  }
}

function checkBits(operand: Value): void {
  const shown = isDocument(operand) ? Object.entries(operand) : []
  if (shown.length === 0) {
    throw badUpdate(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    )
  }
  for (const [name, bits] of shown) {
    if (name !== 'and' && name !== 'or' && name !== 'xor') {
      throw badUpdate(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${inspect(bits)}}`,
      )
    }
    if (!isNumeric(bits) || numberType(bits) === 'double') {
      throw badUpdate(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(bits)}' is not supported here: {${name}: ${inspect(bits)}}`,
      )
    }
  }
}

function applyStep(document: Document, step: Step, now: number): void {
  if (step.operator === '$unset') remove(document, step.parts)
  else if (step.operator === '$rename') rename(document, step)
  else if (SCALAR.has(step.operator)) write(document, step.parts, (current) => newValue(document, step, current, now))
  else applyArray(document, step, arrayOperators.get(step.operator) as ArrayOperator)
}

/** What a single-value operator leaves in its field. */
function newValue(document: Document, step: Step, current: Value | undefined, now: number): Value {
  const { operator, operand } = step
  switch (operator) {
    case '$inc':
    case '$mul':
      return calculated(document, step, current)
    case '$min':
      return current === undefined || compare(operand, current) < 0 ? operand : current
    case '$max':
      return current === undefined || compare(operand, current) > 0 ? operand : current
    case '$bit':
      return bitwise(document, step.path, operand as Document, current)
    case '$currentDate':
      return new DateTime(now)
    default:
      return operand
  }
}

function applyArray(document: Document, { parts, path, operand }: Step, operator: ArrayOperator): void {
  if (!operator.creates && read(document, parts) === undefined) return
  write(document, parts, (current) => operator.apply(current, operand, path, document))
}

function calculated(document: Document, { operator, path, parts, operand }: Step, current: Value | undefined): Value {
  const increment = operand as number
  if (current === undefined) return operator === '$inc' ? increment : (arithmetic('multiply', increment, 0) as Value)
  if (!isNumeric(current)) {
    const field = parts[parts.length - 1]
    throw badUpdate(
      `Cannot apply ${operator} to a value of non-numeric type. {_id: ${inspect(document._id)}} has the field '${field}' of non-numeric type ${typeName(current)}`,
    )
  }
  const result = arithmetic(operator === '$inc' ? 'add' : 'multiply', current, increment)
  if (result === null) {
    throw badUpdate(
      `Failed to apply ${operator} operations to current value (${inspect(current)}) for document {_id: ${inspect(document._id)}} at '${path}'`,
    )
  }
  return result
}

function bitwise(document: Document, path: string, operand: Document, current: Value | undefined): Value {
  const start = current === undefined ? 0 : current
  if (!isNumeric(start) || numberType(start) === 'double') {
    throw badUpdate(
      `Cannot apply $bit to a value of non-integral type.{_id: ${inspect(document._id)}} has the field ${path} of non-integer type ${typeName(current)}`,
    )
  }
  let value = toBigInt(start)
  let isLong = numberType(start) === 'long'
  for (const [name, bits] of Object.entries(operand)) {
    const mask = toBigInt(bits as number)
    isLong ||= numberType(bits as number) === 'long'
    value = name === 'and' ? value & mask : name === 'or' ? value | mask : value ^ mask
  }
  return isLong ? long(value) : Number(value)
}

function rename(document: Document, { parts, path, operand }: Step): void {
  const target = operand as string
  refuseArraysOnTheWay(document, parts, path, 'source')
  const value = read(document, parts)
  if (value === undefined) return
  refuseArraysOnTheWay(document, target.split('.'), target, 'destination')
  remove(document, parts)
  write(document, target.split('.'), () => value)
}

function refuseArraysOnTheWay(document: Document, parts: string[], path: string, role: string): void {
  let node: Value | undefined = document
  for (const [index, part] of parts.entries()) {
    if (Array.isArray(node)) {
      throw badUpdate(
        `The ${role} field cannot be an array element, '${path}' in doc with _id: ${inspect(document._id)} has an array field called '${parts[index - 1]}'`,
      )
    }
    node = isDocument(node) ? fieldOf(node, part) : undefined
  }
}

function read(document: Document, parts: string[]): Value | undefined {
  let node: Value | undefined = document
  for (const part of parts) {
    if (Array.isArray(node)) node = node[positionOf(part) ?? -1]
    else node = isDocument(node) ? fieldOf(node, part) : undefined
  }
  return node
}

/** Longest array an update may grow by naming a position (server: `kMaxPaddingAllowed`). */
const MAX_PADDING = 1_500_000

function write(document: Document, parts: string[], change: (current: Value | undefined) => Value): void {
  let node: Document | Value[] = document
  for (const [index, part] of parts.entries()) {
    const slot = slotOf(node, part, parts[index - 1])
    const current: Value | undefined = Array.isArray(node) ? node[slot as number] : fieldOf(node, slot as string)
    if (index === parts.length - 1) {
      put(node, slot, change(current))
      return
    }
    if (current === undefined) {
      const made: Document = {}
      put(node, slot, made)
      node = made
    } else if (Array.isArray(current) || isDocument(current)) node = current
    else {
      throw badUpdate(`Cannot create field '${parts[index + 1]}' in element {${part}: ${inspect(current)}}`)
    }
  }
}

function slotOf(node: Document | Value[], part: string, parent: string | undefined): string | number {
  if (!Array.isArray(node)) return part
  const position = positionOf(part)
  if (position === null) throw badUpdate(`Cannot create field '${part}' in element {${parent}: ${inspect(node)}}`)
  if (position - node.length > MAX_PADDING) throw badUpdate(`can't backfill more than ${MAX_PADDING} elements`)
  return position
}

function put(node: Document | Value[], slot: string | number, value: Value): void {
  if (!Array.isArray(node)) {
    node[slot] = value
    return
  }
  while (node.length < (slot as number)) node.push(null)
  node[slot as number] = value
}

function remove(document: Document, parts: string[]): void {
  const last = parts[parts.length - 1] as string
  const parent = parts.length === 1 ? document : read(document, parts.slice(0, -1))
  if (Array.isArray(parent)) {
    const position = positionOf(last)
    // MongoDB leaves a hole as null, so the other elements keep their positions
    if (position !== null && position < parent.length) parent[position] = null
  } else if (isDocument(parent)) delete parent[last]
}
