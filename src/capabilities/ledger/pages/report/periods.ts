import { DAY_MS, parseShanghai, shanghaiDay } from '@/kernel/dates'

/** Days `YYYY-MM-DD`, both inclusive. */
export interface Period {
  readonly key: string
  readonly word: string
  readonly from: string
  readonly to: string
}

const lastDayOf = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`
}

const monthsBetween = (from: string, to: string): string[] => {
  const months: string[] = []
  let month = from.slice(0, 7)
  while (month <= to.slice(0, 7)) {
    months.push(month)
    const [year = 0, number = 1] = month.split('-').map(Number)
    month = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
  }
  return months
}

const mondayOf = (now: number): number => {
  const day = shanghaiDay(now)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return parseShanghai(day) - ((weekday + 6) % 7) * DAY_MS
}

/** What may be asked for with one tap: the whole campaign, this and last ISO week, each month of the campaign. */
export function periodsOf(campaign: { name: string; from: string; to: string } | undefined, now: number): Period[] {
  const monday = mondayOf(now)
  const week = (key: string, word: string, start: number): Period => ({
    key,
    word,
    from: shanghaiDay(start),
    to: shanghaiDay(start + 6 * DAY_MS),
  })
  const months = campaign ? monthsBetween(campaign.from, campaign.to) : [shanghaiDay(now).slice(0, 7)]
  return [
    ...(campaign ? [{ key: 'campaign', word: '整个行动', from: campaign.from, to: campaign.to }] : []),
    week('week', '本周', monday),
    week('lastWeek', '上周', monday - 7 * DAY_MS),
    ...months.map((month) => ({
      key: month,
      word: `${Number(month.slice(5))}月`,
      from: `${month}-01`,
      to: lastDayOf(month),
    })),
  ]
}
