/** One test as jest reports it. `name` is `file › describe › … › title`. */
export interface Outcome {
  name: string
  status: 'passed' | 'failed' | 'skipped'
}

/** What a run should show: failures that are known, and tests that were not asked for, each with its reason. */
export interface Expectation {
  failures: Record<string, string>
  leftOut: Record<string, string>
}

/** What came of a run. It is as expected when `surprises` is empty. */
export interface Verdict {
  passed: number
  expectedFailures: number
  leftOut: number
  skipped: number
  /** One sentence each: a failure nobody expected, an expected one that passed or was not run, a name no test has. */
  surprises: string[]
}

/** Holds a run against what is written down, in both directions. Tests that share a name count together. */
export function compare(outcomes: Outcome[], expected: Expectation): Verdict {
  const verdict: Verdict = { passed: 0, expectedFailures: 0, leftOut: 0, skipped: 0, surprises: [] }
  const named = (list: Record<string, string>, name: string): boolean => Object.hasOwn(list, name)
  for (const { name, status } of outcomes) {
    const left = named(expected.leftOut, name)
    const failing = named(expected.failures, name)
    if (left && status === 'skipped') verdict.leftOut += 1
    else if (left) verdict.surprises.push(`${name}: was left out, yet ran`)
    else if (failing && status === 'failed') verdict.expectedFailures += 1
    else if (failing) verdict.surprises.push(`${name}: was expected to fail, yet ${status}: take it off the list`)
    else if (status === 'failed') verdict.surprises.push(`${name}: failed, and is not on the list of expected failures`)
    else if (status === 'skipped') verdict.skipped += 1
    else verdict.passed += 1
  }
  const seen = new Set(outcomes.map((outcome) => outcome.name))
  for (const name of [...Object.keys(expected.failures), ...Object.keys(expected.leftOut)]) {
    if (!seen.has(name)) verdict.surprises.push(`${name}: is written down, but the suite has no such test`)
  }
  return verdict
}
