import { shanghaiDay } from '@/kernel/dates'

/** `2025-03-03` as people say it: 2025年3月3日, without the year when it is this one (`now` in ms). */
export function dayWords(day: string, now: number): string {
  const [year, month, date] = day.split('-').map(Number)
  const sameYear = shanghaiDay(now).startsWith(`${year}-`)
  return `${sameYear ? '' : `${year}年`}${month}月${date}日`
}
