import { parseShanghai } from '@/kernel/dates'
import { dayWords } from './dayWords'

test('a day of this year goes without its year, another one names it', () => {
  const now = parseShanghai('2025-12-31 23:59')
  expect(dayWords('2025-03-03', now)).toBe('3月3日')
  expect(dayWords('2026-01-01', now)).toBe('2026年1月1日')
})
