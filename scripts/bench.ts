import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { startCloud } from '../tests/support/cloud'
import { type Cost, playEverything } from './benchStory'
import { demoKeys } from './build'
import { describe } from './describe'
import { freshen } from './fresh'
import { isOver, measure, table } from './sizes'

const dist = resolve(__dirname, '../dist')

/** Budgets of ARCHITECTURE §7. */
const loadBudget = 0.5
const tripBudget = { read: 2, write: 6 } as const
/** What is known to cost more, and why; one trip beyond these is red. */
const admitted: Readonly<Record<string, { readonly trips: number; readonly why: string }>> = {
  'repairs.unmerge': { trips: 7, why: 'the other case is known only from the first' },
  'people.update': { trips: 7, why: 'a phone lives apart from its person: two collections to check' },
  'files.upload': { trips: 7, why: 'two of them go to file storage' },
  'notifications.list': { trips: 3, why: 'more than a page is unread and has to be counted' },
}
const rounds = 11

/** ms to load one module in a Node process of its own. */
function loadTime(file: string): number {
  const code = `const t=process.hrtime.bigint();require(${JSON.stringify(file)});process.stdout.write(String(Number(process.hrtime.bigint()-t)/1e6));process.exit()`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['-e', code], {
    encoding: 'utf8',
    // what the local cloud gives a function, or loading would stop at the missing keys
    env: {
      ...process.env,
      ...demoKeys,
      LOCAL_CLOUD: '1',
      TENCENTCLOUD_RUNENV: 'SCF',
      TCB_ENV: 'bench',
      SCF_NAMESPACE: 'bench',
    },
  })
  const ms = Number(/[\d.]+$/.exec(stdout)?.[0])
  if (status !== 0 || Number.isNaN(ms)) throw new Error(`loading ${file} failed: ${stderr}`)
  return ms
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** The api bundle's load time against the vendor's own server SDK's, taken in turns so that both meet the same machine. */
function loadRatio(): { api: number; sdk: number; ratio: number } {
  const bundle = resolve(dist, 'cloudfunctions/api/index.js')
  const sdkFile = require.resolve('wx-server-sdk')
  const api: number[] = []
  const sdk: number[] = []
  for (let round = 0; round < rounds; round++) {
    api.push(loadTime(bundle))
    sdk.push(loadTime(sdkFile))
  }
  return { api: median(api), sdk: median(sdk), ratio: median(api) / median(sdk) }
}

/** The dearest call of each action, in the order they were first given. */
function dearest(costs: readonly Cost[]): Cost[] {
  const byName = new Map<string, Cost>()
  for (const cost of costs) {
    const known = byName.get(cost.name)
    if (!known || cost.trips > known.trips || (cost.trips === known.trips && cost.examined > known.examined))
      byName.set(cost.name, cost)
  }
  return [...byName.values()]
}

const tooDear = ({ name, kind, trips }: Cost): boolean => trips > (admitted[name]?.trips ?? tripBudget[kind])

const remark = (cost: Cost): string => {
  if (tooDear(cost)) return '  OVER'
  const exception = admitted[cost.name]
  return exception && cost.trips > tripBudget[cost.kind] ? `  admitted: ${exception.why}` : ''
}

const costLine = (cost: Cost): string =>
  [
    cost.name.padEnd(26),
    cost.kind.padEnd(6),
    String(cost.trips).padStart(5),
    String(cost.requests).padStart(9),
    String(cost.examined).padStart(9),
    String(cost.returned).padStart(9),
    remark(cost),
  ].join(' ')

async function actionCosts(): Promise<Cost[]> {
  const cloud = await startCloud({ seed: 'demo' })
  try {
    return dearest(await playEverything(cloud))
  } finally {
    await cloud.stop()
  }
}

async function main(): Promise<void> {
  await freshen(['local-cloud', 'cloudfunctions', 'seeds', 'weapp'])
  const closed: string[] = []

  const sizes = measure(dist)
  console.log(`\nSizes\n${table(sizes)}`)
  if (isOver(sizes)) closed.push('a size')

  const { api, sdk, ratio } = loadRatio()
  console.log(`\nLoad time, median of ${rounds} processes each, in turns`)
  console.log(
    `api bundle ${api.toFixed(0)} ms ÷ wx-server-sdk ${sdk.toFixed(0)} ms = ${ratio.toFixed(2)} of ${loadBudget}`,
  )
  if (ratio > loadBudget) closed.push('the load time')

  const costs = await actionCosts()
  console.log(
    `\nDatabase, dearest call of each action: round trips (budget: read ${tripBudget.read}, write ${tripBudget.write})`,
  )
  console.log(`${'action'.padEnd(26)} kind   trips  requests  examined  returned`)
  for (const cost of costs) console.log(costLine(cost))
  if (costs.some(tooDear)) closed.push('round trips')

  const missed = describe().filter(({ name }) => !costs.some((cost) => cost.name === name))
  if (missed.length) closed.push(`not measured: ${missed.map(({ name }) => name).join(', ')}`)

  console.log(closed.length ? `\nover budget: ${closed.join('; ')}` : '\nevery budget held')
  if (closed.length) process.exitCode = 1
}

main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
