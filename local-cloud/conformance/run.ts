import { spawn } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildLocalCloud } from '../build'
import { readJson } from '../manifest'
import { spawnLocalCloud } from '../spawn'
import { compare, type Expectation, type Outcome } from './compare'
import { type Endpoint, writeCloud, writeSuite } from './ground'

/**
 * `npm run conformance`: the vendor's own tests of its SDK (npm `@cloudbase/node-sdk@2.10.0`, MIT) with the SDK this
 * project uses, against the local cloud. Succeeds when exactly the tests of `expected-failures.json` fail; tests of
 * `left-out.json` are not run. `--keep` leaves the scratch folder and names it.
 */

/** What of the suite is about the cloud; the rest is about the inside of the 2.x SDK. */
const FILES = /\/test\/(database|storage|functions)\/.*\.test\.ts$/

/** The part of jest's `--json` output that is read here. */
interface JestReport {
  testResults: {
    name: string
    message: string
    assertionResults: { ancestorTitles: string[]; title: string; status: string; failureMessages: string[] }[]
  }[]
}

async function main(): Promise<void> {
  const started = performance.now()
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'conformance-')))
  const list = (name: string): Promise<Record<string, string>> =>
    readJson(path.join(__dirname, name), 'LIST_INVALID', 'the list') as Promise<Record<string, string>>
  const expected: Expectation = {
    failures: await list('expected-failures.json'),
    leftOut: await list('left-out.json'),
  }
  await buildLocalCloud()
  await writeCloud(folder)
  const cloud = await spawnLocalCloud({
    manifestFile: path.join(folder, 'manifest.json'),
    dataFolder: path.join(folder, 'data'),
    personasFile: path.join(folder, 'personas.json'),
    seedsFolder: path.join(folder, 'seeds'),
  })
  try {
    const endpoint = (await (await fetch(`${cloud.url}/__local/credentials`)).json()) as Endpoint
    await writeSuite(folder, endpoint, FILES, exceptFor(Object.keys(expected.leftOut)))
    const report = await runJest(folder)
    const unread = report.testResults.filter((file) => file.assertionResults.length === 0)
    if (unread.length > 0) throw new Error(unread.map((file) => `${file.name} did not run: ${file.message}`).join('\n'))
    const outcomes = outcomesOf(report, folder)
    const { passed, expectedFailures, leftOut, skipped, surprises } = compare(outcomes, expected)
    for (const surprise of surprises) console.log(`✗ ${surprise}\n${reasonOf(surprise, report, folder)}`)
    const seconds = Math.round((performance.now() - started) / 1000)
    console.log(
      `conformance: ${passed} passed, ${expectedFailures} expected failures, ${skipped} skipped by the suite, ${leftOut} left out (${seconds} s)`,
    )
    console.log(`${passed + expectedFailures} passed, ${surprises.length} failed`)
    if (surprises.length > 0) process.exitCode = 1
  } finally {
    await cloud.stop()
    if (process.argv.includes('--keep')) console.log(folder)
    else await rm(folder, { recursive: true, force: true })
  }
}

/** A pattern of test names that matches all but these. jest joins a name's parts by spaces. */
function exceptFor(names: string[]): RegExp {
  const titles = names.map((name) => name.split(' › ').slice(1).join(' '))
  return new RegExp(`^(?!(?:${titles.map((title) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})$)`)
}

/** One process for all files: they share collections of the one environment. */
async function runJest(folder: string): Promise<JestReport> {
  const output = path.join(folder, 'report.json')
  const jest = require.resolve('jest/bin/jest')
  const args = [jest, '--config', path.join(folder, 'jest.config.cjs'), '--runInBand', '--forceExit', '--silent']
  const child = spawn(process.execPath, [...args, '--json', '--outputFile', output], {
    cwd: folder,
    // in the region's time zone, and without looking for the metadata server of a cloud machine before every request
    env: { ...process.env, TZ: 'Asia/Shanghai', TENCENTCLOUD: 'true' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject))
  const text = await readFile(output, 'utf8').catch(() => {
    throw new Error(`jest wrote no report: ${errors}`)
  })
  return JSON.parse(text) as JestReport
}

function nameOf(folder: string, file: string, titles: string[]): string {
  return [path.relative(path.join(folder, 'test'), file), ...titles].join(' › ')
}

function outcomesOf(report: JestReport, folder: string): Outcome[] {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ ancestorTitles, title, status }) => ({
      name: nameOf(folder, name, [...ancestorTitles, title]),
      status: status === 'passed' || status === 'failed' ? status : 'skipped',
    })),
  )
}

/** What jest said about the test a sentence begins with. */
function reasonOf(surprise: string, report: JestReport, folder: string): string {
  for (const { name, assertionResults } of report.testResults) {
    for (const { ancestorTitles, title, failureMessages } of assertionResults) {
      if (surprise.startsWith(`${nameOf(folder, name, [...ancestorTitles, title])}: `))
        return failureMessages.join('\n')
    }
  }
  return ''
}

main().catch((error: unknown) => {
  console.error(error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
})
