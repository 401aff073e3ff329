import fc from 'fast-check'
import { AppError } from '@/kernel/errors'
import { readDemoLedger } from '../../../demo/ledger'
import { indicatorCodes } from './contract'
import { firstAttempt, ledgerRow } from './posting'
import { addRows, dayBounds, noTotals, totalsShown } from './report'

const rows = readDemoLedger().map(({ id, note, ...row }) =>
  ledgerRow({ ...row, _id: id, verifierId: null, evidence: [], note: note || null, attempt: firstAttempt }, 0),
)
const sum = (from: string, to: string) => {
  const { first, end } = dayBounds(from, to)
  const inside = rows.filter(({ dayKey }) => dayKey >= first && dayKey < end)
  return Object.fromEntries(totalsShown(addRows(noTotals, inside)).map(({ indicator, qty }) => [indicator, qty]))
}

describe('the published figures (DOMAIN §5)', () => {
  test('2025-03-03 to 2025-05-11 gives exactly the campaign’s results', () => {
    expect(sum('2025-03-03', '2025-05-11')).toEqual({
      ENV: 5,
      HAZ: 9,
      DRL: 1,
      CHG: 14,
      ROAD: 33,
      WALL: 10,
      LAMP: 12,
      FIRE: 6,
      DISP: 2,
    })
  })

  test('adding everything up blindly would claim too much', () => {
    const naive = (code: string) =>
      rows.filter(({ indicator }) => indicator === code).reduce((n, { qty }) => n + qty, 0)
    expect([naive('ROAD'), naive('WALL'), naive('LAMP')]).toEqual([36, 11, 14])
  })

  test('the first and the last day belong to the period', () => {
    expect(sum('2025-05-13', '2025-05-13').WALL).toBe(1)
    expect(sum('2025-05-12', '2025-05-12').WALL).toBe(0)
    expect(sum('2025-03-08', '2025-03-08').ENV).toBe(1)
  })

  test('no row stands in the way of another under the unique key', () => {
    expect(new Set(rows.map(({ rowKey }) => rowKey)).size).toBe(rows.length)
  })
})

test('tenths add up exactly, in any order and however the pages fall', () => {
  const row = fc.record({
    indicator: fc.constantFrom(...indicatorCodes),
    qty: fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
    status: fc.constantFrom('verified' as const, 'pending' as const, 'void' as const),
  })
  fc.assert(
    fc.property(fc.array(row), fc.nat(), (all, cut) => {
      const at = cut % (all.length + 1)
      const paged = addRows(addRows(noTotals, all.slice(at)), all.slice(0, at))
      for (const { indicator, qty } of totalsShown(paged)) {
        const cents = all
          .filter((one) => one.indicator === indicator && one.status === 'verified')
          .reduce((n, one) => n + Math.round(one.qty * 100), 0)
        expect(qty).toBe(cents / 100)
      }
    }),
  )
})

test.each([
  [[0.1, 0.2], 0.3],
  // 2.01 × 1,000,000 is 2,009,999.999…, so the millionths must be rounded before they are added.
  [[2.01, 2.01, 2.01], 6.03],
])('%j add up to %d', (quantities, total) => {
  const sum = addRows(
    noTotals,
    quantities.map((qty) => ({ indicator: 'ROAD', qty, status: 'verified' })),
  )
  expect(totalsShown(sum).find(({ indicator }) => indicator === 'ROAD')?.qty).toBe(total)
})

test.each([
  ['2025-05-11', '2025-03-03', '结束日期不能早于开始日期。'],
  ['2020-01-01', '2025-03-03', '一次最多查两年，请缩短时间。'],
  ['2025-13-01', '2025-13-02', '没有这一天，请重新选择日期。'],
])('the period %s to %s is refused', (from, to, sentence) => {
  const work = () => dayBounds(from, to)
  expect(work).toThrow(AppError)
  expect(work).toThrow(sentence)
})
