import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

/*
 * A gate that never closed proves nothing. Here a small house with one violation of every kind is built, and each gate
 * must name exactly those.
 */

const root = resolve(__dirname, '..')
let house: string

jest.setTimeout(60_000)

/** Builds the house inside the repository, so that its packages resolve as ours do. */
beforeEach(() => {
  mkdirSync(join(root, '.cache'), { recursive: true })
  house = mkdtempSync(join(root, '.cache/gates-'))
})
afterEach(() => rmSync(house, { recursive: true, force: true }))

function furnish(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
}

/** The output of a gate, whether it closed or not. */
function run(command: string, args: readonly string[]): string {
  try {
    return execFileSync(join(root, 'node_modules/.bin', command), args, { cwd: house, encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    const { stdout } = error as { stdout?: string }
    if (!stdout) throw error
    return stdout
  }
}

describe('doors', () => {
  const tsconfig = JSON.stringify({ compilerOptions: { paths: { '@/*': ['./src/*'] }, moduleResolution: 'bundler' } })
  const packages = JSON.stringify({
    dependencies: { dayjs: '1', '@cloudbase/node-sdk': '3', react: '18', zustand: '5' },
  })

  function violations(files: Record<string, string>): string[] {
    furnish({ 'tsconfig.json': tsconfig, 'package.json': packages, ...files })
    const rooms = [...new Set(Object.keys(files).map((path) => path.split('/')[0] ?? path))]
    const config = join(root, '.dependency-cruiser.cjs')
    const report = JSON.parse(run('depcruise', ['--config', config, '--output-type', 'json', ...rooms]))
    const found: { rule: { name: string }; from: string; to: string }[] = report.summary.violations
    return found
      .map(
        ({ rule, from, to }) =>
          `${rule.name}: ${from} → ${to.replace(/^.*node_modules\/((?:@[^/]+\/)?[^/]+).*$/, '$1')}`,
      )
      .sort()
  }

  it('lets through what the plan of the house allows', () => {
    expect(
      violations({
        'src/kernel/ids.ts': `import dayjs from 'dayjs'\nexport const ids = dayjs`,
        'src/ui/Button.tsx': `import { useState } from 'react'\nexport const Button = useState`,
        'src/client/call.ts': `import { ids } from '@/kernel/ids'\nimport { wishes } from '@/capabilities/wishes/contract'\nexport const call = [ids, wishes]`,
        'src/capabilities/wishes/contract.ts': `export const wishes = 1\nexport type Wish = string`,
        'src/capabilities/repairs/contract.ts': `import { ids } from '@/kernel/ids'\nexport const repairs = ids`,
        'src/capabilities/repairs/server.ts': `import type { Wish } from '@/capabilities/wishes/contract'\nimport { createHash } from 'node:crypto'\nexport const serve = (wish: Wish) => createHash(wish)`,
        'src/capabilities/repairs/client.ts': `import { call } from '@/client/call'\nimport { repairs } from './contract'\nexport const client = [call, repairs]`,
        'src/capabilities/repairs/pages/list.tsx': `import { Button } from '@/ui/Button'\nimport { client } from '../client'\nexport default [Button, client]`,
        'cloudfunctions/api/index.ts': `import cloudbase from '@cloudbase/node-sdk'\nimport { serve } from '@/capabilities/repairs/server'\nexport default [cloudbase, serve]`,
        'local-cloud/main.ts': `import fs from 'node:fs'\nexport default fs`,
      }),
    ).toEqual([])
  })

  it('names every import the plan forbids, and nothing else', () => {
    expect(
      violations({
        // what is imported below, innocent itself
        'src/capabilities/wishes/contract.ts': `export const wishes = 1`,
        'src/capabilities/wishes/policy.ts': `export const may = 1`,
        'src/capabilities/repairs/server.ts': `import { randomBytes } from 'node:crypto'\nexport const serve = randomBytes`,
        'src/capabilities/repairs/timer.ts': `export const tick = 1`,
        'src/capabilities/repairs/contract.ts': `export const repairs = 1`,
        'src/client/call.ts': `export const call = 1`,
        'src/ui/Button.tsx': `export const Button = 1`,
        'src/other.test.ts': `export const fake = 1`,
        'cloudfunctions/manifest.ts': `export const manifest = 1`,
        'local-cloud/index.ts': `export const cloud = 1`,
        // one violation each
        'src/kernel/a.ts': `import { b } from './b'\nexport const a = b`,
        'src/kernel/b.ts': `import { a } from './a'\nexport const b = a`,
        'src/kernel/lost.ts': `import { gone } from './gone'\nexport const lost = gone`,
        'src/kernel/outward.ts': `import { call } from '@/client/call'\nexport const outward = call`,
        'src/kernel/heavy.ts': `import { create } from 'zustand'\nexport const heavy = create`,
        'src/kernel/node.ts': `import { join } from 'node:path'\nexport const node = join`,
        'src/client/stranger.ts': `import fastify from 'fastify'\nexport const stranger = fastify`,
        'src/client/careless.ts': `import { fake } from '../other.test'\nexport const careless = fake`,
        'src/capabilities/repairs/policy.ts': `import { may } from '@/capabilities/wishes/policy'\nexport const policy = may`,
        'src/capabilities/repairs/workflow.ts': `import { wishes } from '@/capabilities/wishes/contract'\nexport const flow = wishes`,
        'src/capabilities/repairs/words.ts': `import { Button } from '@/ui/Button'\nexport const words = Button`,
        'src/capabilities/repairs/cloud.ts': `import cloudbase from '@cloudbase/node-sdk'\nexport const sdk = cloudbase`,
        'src/capabilities/repairs/rooms.ts': `import { manifest } from '../../../cloudfunctions/manifest'\nexport const rooms = manifest`,
        'src/ui/Knowing.tsx': `import { repairs } from '@/capabilities/repairs/contract'\nexport const Knowing = repairs`,
        'src/pages/home/near.tsx': `import { tick } from '@/capabilities/repairs/timer'\nexport default tick`,
        'src/pages/home/far.tsx': `import { step } from '@/pages/home/step'\nexport default step`,
        'src/pages/home/step.ts': `import { serve } from '@/capabilities/repairs/server'\nexport const step = serve`,
        'local-cloud/knowing.ts': `import { manifest } from '../cloudfunctions/manifest'\nexport const knowing = manifest`,
        'cloudfunctions/knowing.ts': `import { cloud } from '../local-cloud/index'\nexport const knowing = cloud`,
      }),
    ).toEqual(
      [
        'no-circular: src/kernel/a.ts → src/kernel/b.ts',
        'no-missing: src/kernel/lost.ts → ./gone',
        'kernel-imports-nothing-of-ours: src/kernel/outward.ts → src/client/call.ts',
        'kernel-is-pure: src/kernel/heavy.ts → zustand',
        'kernel-is-pure: src/kernel/node.ts → path',
        'no-undeclared-package: src/client/stranger.ts → fastify',
        'nothing-shipped-imports-tests: src/client/careless.ts → src/other.test.ts',
        'no-sibling-capability: src/capabilities/repairs/policy.ts → src/capabilities/wishes/policy.ts',
        'sibling-contract-for-types-only: src/capabilities/repairs/workflow.ts → src/capabilities/wishes/contract.ts',
        'capability-core-imports-kernel-only: src/capabilities/repairs/words.ts → src/ui/Button.tsx',
        'only-the-cloud-rooms-know-cloudbase: src/capabilities/repairs/cloud.ts → @cloudbase/node-sdk',
        'capability-core-imports-kernel-only: src/capabilities/repairs/rooms.ts → cloudfunctions/manifest.ts',
        'src-imports-src-only: src/capabilities/repairs/rooms.ts → cloudfunctions/manifest.ts',
        'ui-and-platform-know-no-capability: src/ui/Knowing.tsx → src/capabilities/repairs/contract.ts',
        'page-reaches-no-server: src/pages/home/near.tsx → src/capabilities/repairs/timer.ts',
        'page-reaches-no-server: src/pages/home/far.tsx → src/capabilities/repairs/server.ts',
        'page-reaches-no-server: src/pages/home/step.ts → src/capabilities/repairs/server.ts',
        'page-reaches-no-node: src/pages/home/far.tsx → crypto',
        'page-reaches-no-node: src/pages/home/step.ts → crypto',
        'local-cloud-stands-alone: local-cloud/knowing.ts → cloudfunctions/manifest.ts',
        'functions-know-no-house: cloudfunctions/knowing.ts → local-cloud/index.ts',
      ].sort(),
    )
  })
})

describe('style', () => {
  it('keeps the globals of WeChat and of the browser in src/platform', () => {
    // .cache is nothing the linter looks at
    rmSync(house, { recursive: true })
    house = mkdtempSync(join(tmpdir(), 'wuquan-gates-'))
    cpSync(join(root, 'biome.json'), join(house, 'biome.json'))
    const code = `export const here = [wx, window, document, localStorage, fetch]\n`
    furnish({ 'src/pages/home/index.tsx': code, 'src/platform/cloud.h5.ts': code })
    const report = JSON.parse(run('biome', ['lint', '--reporter=json', '--config-path', house, house]))
    const found: { category: string; location: { path: string } }[] = report.diagnostics
    expect(found.map(({ category, location }) => `${category} ${location.path.replace(/^.*\/src\//, 'src/')}`)).toEqual(
      Array(5).fill('lint/style/noRestrictedGlobals src/pages/home/index.tsx'),
    )
  })
})

describe('types', () => {
  it('refuse an unchecked index and a type imported as a value', () => {
    furnish({
      'tsconfig.json': JSON.stringify({
        extends: '../../tsconfig.json',
        include: ['src'],
        compilerOptions: { types: [] },
      }),
      'src/shape.ts': `export type Shape = { sides: number }\n`,
      'src/index.ts': `import { Shape } from './shape'\nexport const first = (all: Shape[]): Shape => all[0]\n`,
    })
    expect(run('tsc', ['--noEmit']).match(/src\/index\.ts.*error TS\d+/g)).toEqual([
      'src/index.ts(1,10): error TS1484',
      'src/index.ts(2,47): error TS2322',
    ])
  })
})
