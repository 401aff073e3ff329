import { type Keys, ParallelArrays, sortKeyOf } from './keys'
import { compileElement } from './matcher'
import { compare, equal } from './order'
import { badUpdate } from './texts'
import { type Document, inspect, isDocument, isNumeric, toNumber, typeName, type Value } from './values'

/** One array update operator. */
export interface ArrayOperator {
  /** False: a missing field stays missing. */
  creates: boolean
  check(path: string, operand: Value): void
  apply(current: Value | undefined, operand: Value, path: string, document: Document): Value
}

const PUSH_CLAUSES = new Set(['$each', '$position', '$sort', '$slice'])

/** `$push $addToSet $pop $pull $pullAll` with MongoDB's refusals. */
export const arrayOperators: ReadonlyMap<string, ArrayOperator> = new Map<string, ArrayOperator>([
  ['$push', { creates: true, check: checkPush, apply: push }],
  ['$addToSet', { creates: true, check: checkAddToSet, apply: addToSet }],
  ['$pop', { creates: false, check: checkPop, apply: pop }],
  ['$pull', { creates: false, check: (_path, operand) => void pullTest(operand), apply: pull }],
  ['$pullAll', { creates: false, check: checkPullAll, apply: pullAll }],
])

function eachOf(operand: Value): Value[] | null {
  return isDocument(operand) && Object.hasOwn(operand, '$each') ? (operand.$each as Value[]) : null
}

function checkPush(_path: string, operand: Value): void {
  if (!isDocument(operand) || !Object.hasOwn(operand, '$each')) {
    refuseDollars(operand)
    return
  }
  for (const [name, value] of Object.entries(operand)) {
    if (!PUSH_CLAUSES.has(name)) throw badUpdate(`Unrecognized clause in $push: ${name}`)
    if (name === '$each' && !Array.isArray(value)) {
      throw badUpdate(`The argument to $each in $push must be an array but it was of type: ${typeName(value)}`)
    }
    if (name === '$position' || name === '$slice') wholeNumber(name, value)
    if (name === '$sort') checkSort(value)
  }
  refuseDollars(operand.$each as Value)
}

function checkSort(value: Value): void {
  if (isDocument(value)) {
    const entries = Object.entries(value)
    if (entries.length === 0) throw badUpdate('The $sort pattern is empty when it should be a set of fields.')
    for (const [, direction] of entries) directionOf(direction)
  } else directionOf(value)
}

function directionOf(value: Value): 1 | -1 {
  const direction = isNumeric(value) ? toNumber(value) : 0
  if (direction !== 1 && direction !== -1) throw badUpdate('The $sort element value must be either 1 or -1')
  return direction
}

function wholeNumber(name: string, value: Value): number {
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) {
    throw badUpdate(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`)
  }
  return toNumber(value)
}

function refuseDollars(value: Value): void {
  if (Array.isArray(value)) value.forEach(refuseDollars)
  else if (isDocument(value)) {
    for (const [name, item] of Object.entries(value)) {
      if (name.startsWith('$')) {
        throw badUpdate(`The dollar ($) prefixed field '${name}' in '${name}' is not valid for storage.`)
      }
      refuseDollars(item)
    }
  }
}

function push(current: Value | undefined, operand: Value, path: string, document: Document): Value {
  if (current !== undefined && !Array.isArray(current)) {
    throw badUpdate(
      `The field '${path}' must be an array but is of type ${typeName(current)} in document {_id: ${inspect(document._id)}}`,
    )
  }
  const array = [...(current ?? [])]
  const each = eachOf(operand)
  if (!each) return [...array, operand]
  const { $position, $sort, $slice } = operand as Document
  array.splice(
    $position === undefined ? array.length : insertAt(toNumber($position as number), array.length),
    0,
    ...each,
  )
  if ($sort !== undefined) sortArray(array, $sort)
  if ($slice === undefined) return array
  const slice = toNumber($slice as number)
  return slice < 0 ? array.slice(slice) : array.slice(0, slice)
}

/** A negative position counts from the end, but not past the start. */
function insertAt(position: number, length: number): number {
  return position >= 0 ? Math.min(position, length) : Math.max(0, length + position)
}

function sortArray(array: Value[], pattern: Value): void {
  if (!isDocument(pattern)) {
    const direction = directionOf(pattern)
    array.sort((a, b) => direction * compare(a, b))
    return
  }
  const keys = Object.entries(pattern).map(([path, direction]) => [path, directionOf(direction)] as const)
  const keyed = array.map((item) => ({ item, key: elementKey(item, keys) }))
  keyed.sort((a, b) => Buffer.compare(a.key, b.key))
  for (const [index, { item }] of keyed.entries()) array[index] = item
}

function elementKey(item: Value, keys: Keys): Buffer {
  try {
    return sortKeyOf(isDocument(item) ? item : {}, keys)
  } catch (error) {
    throw error instanceof ParallelArrays ? badUpdate('cannot sort with keys that are parallel arrays') : error
  }
}

function checkAddToSet(_path: string, operand: Value): void {
  const each = eachOf(operand)
  if (each === null) {
    refuseDollars(operand)
    return
  }
  if (!Array.isArray(each)) {
    throw badUpdate(`The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`)
  }
  for (const name of Object.keys(operand as Document)) {
    if (name !== '$each') {
      throw badUpdate(`Found unexpected fields after $each in $addToSet: ${inspect(operand)}`)
    }
  }
  refuseDollars(each)
}

function addToSet(current: Value | undefined, operand: Value, path: string): Value {
  if (current !== undefined && !Array.isArray(current)) {
    throw badUpdate(
      `Cannot apply $addToSet to non-array field. Field named '${path.split('.').pop()}' has non-array type ${typeName(current)}`,
    )
  }
  const array = [...(current ?? [])]
  for (const item of eachOf(operand) ?? [operand]) {
    if (!array.some((present) => equal(present, item))) array.push(item)
  }
  return array
}

function checkPop(path: string, operand: Value): void {
  if (!isNumeric(operand)) throw badUpdate(`Expected a number in: ${path}: ${inspect(operand)}`)
  const end = toNumber(operand)
  if (end !== 1 && end !== -1) throw badUpdate(`$pop expects 1 or -1, found: ${inspect(operand)}`)
}

function pop(current: Value | undefined, operand: Value, path: string): Value {
  if (!Array.isArray(current)) {
    throw badUpdate(`Path '${path}' contains an element of non-array type '${typeName(current)}'`)
  }
  return toNumber(operand as number) === 1 ? current.slice(0, -1) : current.slice(1)
}

function pullTest(operand: Value): (item: Value) => boolean {
  return compileElement(operand)
}

function pull(current: Value | undefined, operand: Value): Value {
  if (!Array.isArray(current)) throw badUpdate('Cannot apply $pull to a non-array value')
  const matches = pullTest(operand)
  return current.filter((item) => !matches(item))
}

function checkPullAll(_path: string, operand: Value): void {
  if (!Array.isArray(operand)) {
    throw badUpdate(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  }
}

function pullAll(current: Value | undefined, operand: Value): Value {
  if (!Array.isArray(current)) throw badUpdate('Cannot apply $pull to a non-array value')
  return current.filter((item) => !(operand as Value[]).some((unwanted) => equal(item, unwanted)))
}
