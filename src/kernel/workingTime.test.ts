import fc from 'fast-check'
import { chinaCalendar, OFFICE_WINDOWS } from './calendar'
import { parseShanghai as at, formatDateTime, shanghaiDay, startOfShanghaiDay } from './dates'
import { addWorkingMinutes, dueAt, minutesPerWorkday, workingMinutesBetween, yellowAt } from './workingTime'

const cal = chinaCalendar
const due = (from: string, amount: number, unit: 'wh' | 'wd' | 'eh') =>
  formatDateTime(dueAt(at(from), { amount, unit }, cal))

/** Whole minutes within 2024–2026, so that the Spring Festival, 国庆 and every 调休 take part. */
const instant = fc
  .integer({ min: 0, max: 3 * 366 * 1440 - 1440 })
  .map((minute) => at('2024-01-01 00:00') + minute * 60_000)
const minutes = fc.integer({ min: 0, max: 40 * 420 })

function inWorkingTime(ms: number): boolean {
  const minute = (ms - startOfShanghaiDay(ms)) / 60_000
  return cal.isWorkday(shanghaiDay(ms)) && OFFICE_WINDOWS.some(([start, end]) => start <= minute && minute <= end)
}

describe('working time', () => {
  it('counts 420 minutes a working day', () => expect(minutesPerWorkday(cal)).toBe(420))

  it.each([
    ['2025-04-30 16:00', 3, 'wd', '2025-05-08 16:00'], // across 五一
    ['2025-04-26 10:00', 0, 'wh', '2025-04-27 08:00'], // Saturday; the Sunday after is a 调休 working day
    ['2025-04-26 10:00', 1, 'wd', '2025-04-27 17:30'],
    ['2025-04-27 16:00', 4, 'wh', '2025-04-28 10:30'],
    ['2025-03-18 11:00', 2, 'wh', '2025-03-18 15:30'], // across lunch
    ['2025-03-18 12:00', 4, 'wh', '2025-03-19 09:00'],
    ['2025-03-18 08:00', 4, 'wh', '2025-03-18 12:00'], // a limit that runs out at noon is due at noon
    ['2025-03-14 17:30', 1, 'wd', '2025-03-17 17:30'],
    ['2025-04-03 16:00', 1, 'wd', '2025-04-07 16:00'], // across 清明
    ['2025-04-26 22:15', 2, 'eh', '2025-04-27 00:15'],
    ['2025-04-26 22:15', 0.5, 'eh', '2025-04-26 22:45'],
  ] as const)('from %s, %d %s runs out at %s', (from, amount, unit, expected) => {
    expect(due(from, amount, unit)).toBe(expected)
  })

  it('turns yellow at three quarters', () => {
    expect(formatDateTime(yellowAt(at('2025-03-18 08:00'), { amount: 4, unit: 'wh' }, cal))).toBe('2025-03-18 11:00')
    expect(formatDateTime(yellowAt(at('2025-03-18 20:00'), { amount: 2, unit: 'eh' }, cal))).toBe('2025-03-18 21:30')
  })

  it('refuses what is no duration and a calendar that never works', () => {
    expect(() => addWorkingMinutes(0, -1, cal)).toThrow(RangeError)
    expect(() => addWorkingMinutes(0, Number.NaN, cal)).toThrow(RangeError)
    expect(() => dueAt(0, { amount: -1, unit: 'eh' }, cal)).toThrow(RangeError)
    expect(() => addWorkingMinutes(0, 1, { windows: [[0, 60]], isWorkday: () => false })).toThrow(RangeError)
  })

  it('never lands outside working time and never goes back', () => {
    fc.assert(
      fc.property(instant, minutes, (from, n) => {
        const result = addWorkingMinutes(from, n, cal)
        return inWorkingTime(result) && result >= from
      }),
    )
  })

  it('is monotone in both the start and the amount', () => {
    fc.assert(
      fc.property(instant, instant, minutes, minutes, (t, u, m, n) => {
        const [early, late, less, more] = [Math.min(t, u), Math.max(t, u), Math.min(m, n), Math.max(m, n)]
        return addWorkingMinutes(early, less, cal) <= addWorkingMinutes(late, more, cal)
      }),
    )
  })

  it('adding a then b is adding a + b', () => {
    fc.assert(
      fc.property(instant, minutes, minutes, (from, a, b) => {
        expect(addWorkingMinutes(addWorkingMinutes(from, a, cal), b, cal)).toBe(addWorkingMinutes(from, a + b, cal))
      }),
    )
  })

  it('measures exactly what was added', () => {
    fc.assert(
      fc.property(instant, minutes, (from, n) => {
        expect(workingMinutesBetween(from, addWorkingMinutes(from, n, cal), cal)).toBe(n)
      }),
    )
  })

  it('agrees with counting minute by minute', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 4 * 1440 }), (from, span) => {
        let counted = 0
        for (let t = from; t < from + span * 60_000; t += 60_000) {
          if (inWorkingTime(t) && inWorkingTime(t + 60_000)) counted += 1
        }
        expect(workingMinutesBetween(from, from + span * 60_000, cal)).toBe(counted)
      }),
      { numRuns: 30 },
    )
  })
})

