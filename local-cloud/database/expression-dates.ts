import type { Argument, ExpressionOperator } from './expression-operators'
import { badAggregate, unsupported } from './texts'
import { DateTime, type Document, isDocument, isNumeric, ObjectId, toNumber, typeName, type Value } from './values'

const DAY = 86_400_000
const pad = (value: number, width: number) => String(value).padStart(width, '0')

/** ms to add to UTC for the wall clock of a zone: `+08:00` forms and Olson names. */
function offsetOf(zone: Argument, ms: number): number {
  if (zone === undefined || zone === null) return 0
  if (typeof zone !== 'string') throw badAggregate(`timezone must evaluate to a string, found ${typeName(zone)}`)
  let named = zone
  if (!/^[+-]\d\d(:?\d\d)?$/.test(zone)) {
    try {
      const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      named =
        format
          .formatToParts(ms)
          .find(({ type }) => type === 'timeZoneName')
          ?.value.slice(3) || '+00:00'
    } catch {
      throw badAggregate(`unrecognized time zone identifier: "${zone}"`)
    }
  }
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?/.exec(named) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

function msOf(value: Argument, name: string): number {
  if (value instanceof DateTime) return value.ms
  if (value instanceof ObjectId) return Number.parseInt(value.hex.slice(0, 8), 16) * 1000
  throw badAggregate(`can't convert from BSON type ${typeName(value)} to Date (${name})`)
}

/** One part of a date: the operand is a date or `{date, timezone}`. */
function part(read: (date: Date) => number): ExpressionOperator {
  return {
    least: 1,
    most: 1,
    run: ([given], name) => {
      const { date, timezone } = isDocument(given) ? (given as { date?: Value; timezone?: Value }) : { date: given }
      if (date === undefined || date === null) return null
      const ms = msOf(date, name)
      return read(new Date(ms + offsetOf(timezone, ms)))
    },
  }
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1
}

/** ISO 8601 week: weeks start on Monday, and belong to the year of their Thursday. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY)
  return { year: thursday.getUTCFullYear(), week: Math.ceil(dayOfYear(thursday) / 7) }
}

/** Weeks start on Sunday; days before the first Sunday are in week 0. */
function week(date: Date): number {
  return Math.floor((dayOfYear(date) + 6 - date.getUTCDay()) / 7)
}

const FORMATS: Record<string, (date: Date, offset: number) => string> = {
  Y: (date) => pad(date.getUTCFullYear(), 4),
  m: (date) => pad(date.getUTCMonth() + 1, 2),
  d: (date) => pad(date.getUTCDate(), 2),
  H: (date) => pad(date.getUTCHours(), 2),
  M: (date) => pad(date.getUTCMinutes(), 2),
  S: (date) => pad(date.getUTCSeconds(), 2),
  L: (date) => pad(date.getUTCMilliseconds(), 3),
  j: (date) => pad(dayOfYear(date), 3),
  w: (date) => String(date.getUTCDay() + 1),
  U: (date) => pad(week(date), 2),
  V: (date) => pad(isoWeek(date).week, 2),
  G: (date) => pad(isoWeek(date).year, 4),
  u: (date) => String(date.getUTCDay() || 7),
  z: (_date, offset) =>
    `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 3_600_000), 2)}${pad((Math.abs(offset) / 60_000) % 60, 2)}`,
  Z: (_date, offset) => String(offset / 60_000),
  '%': () => '%',
}

function parameters(given: Argument, name: string, known: string[]): Document {
  if (!isDocument(given)) throw badAggregate(`${name} only supports an object as its argument`)
  for (const field of Object.keys(given))
    if (!known.includes(field)) throw badAggregate(`Unrecognized argument to ${name}: ${field}`)
  return given
}

function dateToString([given]: Argument[], name: string): Argument {
  const {
    date,
    format = '%Y-%m-%dT%H:%M:%S.%LZ',
    timezone,
    onNull,
  } = parameters(given, name, ['date', 'format', 'timezone', 'onNull'])
  if (date === undefined || date === null) return onNull ?? null
  if (typeof format !== 'string') throw badAggregate('$dateToString requires that format be a string')
  const ms = msOf(date, name)
  const offset = offsetOf(timezone, ms)
  const wall = new Date(ms + offset)
  return format.replace(/%(.?)/g, (_all, letter: string) => {
    const write = FORMATS[letter]
    if (!write) throw badAggregate(`Invalid format character '%${letter}' in format string`)
    return write(wall, offset)
  })
}

function dateFromString([given]: Argument[], name: string): Argument {
  const { dateString, timezone, format, onNull } = parameters(given, name, [
    'dateString',
    'timezone',
    'format',
    'onNull',
  ])
  if (format !== undefined) throw unsupported('$dateFromString with a format')
  if (dateString === undefined || dateString === null) return onNull ?? null
  if (typeof dateString !== 'string')
    throw badAggregate(`$dateFromString requires that 'dateString' be a string, found: ${typeName(dateString)}`)
  const isZoned = /(Z|[+-]\d\d:?\d\d)$/.test(dateString)
  const ms = Date.parse(isZoned || !dateString.includes(':') ? dateString : `${dateString}Z`)
  if (Number.isNaN(ms)) throw badAggregate(`Error parsing date string '${dateString}'`)
  return new DateTime(isZoned ? ms : ms - offsetOf(timezone, ms))
}

const PARTS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond']

function dateFromParts([given]: Argument[], name: string): Argument {
  const fields = parameters(given, name, [...PARTS, 'timezone'])
  if (fields.year === undefined)
    throw badAggregate("$dateFromParts requires either 'year' or 'isoWeekYear' to be present")
  const values = PARTS.map((part, index) => {
    const value = fields[part] ?? (index === 1 || index === 2 ? 1 : 0)
    if (!isNumeric(value)) throw badAggregate(`'${part}' must evaluate to an integer, found ${typeName(value)}`)
    return toNumber(value)
  })
  const [year, month, day, hour, minute, second, millisecond] = values as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const ms = Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
  return new DateTime(ms - offsetOf(fields.timezone, ms))
}

const one = (run: ExpressionOperator['run']): ExpressionOperator => ({ least: 1, most: 1, run })

export const dateOperators: [string, ExpressionOperator][] = [
  ['$year', part((date) => date.getUTCFullYear())],
  ['$month', part((date) => date.getUTCMonth() + 1)],
  ['$dayOfMonth', part((date) => date.getUTCDate())],
  ['$hour', part((date) => date.getUTCHours())],
  ['$minute', part((date) => date.getUTCMinutes())],
  ['$second', part((date) => date.getUTCSeconds())],
  ['$millisecond', part((date) => date.getUTCMilliseconds())],
  ['$dayOfYear', part(dayOfYear)],
  ['$dayOfWeek', part((date) => date.getUTCDay() + 1)],
  ['$week', part(week)],
  ['$isoDayOfWeek', part((date) => date.getUTCDay() || 7)],
  ['$isoWeek', part((date) => isoWeek(date).week)],
  ['$isoWeekYear', part((date) => isoWeek(date).year)],
  ['$dateToString', one(dateToString)],
  ['$dateFromString', one(dateFromString)],
  ['$dateFromParts', one(dateFromParts)],
]
