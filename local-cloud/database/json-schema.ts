import { badQuery, unsupported } from './texts'
import { type Document, fieldOf, isDocument, isNumeric, typeName, type Value } from './values'

type Test = (value: Value) => boolean

/**
 * `$jsonSchema` with `required`, `properties`, `bsonType`, `type` and `enum` (MongoDB manual, "$jsonSchema").
 * @throws CloudError LOCAL_CLOUD_UNSUPPORTED naming any other keyword
 */
export function compileSchema(schema: Value): Test {
  if (!isDocument(schema)) throw badQuery('$jsonSchema must be an object')
  const tests = Object.entries(schema).map(([keyword, operand]) => compileKeyword(keyword, operand))
  return (value) => tests.every((test) => test(value))
}

function compileKeyword(keyword: string, operand: Value): Test {
  switch (keyword) {
    case 'title':
    case 'description':
      return () => true
    case 'required': {
      if (!Array.isArray(operand)) throw badQuery("$jsonSchema keyword 'required' must be an array")
      return (value) => !isDocument(value) || operand.every((name) => fieldOf(value, String(name)) !== undefined)
    }
    case 'properties': {
      if (!isDocument(operand)) throw badQuery("$jsonSchema keyword 'properties' must be an object")
      return compileProperties(operand)
    }
    case 'bsonType':
      return ofTypes(operand, (value, name) => typeName(value) === name || (name === 'number' && isNumeric(value)))
    case 'type':
      return ofTypes(operand, (value, name) => {
        if (name === 'number') return isNumeric(value)
        if (name === 'boolean') return typeof value === 'boolean'
        return typeName(value) === name
      })
    case 'enum': {
      if (!Array.isArray(operand)) throw badQuery("$jsonSchema keyword 'enum' must be an array")
      return (value) => operand.some((item) => JSON.stringify(item) === JSON.stringify(value))
    }
    default:
      throw unsupported(`$jsonSchema keyword ${keyword}`)
  }
}

function compileProperties(properties: Document): Test {
  const tests = Object.entries(properties).map(([name, schema]) => [name, compileSchema(schema)] as const)
  return (value) =>
    !isDocument(value) ||
    tests.every(([name, test]) => {
      const field = fieldOf(value, name)
      return field === undefined || test(field)
    })
}

function ofTypes(operand: Value, is: (value: Value, name: string) => boolean): Test {
  const names = (Array.isArray(operand) ? operand : [operand]).map(String)
  return (value) => names.some((name) => is(value, name))
}
