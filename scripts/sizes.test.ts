import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isOver, measure, table } from './sizes'

const KB = 1024

describe('sizes', () => {
  let dist: string
  beforeEach(() => {
    dist = mkdtempSync(join(tmpdir(), 'wuquan-sizes-'))
  })
  afterEach(() => rmSync(dist, { recursive: true }))

  /** A build of the given sizes, in KB. */
  const build = (api: number, main: number, repairs: number): void => {
    const app = JSON.stringify({ subPackages: [{ root: 'capabilities/repairs' }] })
    const files: Record<string, string> = {
      'cloudfunctions/api/index.js': 'a'.repeat(api * KB),
      'weapp/app.json': app,
      'weapp/app.js': 'a'.repeat(main * KB - app.length),
      'weapp/capabilities/repairs/pages/case.js': 'a'.repeat(repairs * KB),
    }
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(dist, path)), { recursive: true })
      writeFileSync(join(dist, path), text)
    }
  }

  it('counts each subpackage apart from the main package, and everything once', () => {
    build(1000, 300, 100)
    expect(measure(dist).map(({ name, bytes }) => [name, bytes / KB])).toEqual([
      ['function api', 1000],
      ['weapp main package', 300],
      ['weapp capabilities/repairs', 100],
      ['weapp total', 400],
    ])
    expect(isOver(measure(dist))).toBe(false)
  })

  it.each([
    ['function api', 1300, 300, 100],
    ['weapp main package', 1000, 1300, 100],
    ['weapp capabilities/repairs', 1000, 300, 401],
  ])('goes red when the %s is over its budget', (name, api, main, repairs) => {
    build(api, main, repairs)
    expect(isOver(measure(dist))).toBe(true)
    const over = table(measure(dist))
      .split('\n')
      .filter((line) => line.endsWith('OVER'))
    expect(over).toEqual([expect.stringContaining(name)])
  })
})
