import chineseDays from 'chinese-days/dist/chinese-days.json'
import type { WorkingCalendar } from './workingTime'

const holidays: Readonly<Record<string, string>> = chineseDays.holidays
const makeUpDays: Readonly<Record<string, string>> = chineseDays.workdays

/** Working hours of the town offices (J): 08:00–12:00 and 14:30–17:30, in minutes after midnight; 420 minutes a day. */
export const OFFICE_WINDOWS: WorkingCalendar['windows'] = [
  [480, 720],
  [870, 1050],
]

/**
 * The national working calendar: holidays and 调休 working weekends as announced by the State Council, from the
 * `chinese-days` package (2004–2026 in 1.5.7). A day outside its years falls back to Monday–Friday.
 *
 * Reads the package's data rather than calling its `isWorkday`, which answers differently when the host's zone is west
 * of Greenwich. Costs 37 KB, so only functions import this file; the client is told the due times it shows.
 */
export const chinaCalendar: WorkingCalendar = {
  windows: OFFICE_WINDOWS,
  isWorkday(day) {
    if (Object.hasOwn(makeUpDays, day)) return true
    if (Object.hasOwn(holidays, day)) return false
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
    return weekday !== 0 && weekday !== 6
  },
}