describe('pauses', () => {
  const limit = { amount: 3, unit: 'wd' } as const

  it('of exactly two working days moves the due time by exactly two working days', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 1259 }), (from, begins) => {
        const plain = dueAt(from, limit, cal)
        const pausedAt = addWorkingMinutes(from, begins, cal)
        const paused = dueAt(from, limit, cal, [{ from: pausedAt, to: addWorkingMinutes(pausedAt, 840, cal) }])
        expect(paused).toBe(addWorkingMinutes(plain, 840, cal))
        expect(workingMinutesBetween(plain, paused, cal)).toBe(840)
      }),
    )
  })

  it('leave exactly the limit as working time that counts, in whatever order they are given', () => {
    const pause = fc.tuple(fc.integer({ min: -2, max: 8 * 1440 }), fc.integer({ min: 0, max: 2 * 1440 }))
    fc.assert(
      fc.property(instant, fc.array(pause, { maxLength: 4 }), (from, raw) => {
        const pauses = raw.map(([a, n]) => ({ from: from + a * 60_000, to: from + (a + n) * 60_000 }))
        const end = dueAt(from, limit, cal, pauses)
        expect(dueAt(from, limit, cal, [...pauses].reverse())).toBe(end)
        const edges = [from, end, ...pauses.flatMap((p) => [p.from, p.to])].filter((t) => from <= t && t <= end)
        edges.sort((a, b) => a - b)
        let counted = 0
        edges.slice(1).forEach((to, i) => {
          const start = edges[i] ?? to
          if (pauses.some((p) => p.from <= start && to <= p.to)) return
          counted += workingMinutesBetween(start, to, cal)
        })
        expect(counted).toBe(1260)
      }),
    )
  })

  it('on a night or after the due time change nothing', () => {
    const from = at('2025-03-18 10:00')
    const night = { from: at('2025-03-18 17:30'), to: at('2025-03-19 08:00') }
    const after = { from: at('2025-03-28 09:00'), to: at('2025-03-30 09:00') }
    expect(dueAt(from, limit, cal, [night, after])).toBe(dueAt(from, limit, cal))
  })

  it('are subtracted as plain time from clock hours', () => {
    const pause = { from: at('2025-03-18 21:00'), to: at('2025-03-18 23:00') }
    expect(formatDateTime(dueAt(at('2025-03-18 20:00'), { amount: 2, unit: 'eh' }, cal, [pause]))).toBe(
      '2025-03-19 00:00',
    )
  })

  it('without an end, or ending before they begin, are refused', () => {
    expect(() => dueAt(0, limit, cal, [{ from: 0, to: Number.POSITIVE_INFINITY }])).toThrow(RangeError)
    expect(() => dueAt(0, limit, cal, [{ from: 2, to: 1 }])).toThrow(RangeError)
  })
})
