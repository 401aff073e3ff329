import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import {
  parseShanghai as at,
  formatDateTime,
  friendlyDue,
  friendlyPast,
  isoWeek,
  shanghaiDay,
  startOfShanghaiDay,
} from './dates'

describe('Shanghai time', () => {
  it('knows the day, its start and the week', () => {
    const midnight = Date.parse('2025-03-09T16:00:00Z')
    expect(shanghaiDay(midnight)).toBe('2025-03-10')
    expect(shanghaiDay(midnight - 1)).toBe('2025-03-09')
    expect(startOfShanghaiDay(midnight + 5)).toBe(midnight)
    expect(formatDateTime(midnight)).toBe('2025-03-10 00:00')
    expect(isoWeek(midnight - 1)).toBe('2025-W10')
    expect(isoWeek(midnight)).toBe('2025-W11')
    expect(isoWeek(at('2024-12-30'))).toBe('2025-W01')
    expect(isoWeek(at('2021-01-03'))).toBe('2020-W53')
  })

  it('reads only times that exist', () => {
    expect(at('2025-03-10')).toBe(Date.parse('2025-03-09T16:00:00Z'))
    expect(at('2025-03-10 08:30')).toBe(Date.parse('2025-03-10T00:30:00Z'))
    for (const wrong of ['2025-02-30', '2025-03-10 24:00', '2025-3-1', '2025-03-10T08:00', '']) {
      expect(() => at(wrong)).toThrow(RangeError)
    }
    expect(() => shanghaiDay(Number.NaN)).toThrow(RangeError)
  })

  it('does not depend on the zone of the machine, on any hour of a year', () => {
    const script = `
      const { shanghaiDay, startOfShanghaiDay, formatDateTime, isoWeek } = require(${JSON.stringify(join(__dirname, 'dates.ts'))})
      const out = []
      for (let t = Date.UTC(2025, 0, 1); t < Date.UTC(2026, 0, 1); t += 3600e3) {
        const wall = new Date(t + 8 * 3600e3).toISOString()
        if (shanghaiDay(t) !== wall.slice(0, 10)) out.push(['day', wall])
        if (formatDateTime(t) !== wall.slice(0, 16).replace('T', ' ')) out.push(['time', wall])
        if (startOfShanghaiDay(t) !== Date.parse(wall.slice(0, 10) + 'T00:00:00+08:00')) out.push(['start', wall])
      }
      process.stdout.write(JSON.stringify(out))`
    for (const TZ of ['America/New_York', 'Europe/London', 'Australia/Lord_Howe']) {
      const wrong = execFileSync(process.execPath, ['--import', 'tsx', '-e', script], {
        env: { ...process.env, TZ },
        encoding: 'utf8',
      })
      expect({ TZ, wrong: JSON.parse(wrong) }).toEqual({ TZ, wrong: [] })
    }
  })
})

describe('times in plain words', () => {
  const now = at('2025-05-07 09:00')

  it.each([
    ['2025-05-08 17:00', '明天下午5点前'],
    ['2025-05-07 11:30', '今天上午11点半前'],
    ['2025-05-07 12:00', '今天中午12点前'],
    ['2025-05-09 16:00', '后天下午4点前'],
    ['2025-05-18 16:05', '5月18日下午4点05分前'],
    ['2025-05-07 20:40', '今天晚上8点40分前'],
    ['2025-05-08 00:00', '今天晚上12点前'],
    ['2025-05-08 00:30', '明天凌晨0点半前'],
    ['2025-05-06 07:15', '昨天早上7点15分前'],
    ['2026-01-05 10:00', '2026年1月5日上午10点前'],
  ])('due %s reads %s', (due, words) => expect(friendlyDue(at(due), now)).toBe(words))

  it('never promises later than the due time', () => {
    expect(friendlyDue(at('2025-05-07 16:00') + 59_999, now)).toBe('今天下午4点前')
  })

  it.each([
    ['2025-05-07 09:00', '刚刚'],
    ['2025-05-07 09:01', '刚刚'],
    ['2025-05-07 08:50', '10分钟前'],
    ['2025-05-07 08:00', '今天 08:00'],
    ['2025-05-06 16:05', '昨天 16:05'],
    ['2025-05-05 16:05', '前天 16:05'],
    ['2025-04-08 16:05', '4月8日 16:05'],
    ['2024-05-08 16:05', '2024年5月8日 16:05'],
  ])('past %s reads %s', (past, words) => expect(friendlyPast(at(past), now)).toBe(words))
})
