import { execFileSync } from 'node:child_process'
import { chinaCalendar } from './calendar'

describe('the national calendar', () => {
  it.each([
    ['2025-04-26', false],
    ['2025-04-27', true],
    ['2025-05-01', false],
    ['2025-05-05', false],
    ['2025-05-06', true],
    ['2025-04-04', false],
    ['2026-10-01', false],
  ])('%s is a working day: %s', (day, expected) => expect(chinaCalendar.isWorkday(day)).toBe(expected))

  it('says what the package itself says on every day of its years, asked in Shanghai', () => {
    const days: string[] = []
    for (let t = Date.UTC(2004, 0, 1); t < Date.UTC(2027, 0, 1); t += 86_400_000) {
      days.push(new Date(t).toISOString().slice(0, 10))
    }
    // In a process of its own, because the package reads the zone of the machine it runs on.
    const asked = execFileSync(
      process.execPath,
      [
        '-e',
        `const { isWorkday } = require('chinese-days')
         process.stdout.write(JSON.parse(process.argv[1]).map((d) => (isWorkday(d) ? 1 : 0)).join(''))`,
        JSON.stringify(days),
      ],
      { env: { ...process.env, TZ: 'Asia/Shanghai' }, encoding: 'utf8' },
    )
    expect(days.map((day) => (chinaCalendar.isWorkday(day) ? 1 : 0)).join('')).toBe(asked)
  })

  it('falls back to Monday–Friday beyond the years of its data', () => {
    expect(chinaCalendar.isWorkday('2031-10-01')).toBe(true) // 国庆, a Wednesday: not announced yet
    expect(chinaCalendar.isWorkday('2031-10-04')).toBe(false)
    expect(chinaCalendar.isWorkday('2031-10-05')).toBe(false)
  })
})
