import { parseShanghai } from '@/kernel/dates'
import { periodsOf } from './periods'

const campaign = { name: '专项行动', from: '2025-03-03', to: '2025-05-11' }
const asked = (key: string, now: string) => {
  const found = periodsOf(campaign, parseShanghai(now)).find((period) => period.key === key)
  return found && [found.from, found.to]
}

test('the campaign comes first, then this week, last week and its months', () => {
  expect(periodsOf(campaign, parseShanghai('2025-05-12 09:00')).map(({ word }) => word)).toEqual([
    '整个行动',
    '本周',
    '上周',
    '3月',
    '4月',
    '5月',
  ])
})

test.each([
  ['2025-05-12 00:00', ['2025-05-12', '2025-05-18']],
  ['2025-05-18 23:59', ['2025-05-12', '2025-05-18']],
  ['2025-05-11 23:59', ['2025-05-05', '2025-05-11']],
  ['2025-01-01 07:59', ['2024-12-30', '2025-01-05']],
])('the week of %s runs Monday to Sunday', (now, days) => {
  expect(asked('week', now)).toEqual(days)
})

test('last week is the seven days before', () => {
  expect(asked('lastWeek', '2025-05-12 09:00')).toEqual(['2025-05-05', '2025-05-11'])
})

test('months end on their last day', () => {
  expect(asked('2025-04', '2025-05-12 09:00')).toEqual(['2025-04-01', '2025-04-30'])
  const leap = periodsOf({ name: '', from: '2024-02-10', to: '2024-03-01' }, parseShanghai('2024-02-20'))
  expect(leap.find(({ key }) => key === '2024-02')).toMatchObject({ to: '2024-02-29' })
})
