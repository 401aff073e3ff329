import { nextTime, parseCron } from './cron'

const next = (expression: string, after: string): string => {
  const at = nextTime(parseCron(expression), Date.parse(after))
  return at === undefined ? 'never' : new Date(at).toISOString()
}

describe('seven-field timers, read in UTC+8', () => {
  test.each([
    ['0 0 8 * * * *', '2025-04-26T02:00:00Z', '2025-04-27T00:00:00.000Z'],
    ['0 0 8 * * * *', '2025-04-25T23:59:59.999Z', '2025-04-26T00:00:00.000Z'],
    ['*/5 * * * * * *', '2025-01-01T00:00:00Z', '2025-01-01T00:00:05.000Z'],
    ['0 */15 9-17 * * * *', '2025-01-01T09:46:00Z', '2025-01-02T01:00:00.000Z'],
    ['0 0 0 * * SUN *', '2025-04-26T10:00:00Z', '2025-04-26T16:00:00.000Z'],
    ['0 0 24 * * * *', '', 'refused'],
    ['0 30 10 1,15 * * *', '2025-02-15T03:00:00Z', '2025-03-01T02:30:00.000Z'],
    ['0 0 0 29 FEB * *', '2025-01-01T00:00:00Z', '2028-02-28T16:00:00.000Z'],
    ['0 0 0 1 1 * 2030', '2025-01-01T00:00:00Z', '2029-12-31T16:00:00.000Z'],
    ['0 0 0 1 1 * 2020', '2025-01-01T00:00:00Z', 'never'],
    // both day fields given: either is enough (vendor documentation)
    ['0 0 0 13 * FRI *', '2025-06-05T00:00:00Z', '2025-06-05T16:00:00.000Z'],
    ['0 0 0 13 * FRI *', '2025-06-10T00:00:00Z', '2025-06-12T16:00:00.000Z'],
    ['0 0 0 13 * FRI *', '2025-06-13T00:00:00Z', '2025-06-19T16:00:00.000Z'],
  ])('%s after %s fires at %s', (expression, after, expected) => {
    if (expected === 'refused') expect(() => parseCron(expression)).toThrow('24')
    else expect(next(expression, after)).toBe(expected)
  })

  test('the firing is strictly later, so one instant fires once', () => {
    expect(next('0 0 8 * * * *', '2025-04-26T00:00:00.000Z')).toBe('2025-04-27T00:00:00.000Z')
  })

  test.each([
    '* * * * *',
    '0 0 0 * * 1 *',
    '60 * * * * * *',
    '5-1 * * * * * *',
    '*/0 * * * * * *',
    'a * * * * * *',
    '1-2-3 * * * * * *',
  ])('refuses %s by name', (expression) => {
    expect(() => parseCron(expression)).toThrow(expression)
  })
})
