import { CloudError } from '../errors'

/** A parsed timer expression: the allowed values of each field. */
export interface Cron {
  seconds: Set<number>
  minutes: Set<number>
  hours: Set<number>
  days: Set<number>
  months: Set<number>
  weekdays: Set<number>
  years: Set<number>
  /** Both day fields restricted: either may match, as the vendor documents. */
  eitherDay: boolean
}

const OFFSET = 8 * 3_600_000
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/**
 * Parses the vendor's seven fields: second minute hour day month weekday year, with `*`, `,`, `-` and `/`.
 * Weekdays must be written as names: the vendor's own pages disagree whether 0 is Sunday or Monday.
 * Throws CloudError `TIMER_INVALID` naming the field.
 */
export function parseCron(expression: string): Cron {
  const fields = expression.trim().split(/\s+/)
  if (fields.length !== 7) {
    throw new CloudError('TIMER_INVALID', `timer "${expression}" needs seven fields: second … year`)
  }
  const [second, minute, hour, day, month, weekday, year] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  if (weekday !== '*' && /\d/.test(weekday)) {
    throw new CloudError(
      'TIMER_INVALID',
      `timer "${expression}": write weekdays as SUN … SAT, numbers are read both ways`,
    )
  }
  const field = (text: string, low: number, high: number, names: string[] = [], nameBase = 0): Set<number> =>
    parseField(text, low, high, names, nameBase, expression)
  return {
    seconds: field(second, 0, 59),
    minutes: field(minute, 0, 59),
    hours: field(hour, 0, 23),
    days: field(day, 1, 31),
    months: field(month, 1, 12, MONTHS, 1),
    weekdays: field(weekday, 0, 6, WEEKDAYS),
    years: field(year, 1970, 2099),
    eitherDay: day !== '*' && weekday !== '*',
  }
}

function parseField(text: string, low: number, high: number, names: string[], nameBase: number, whole: string) {
  const values = new Set<number>()
  const refuse = (): never => {
    throw new CloudError('TIMER_INVALID', `timer "${whole}": "${text}" is not a list of ${low}–${high}`)
  }
  const value = (word: string): number => {
    const named = names.indexOf(word.toUpperCase())
    const number = named >= 0 ? named + nameBase : /^\d+$/.test(word) ? Number(word) : refuse()
    return number < low || number > high ? refuse() : number
  }
  for (const part of text.split(',')) {
    const [range = '', step, ...rest] = part.split('/')
    if (rest.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) refuse()
    const [from = '', to, ...more] = range.split('-')
    if (more.length > 0) refuse()
    const start = range === '*' ? low : value(from)
    const end = range === '*' ? high : to !== undefined ? value(to) : step !== undefined ? high : start
    if (end < start) refuse()
    for (let n = start; n <= end; n += Number(step ?? 1)) values.add(n)
  }
  return values
}

/** The first instant after `after` (ms since the epoch) that matches, or undefined when none is left before 2100. */
export function nextTime(cron: Cron, after: number): number | undefined {
  // walk a wall clock of UTC+8 written as if it were UTC: China has had no summer time since 1991
  let at = new Date(Math.floor((after + OFFSET) / 1000) * 1000 + 1000)
  while (at.getUTCFullYear() <= 2099) {
    if (!cron.years.has(at.getUTCFullYear())) at = new Date(Date.UTC(at.getUTCFullYear() + 1, 0, 1))
    else if (!cron.months.has(at.getUTCMonth() + 1))
      at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1))
    else if (!dayMatches(cron, at)) at = new Date(startOfDay(at) + 86_400_000)
    else if (!cron.hours.has(at.getUTCHours())) at = new Date(floor(at, 3_600_000) + 3_600_000)
    else if (!cron.minutes.has(at.getUTCMinutes())) at = new Date(floor(at, 60_000) + 60_000)
    else if (!cron.seconds.has(at.getUTCSeconds())) at = new Date(at.getTime() + 1000)
    else return at.getTime() - OFFSET
  }
  return undefined
}

function dayMatches(cron: Cron, at: Date): boolean {
  const day = cron.days.has(at.getUTCDate())
  const weekday = cron.weekdays.has(at.getUTCDay())
  return cron.eitherDay ? day || weekday : day && weekday
}

const floor = (at: Date, unit: number): number => Math.floor(at.getTime() / unit) * unit
const startOfDay = (at: Date): number => floor(at, 86_400_000)
