import { operators } from './expression-operators'
import { truthy } from './operators'
import { badAggregate, unsupported } from './texts'
import { type Document, fieldOf, isDocument, typeName, type Value } from './values'

/** Variables an expression can name: `$$ROOT`, `$$CURRENT` and those of `$let`, `$map`, … */
export type Variables = ReadonlyMap<string, Value | undefined>
/** A compiled expression; undefined = missing. */
export type Expression = (variables: Variables) => Value | undefined

/**
 * Compiles an aggregation expression (MongoDB manual, "Aggregation Operators").
 * @throws CloudError DATABASE_REQUEST_FAILED for a malformed one, LOCAL_CLOUD_UNSUPPORTED naming an operator that the
 *   local cloud does not have
 */
export function compileExpression(source: Value): Expression {
  if (typeof source === 'string' && source.startsWith('$')) return compilePath(source)
  if (Array.isArray(source)) {
    const items = source.map(compileExpression)
    return (variables) => items.map((item) => item(variables) ?? null)
  }
  if (!isDocument(source)) return () => source
  const names = Object.keys(source)
  const first = names[0]
  if (first?.startsWith('$')) {
    if (names.length > 1) {
      throw badAggregate(
        `an expression specification must contain exactly one field, the name of the expression. Found ${names.length} fields`,
      )
    }
    return compileOperator(first, source[first] as Value)
  }
  const fields = names.map((name) => [name, compileExpression(source[name] as Value)] as const)
  return (variables) => {
    const out: Document = {}
    for (const [name, field] of fields) {
      const value = field(variables)
      if (value !== undefined) out[name] = value
    }
    return out
  }
}

function compilePath(source: string): Expression {
  const isVariable = source.startsWith('$$')
  const [head, ...rest] = source.slice(isVariable ? 2 : 1).split('.') as [string, ...string[]]
  if (head === '' || rest.includes(''))
    throw badAggregate(`FieldPath field names may not be empty strings: '${source}'`)
  if (!isVariable) return (variables) => follow(variables.get('CURRENT'), [head, ...rest])
  if (head === 'REMOVE') return () => undefined
  if (head === 'NOW' || head === 'CLUSTER_TIME') throw unsupported(`aggregation variable $$${head}`)
  return (variables) => {
    if (!variables.has(head)) throw badAggregate(`Use of undefined variable: ${head}`)
    return follow(variables.get(head), rest)
  }
}

/** A field path in an expression maps over arrays; positions are not part of it. */
function follow(value: Value | undefined, path: string[]): Value | undefined {
  const [name, ...rest] = path
  if (name === undefined) return value
  if (Array.isArray(value)) {
    return value.map((item) => follow(item, path)).filter((item): item is Value => item !== undefined)
  }
  return isDocument(value) ? follow(fieldOf(value, name), rest) : undefined
}

function compileOperator(name: string, operand: Value): Expression {
  const special = SPECIAL[name]
  if (special) return special(operand)
  const operator = operators.get(name)
  if (!operator) throw unsupported(`aggregation expression ${name}`)
  const given = (Array.isArray(operand) ? operand : [operand]).map(compileExpression)
  const { least, most } = operator
  if (given.length < least || given.length > most) {
    throw badAggregate(
      `Expression ${name} takes ${least === most ? `exactly ${least}` : `at least ${least}`} arguments. ${given.length} were passed in.`,
    )
  }
  return (variables) =>
    operator.run(
      given.map((argument) => argument(variables)),
      name,
    )
}

function fieldsOf(name: string, operand: Value, required: string[], optional: string[] = []): Document {
  if (!isDocument(operand)) throw badAggregate(`${name} only supports an object as its argument`)
  for (const field of required)
    if (!Object.hasOwn(operand, field)) throw badAggregate(`Missing '${field}' parameter to ${name}`)
  for (const field of Object.keys(operand)) {
    if (!required.includes(field) && !optional.includes(field))
      throw badAggregate(`Unrecognized parameter to ${name}: ${field}`)
  }
  return operand
}

