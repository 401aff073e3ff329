import dayjs, { type Dayjs } from 'dayjs'
import isoWeekPlugin from 'dayjs/plugin/isoWeek'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(isoWeekPlugin)

/**
 * China Standard Time is UTC+8 all year (no daylight saving since 1991). This is the only place that knows it.
 * dayjs's own `utcOffset(480)` is not used: it goes through the host's zone and is an hour wrong around the nights
 * when that zone changes its clocks (dates.test.ts runs in New York time). `dayjs/plugin/timezone` needs Intl, which
 * the mini program runtime lacks.
 */
const SHANGHAI_OFFSET_MS = 480 * 60_000
/** Length of every day in Shanghai, in ms. */
export const DAY_MS = 86_400_000

/** A dayjs in UTC mode whose fields read as the wall clock in Shanghai. For reading fields only, never for instants. */
function wall(ms: number): Dayjs {
  if (!Number.isFinite(ms)) throw new RangeError(`not an instant: ${ms}`)
  return dayjs.utc(ms + SHANGHAI_OFFSET_MS)
}

/** The calendar day in Shanghai, `YYYY-MM-DD`. Throws RangeError when `ms` is not a finite instant. */
export function shanghaiDay(ms: number): string {
  return wall(ms).format('YYYY-MM-DD')
}

/** The instant (ms) at which the Shanghai day containing `ms` began. */
export function startOfShanghaiDay(ms: number): number {
  return wall(ms).startOf('day').valueOf() - SHANGHAI_OFFSET_MS
}

/** The ISO week (Monday to Sunday) in Shanghai, such as `2025-W10`. The year is the ISO year, as 2024-12-30 is 2025-W01. */
export function isoWeek(ms: number): string {
  const day = wall(ms)
  return `${day.isoWeekYear()}-W${String(day.isoWeek()).padStart(2, '0')}`
}

/** `2025-05-08 16:00`, Shanghai. */
export function formatDateTime(ms: number): string {
  return wall(ms).format('YYYY-MM-DD HH:mm')
}

const SHANGHAI_TEXT = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}))?$/

/**
 * Reads `YYYY-MM-DD` (its first instant) or `YYYY-MM-DD HH:mm` as Shanghai time and returns ms.
 * Throws RangeError for any other shape and for days or hours that do not exist.
 */
export function parseShanghai(text: string): number {
  const [, year, month, day, hour = '00', minute = '00'] = SHANGHAI_TEXT.exec(text) ?? []
  if (year === undefined) throw new RangeError(`not a Shanghai time: ${text}`)
  const wallMs = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  const ms = wallMs - SHANGHAI_OFFSET_MS
  if (formatDateTime(ms) !== `${year}-${month}-${day} ${hour}:${minute}`) throw new RangeError(`no such time: ${text}`)
  return ms
}

function dayWord(at: Dayjs, today: Dayjs): string {
  const days = Math.round((at.startOf('day').valueOf() - today.startOf('day').valueOf()) / DAY_MS)
  const near: Record<number, string> = { [-2]: '前天', [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }
  const word = near[days]
  if (word !== undefined) return word
  return at.year() === today.year() ? at.format('M月D日') : at.format('YYYY年M月D日')
}

function partOfDay(hour: number): string {
  if (hour < 5) return '凌晨'
  if (hour < 8) return '早上'
  if (hour < 12) return '上午'
  if (hour < 13) return '中午'
  if (hour < 18) return '下午'
  return '晚上'
}

/**
 * A deadline in plain words seen from `now`: `明天下午5点前`, `今天上午11点半前`, `5月8日下午4点前`.
 * Seconds are dropped, so the words never promise later than `due`. Midnight reads as the evening before (`今天晚上12点前`).
 */
export function friendlyDue(due: number, now: number): string {
  const exact = wall(due)
  const midnight = exact.hour() === 0 && exact.minute() === 0
  const day = dayWord(midnight ? exact.subtract(1, 'day') : exact, wall(now))
  if (midnight) return `${day}晚上12点前`
  const hour = exact.hour() > 12 ? exact.hour() - 12 : exact.hour()
  const minute = exact.minute()
  const minutes = minute === 0 ? '' : minute === 30 ? '半' : `${String(minute).padStart(2, '0')}分`
  return `${day}${partOfDay(exact.hour())}${hour}点${minutes}前`
}

/**
 * When something happened, in plain words seen from `now`: `刚刚` (under a minute, or a clock slightly ahead),
 * `10分钟前` (under an hour), `今天 09:05`, `昨天 16:05`, `5月8日 16:05`, `2024年5月8日 16:05`.
 */
export function friendlyPast(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000)
  if (minutes < 1) return '刚刚'
  if (minutes < 60) return `${minutes}分钟前`
  return `${dayWord(wall(at), wall(now))} ${wall(at).format('HH:mm')}`
}
