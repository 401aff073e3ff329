import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { freshen } from './fresh'

const KB = 1024
const MB = 1024 * KB

/** Budgets of ARCHITECTURE §7, in bytes; WeChat itself allows 2 MB a package and 20 MB in all. */
const budgets = { api: 1.2 * MB, main: 1.2 * MB, subpackage: 400 * KB, total: 4 * MB }

export interface Size {
  readonly name: string
  readonly bytes: number
  readonly budget: number
}

const bytesIn = (path: string): number =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0)
    : statSync(path).size

/** Sizes of what is shipped: the function every action goes through, and the mini program by package. */
export function measure(dist: string): Size[] {
  const weapp = join(dist, 'weapp')
  const app: { subPackages?: { root: string }[] } = JSON.parse(readFileSync(join(weapp, 'app.json'), 'utf8'))
  const subpackages = (app.subPackages ?? []).map(({ root }) => ({
    name: `weapp ${root}`,
    bytes: bytesIn(join(weapp, root)),
    budget: budgets.subpackage,
  }))
  const total = bytesIn(weapp)
  const main = total - subpackages.reduce((sum, { bytes }) => sum + bytes, 0)
  return [
    { name: 'function api', bytes: bytesIn(join(dist, 'cloudfunctions/api/index.js')), budget: budgets.api },
    { name: 'weapp main package', bytes: main, budget: budgets.main },
    ...subpackages,
    { name: 'weapp total', bytes: total, budget: budgets.total },
  ]
}

/** The table people read, one line a part; the last word of a line over its budget is OVER. */
export function table(sizes: readonly Size[]): string {
  const width = Math.max(...sizes.map(({ name }) => name.length))
  const kb = (bytes: number) => `${(bytes / KB).toFixed(0)} KB`.padStart(9)
  return sizes
    .map(({ name, bytes, budget }) => {
      const share = `${((100 * bytes) / budget).toFixed(0)} %`.padStart(6)
      return `${name.padEnd(width)} ${kb(bytes)} of ${kb(budget)} ${share}${bytes > budget ? '  OVER' : ''}`
    })
    .join('\n')
}

export const isOver = (sizes: readonly Size[]): boolean => sizes.some(({ bytes, budget }) => bytes > budget)

async function main(): Promise<void> {
  await freshen(['cloudfunctions', 'weapp'])
  const sizes = measure(resolve(__dirname, '../dist'))
  console.log(table(sizes))
  if (isOver(sizes)) process.exitCode = 1
}

if (require.main === module) {
  main().catch((error: Error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