/** Operators that do not evaluate all their arguments, or bind variables. */
const SPECIAL: Record<string, (operand: Value) => Expression> = {
  $literal: (operand) => () => operand,
  $and: (operand) => {
    const items = listed(operand)
    return (variables) => items.every((item) => truthy(item(variables)))
  },
  $or: (operand) => {
    const items = listed(operand)
    return (variables) => items.some((item) => truthy(item(variables)))
  },
  $ifNull: (operand) => {
    const items = listed(operand)
    if (items.length < 2) throw badAggregate('$ifNull needs at least two arguments')
    return (variables) => {
      for (const item of items.slice(0, -1)) {
        const value = item(variables)
        if (value !== undefined && value !== null) return value
      }
      return items[items.length - 1]?.(variables)
    }
  },
  $cond: (operand) => {
    const parts = Array.isArray(operand) ? operand : partsOf(operand)
    if (parts.length !== 3)
      throw badAggregate(`Expression $cond takes exactly 3 arguments. ${parts.length} were passed in.`)
    const [test, yes, no] = parts.map((part) => compileExpression(part as Value)) as [
      Expression,
      Expression,
      Expression,
    ]
    return (variables) => (truthy(test(variables)) ? yes(variables) : no(variables))
  },
  $switch: (operand) => {
    const { branches, default: otherwise } = fieldsOf('$switch', operand, ['branches'], ['default'])
    if (!Array.isArray(branches)) throw badAggregate("$switch expected an array for 'branches'")
    const compiled = branches.map((branch) => {
      const { case: test, then } = fieldsOf('$switch', branch, ['case', 'then'])
      return [compileExpression(test as Value), compileExpression(then as Value)] as const
    })
    const fallback = otherwise === undefined ? undefined : compileExpression(otherwise)
    return (variables) => {
      for (const [test, then] of compiled) if (truthy(test(variables))) return then(variables)
      if (!fallback)
        throw badAggregate('$switch could not find a matching branch for an input, and no default was specified.')
      return fallback(variables)
    }
  },
  $let: (operand) => {
    const { vars, in: body } = fieldsOf('$let', operand, ['vars', 'in'])
    if (!isDocument(vars)) throw badAggregate('$let needs an object of vars')
    const bound = Object.entries(vars).map(([name, value]) => [name, compileExpression(value)] as const)
    const inner = compileExpression(body as Value)
    return (variables) =>
      inner(new Map([...variables, ...bound.map(([name, value]) => [name, value(variables)] as const)]))
  },
  $map: (operand) => {
    const { input, as, in: body } = fieldsOf('$map', operand, ['input', 'in'], ['as'])
    const inner = compileExpression(body as Value)
    return overArray('$map', input, (items, variables) =>
      items.map((item) => inner(bind(variables, nameOf(as, 'this'), item)) ?? null),
    )
  },
  $filter: (operand) => {
    const { input, as, cond } = fieldsOf('$filter', operand, ['input', 'cond'], ['as'])
    const test = compileExpression(cond as Value)
    return overArray('$filter', input, (items, variables) =>
      items.filter((item) => truthy(test(bind(variables, nameOf(as, 'this'), item)))),
    )
  },
  $reduce: (operand) => {
    const { input, initialValue, in: body } = fieldsOf('$reduce', operand, ['input', 'initialValue', 'in'])
    const start = compileExpression(initialValue as Value)
    const inner = compileExpression(body as Value)
    return overArray('$reduce', input, (items, variables) =>
      items.reduce<Value>(
        (value, item) => inner(bind(bind(variables, 'value', value), 'this', item)) ?? null,
        start(variables) ?? null,
      ),
    )
  },
}

/** The three parts of a `$cond` given by name, in the order of the list form. */
function partsOf(operand: Value): (Value | undefined)[] {
  const named = fieldsOf('$cond', operand, ['if', 'then', 'else'])
  return [named.if, named.then, named.else]
}

function listed(operand: Value): Expression[] {
  return (Array.isArray(operand) ? operand : [operand]).map(compileExpression)
}

function nameOf(as: Value | undefined, fallback: string): string {
  if (as === undefined) return fallback
  if (typeof as !== 'string') throw badAggregate('a variable name must be a string')
  return as
}

function bind(variables: Variables, name: string, value: Value | undefined): Variables {
  return new Map([...variables, [name, value]])
}

function overArray(
  name: string,
  input: Value | undefined,
  run: (items: Value[], variables: Variables) => Value,
): Expression {
  const source = compileExpression(input as Value)
  return (variables) => {
    const items = source(variables)
    if (items === undefined || items === null) return null
    if (!Array.isArray(items)) throw badAggregate(`input to ${name} must be an array not ${typeName(items)}`)
    return run(items, variables)
  }
}
