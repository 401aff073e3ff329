import { compare, type Expectation, type Outcome } from './compare'

const expected: Expectation = { failures: { polygon: 'not built' }, leftOut: { mock: 'mocks a package' } }
const asExpected: Outcome[] = [
  { name: 'get', status: 'passed' },
  { name: 'polygon', status: 'failed' },
  { name: 'mock', status: 'skipped' },
  { name: 'xit', status: 'skipped' },
]
const but = (name: string, status: Outcome['status']): Outcome[] =>
  asExpected.map((outcome) => (outcome.name === name ? { name, status } : outcome))

test('a run as written down has no surprises', () => {
  expect(compare(asExpected, expected)).toEqual({
    passed: 1,
    expectedFailures: 1,
    leftOut: 1,
    skipped: 1,
    surprises: [],
  })
})

test.each([
  ['a failure nobody expected', but('get', 'failed'), /^get: failed/],
  ['an expected failure that passes', but('polygon', 'passed'), /^polygon: was expected to fail, yet passed/],
  ['an expected failure that was not run', but('polygon', 'skipped'), /^polygon: was expected to fail, yet skipped/],
  ['a left out test that ran', but('mock', 'passed'), /^mock: was left out, yet ran/],
  ['an expected failure the suite lacks', asExpected.filter((o) => o.name !== 'polygon'), /^polygon: is written down/],
  ['a left out test the suite lacks', asExpected.filter((o) => o.name !== 'mock'), /^mock: is written down/],
])('%s is a surprise', (_what, outcomes, sentence) => {
  expect(compare(outcomes, expected).surprises).toEqual([expect.stringMatching(sentence)])
})
