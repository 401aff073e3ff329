import { DAY_MS, shanghaiDay, startOfShanghaiDay } from './dates'

/**
 * Which minutes count as work. Must be pure and unchanging: answers are remembered per calendar object.
 * `windows` are [start, end] minutes after midnight Shanghai time, in order, not overlapping.
 */
export interface WorkingCalendar {
  /** Whether work is done on `day` (`YYYY-MM-DD`, Shanghai). */
  isWorkday(day: string): boolean
  readonly windows: readonly (readonly [startMinute: number, endMinute: number])[]
}

/** A time limit: `wh` working hours, `wd` working days (1 wd = all windows of one day), `eh` plain clock hours. */
export interface Limit {
  readonly amount: number
  readonly unit: 'wh' | 'wd' | 'eh'
}

/** A span (ms, `from` ≤ `to`) in which the clock of a case stood still, such as an approved 挂账. */
export interface Pause {
  readonly from: number
  readonly to: number
}

const MINUTE_MS = 60_000
/** No real calendar rests this long; reaching it means the calendar has no working day at all. */
const LONGEST_REST_DAYS = 400

const workdays = new WeakMap<WorkingCalendar, Map<number, boolean>>()

function isWorkday(dayStart: number, cal: WorkingCalendar): boolean {
  let known = workdays.get(cal)
  if (known === undefined) {
    known = new Map()
    workdays.set(cal, known)
  }
  let answer = known.get(dayStart)
  if (answer === undefined) {
    answer = cal.isWorkday(shanghaiDay(dayStart))
    known.set(dayStart, answer)
  }
  return answer
}

/** Working minutes of one working day: 420 with the office hours of DOMAIN §4. */
export function minutesPerWorkday(cal: WorkingCalendar): number {
  return cal.windows.reduce((sum, [start, end]) => sum + end - start, 0)
}

/**
 * The instant (ms) that lies `minutes` working minutes after `from`.
 *
 * The result never lies outside working time, where a window includes both its ends: a limit that runs out at 17:30 is
 * due at 17:30, not at 08:00 the next morning. With `minutes` 0 it is the instant the clock starts: `from` itself in
 * working time, otherwise the start of the next window.
 * Throws RangeError when `minutes` is negative or not finite, or the calendar has no working day for 400 days.
 */
export function addWorkingMinutes(from: number, minutes: number, cal: WorkingCalendar): number {
  if (!(minutes >= 0 && Number.isFinite(minutes))) throw new RangeError(`not a duration in minutes: ${minutes}`)
  const dayTotal = minutesPerWorkday(cal) * MINUTE_MS
  let left = Math.round(minutes * MINUTE_MS)
  let rest = 0
  const firstDay = startOfShanghaiDay(from)
  for (let day = firstDay; ; day += DAY_MS) {
    if (!isWorkday(day, cal)) {
      rest += 1
      if (rest > LONGEST_REST_DAYS) throw new RangeError('the calendar has no working day')
      continue
    }
    rest = 0
    if (day > firstDay && left > dayTotal) {
      left -= dayTotal
      continue
    }
    for (const [startMinute, endMinute] of cal.windows) {
      const start = Math.max(from, day + startMinute * MINUTE_MS)
      const end = day + endMinute * MINUTE_MS
      if (start > end) continue
      if (left <= end - start) return start + left
      left -= end - start
    }
  }
}

/** Working minutes from `from` to `to` (both ms), with fractions; 0 when `to` is not after `from`. */
export function workingMinutesBetween(from: number, to: number, cal: WorkingCalendar): number {
  if (!(to > from)) return 0
  let worked = 0
  const firstDay = startOfShanghaiDay(from)
  const lastDay = startOfShanghaiDay(to)
  const dayTotal = minutesPerWorkday(cal) * MINUTE_MS
  for (let day = firstDay; day <= lastDay; day += DAY_MS) {
    if (!isWorkday(day, cal)) continue
    if (day > firstDay && day < lastDay) {
      worked += dayTotal
      continue
    }
    for (const [startMinute, endMinute] of cal.windows) {
      const start = Math.max(from, day + startMinute * MINUTE_MS)
      const end = Math.min(to, day + endMinute * MINUTE_MS)
      if (end > start) worked += end - start
    }
  }
  return worked / MINUTE_MS
}

/** Overlapping and touching pauses as one, in order. Throws RangeError for a pause that ends before it begins. */
function mergePauses(pauses: readonly Pause[]): Pause[] {
  const merged: Pause[] = []
  for (const pause of [...pauses].sort((a, b) => a.from - b.from)) {
    if (!(pause.to >= pause.from && Number.isFinite(pause.to))) throw new RangeError('a pause must end after it begins')
    const last = merged[merged.length - 1]
    if (last !== undefined && pause.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, pause.to) }
    } else merged.push(pause)
  }
  return merged
}

/**
 * When a limit that starts at `from` (ms) runs out. Each pause that begins before the limit runs out moves it by what
 * the pause cost: working time for `wh` and `wd`, plain time for `eh`. Overlapping pauses count once; a pause still
 * open is passed with `to` = now.
 * Throws RangeError for a negative or infinite amount and for a pause without an end.
 */
export function dueAt(from: number, limit: Limit, cal: WorkingCalendar, pauses: readonly Pause[] = []): number {
  const spans = mergePauses(pauses)
  if (limit.unit === 'eh') {
    if (!(limit.amount >= 0 && Number.isFinite(limit.amount))) throw new RangeError(`not a limit: ${limit.amount}`)
    let due = from + Math.round(limit.amount * 60 * MINUTE_MS)
    for (const pause of spans) {
      if (pause.from < due) due += Math.max(0, pause.to - Math.max(pause.from, from))
    }
    return due
  }
  let due = addWorkingMinutes(from, limit.amount * (limit.unit === 'wd' ? minutesPerWorkday(cal) : 60), cal)
  for (const pause of spans) {
    if (pause.from < due) {
      due = addWorkingMinutes(due, workingMinutesBetween(Math.max(pause.from, from), pause.to, cal), cal)
    }
  }
  return due
}

/** When a case turns yellow: at 75 % of its limit (DOMAIN §4). Parameters and errors as `dueAt`. */
export function yellowAt(from: number, limit: Limit, cal: WorkingCalendar, pauses: readonly Pause[] = []): number {
  return dueAt(from, { amount: limit.amount * 0.75, unit: limit.unit }, cal, pauses)
}
