import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fingerprint } from './fresh'

describe('fingerprint', () => {
  let base: string
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'wuquan-fresh-'))
    mkdirSync(join(base, 'src/deep'), { recursive: true })
    writeFileSync(join(base, 'src/deep/a.ts'), 'one')
    writeFileSync(join(base, 'package-lock.json'), '{}')
  })
  afterEach(() => rmSync(base, { recursive: true }))

  it('stays when only a time changes', async () => {
    const before = await fingerprint(['src'], base)
    utimesSync(join(base, 'src/deep/a.ts'), 0, 0)
    expect(await fingerprint(['src'], base)).toBe(before)
  })

  it.each([
    ['the content of a file', 'src/deep/a.ts'],
    ['a new file', 'src/b.ts'],
    ['the lock', 'package-lock.json'],
  ])('changes with %s', async (_what, file) => {
    const before = await fingerprint(['src'], base)
    writeFileSync(join(base, file), 'two')
    expect(await fingerprint(['src'], base)).not.toBe(before)
  })

  it.each(['src/a.test.ts', 'src/a.int.test.ts', 'src/README.md', 'docs/a.ts'])('does not look at %s', async (file) => {
    const before = await fingerprint(['src'], base)
    mkdirSync(join(base, 'docs'), { recursive: true })
    writeFileSync(join(base, file), 'two')
    expect(await fingerprint(['src'], base)).toBe(before)
  })

  it('changes with the environment a build reads', async () => {
    const before = await fingerprint(['src'], base)
    const known = process.env.WUQUAN_ENV_ID
    process.env.WUQUAN_ENV_ID = 'another'
    expect(await fingerprint(['src'], base)).not.toBe(before)
    if (known === undefined) delete process.env.WUQUAN_ENV_ID
    else process.env.WUQUAN_ENV_ID = known
  })
})
