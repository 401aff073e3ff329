import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ensureChromium } from './browser'
import { runGates } from './check'
import { freshen } from './fresh'

const root = resolve(__dirname, '..')

/** What this program reads of jest's `--json` report. */
interface JestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  /** Suites that did not even load; their tests are counted nowhere else. */
  readonly numRuntimeErrorTestSuites: number
}

interface Tally {
  readonly passed: number
  readonly failed: number
}

async function gates(): Promise<Tally> {
  const results = await runGates()
  const passed = results.filter(({ ok }) => ok).length
  return { passed, failed: results.length - passed }
}

/** Builds what the tests run against. A failed build is one failure, and those that need it fail by themselves. */
async function builds(): Promise<Tally> {
  try {
    await freshen(['local-cloud', 'cloudfunctions', 'seeds', 'h5-local', 'weapp'])
    return { passed: 1, failed: 0 }
  } catch (error) {
    console.error((error as Error).message)
    return { passed: 0, failed: 1 }
  }
}

function browser(): Tally {
  const lack = ensureChromium()
  if (lack) console.error(lack)
  return lack ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 }
}

function suites(flags: readonly string[]): Tally {
  const file = join(root, '.cache/jest.json')
  mkdirSync(join(root, '.cache'), { recursive: true })
  rmSync(file, { force: true })
  const jest = join(root, 'node_modules/jest/bin/jest.js')
  const args = [jest, '--json', `--outputFile=${file}`, '--maxWorkers=2', ...flags]
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  if (!existsSync(file)) {
    console.error(`jest ended with ${status} and wrote no report`)
    return { passed: 0, failed: 1 }
  }
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }: JestReport = JSON.parse(
    readFileSync(file, 'utf8'),
  )
  const failed = numFailedTests + numRuntimeErrorTestSuites
  return { passed: numPassedTests, failed: status !== 0 && failed === 0 ? 1 : failed }
}

/** The vendor's own suite against the local cloud; its last line counts. */
function conformance(): Tally {
  const { stdout } = spawnSync('npm', ['run', '--silent', 'conformance'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  console.log(stdout.trimEnd().split('\n').slice(0, -1).join('\n'))
  const [, passed, failed] = /(\d+) passed, (\d+) failed\s*$/.exec(stdout) ?? []
  return passed && failed ? { passed: Number(passed), failed: Number(failed) } : { passed: 0, failed: 1 }
}

/** Everything, whatever fails on the way; the last line says how it went. Flags go to jest. */
async function main(flags: readonly string[]): Promise<void> {
  const tallies = [await builds(), await gates(), browser(), conformance(), suites(flags)]
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
  const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
  process.exitCode = failed ? 1 : 0
  console.log(`${passed} passed, ${failed} failed`)
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.stack)
  process.exitCode = 1
  console.log('0 passed, 1 failed')
})
