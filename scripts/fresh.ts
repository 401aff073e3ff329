import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const root = resolve(__dirname, '..')
const notes = join(root, '.cache/fresh')

interface Part {
  /** Files and folders the output depends on. */
  readonly inputs: readonly string[]
  /** Files that must be there. */
  readonly outputs: readonly string[]
  readonly build: () => Promise<void>
}

const server = ['cloudfunctions', 'src/kernel', 'src/capabilities', 'scripts/build.ts', 'tsconfig.json']
const client = ['src', 'config', 'babel.config.js', 'project.config.json', 'tsconfig.json']

/** Whatever is built, by the name of its folder in `dist/`. The order is the order of building. */
const parts = {
  'local-cloud': {
    inputs: ['local-cloud'],
    outputs: ['local-cloud/main.js', 'local-cloud/function-worker.js', 'local-cloud/database-worker.js'],
    build: async () => (await import('../local-cloud/build')).buildLocalCloud(),
  },
  cloudfunctions: {
    inputs: server,
    outputs: ['cloudfunctions/manifest.json', 'cloudfunctions/api/index.js', 'cloudfunctions/timer/index.js'],
    build: async () => (await import('./build')).buildFunctions(),
  },
  seeds: {
    inputs: [...server, 'demo'],
    outputs: ['seeds/demo.json', 'seeds/empty.json', 'personas.json', 'doors.json'],
    build: async () => (await import('../demo/build')).buildSeeds(),
  },
  'h5-local': { inputs: client, outputs: ['h5-local/index.html'], build: () => taro('h5', { WUQUAN_LOCAL: '1' }) },
  h5: { inputs: client, outputs: ['h5/index.html'], build: () => taro('h5') },
  weapp: { inputs: client, outputs: ['weapp/app.json', 'weapp/app.js'], build: () => taro('weapp') },
} satisfies Record<string, Part>

export type PartName = keyof typeof parts

/** Everything `npm run build` makes. */
export const allParts = Object.keys(parts) as PartName[]

/** Runs one Taro build; what it printed is shown only when it fails. */
async function taro(type: 'h5' | 'weapp', environment: Record<string, string> = {}): Promise<void> {
  const { WUQUAN_LOCAL: _, ...outside } = process.env
  const child = spawn(process.execPath, [join(root, 'node_modules/@tarojs/cli/bin/taro'), 'build', '--type', type], {
    cwd: root,
    env: { ...outside, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk))
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done))
  if (code !== 0)
    throw new Error(`taro build --type ${type} ended with ${code}:\n${Buffer.concat(said).toString().slice(-6000)}`)
}

async function* filesIn(path: string, base: string): AsyncGenerator<string> {
  const entries = await readdir(join(base, path), { withFileTypes: true }).catch(() => null)
  if (entries === null) {
    if (existsSync(join(base, path))) yield path
    return
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.isDirectory()) yield* filesIn(join(path, entry.name), base)
    else if (!/\.(test|int\.test|page\.test)\.tsx?$|\.md$|\.tmp$/.test(entry.name)) yield join(path, entry.name)
  }
}

/**
 * What a part is made from, as one hash: contents, not times, since a fresh clone and a changed branch touch every time.
 * Tests and pages for readers do not count; the environment does, where a build reads it.
 */
export async function fingerprint(inputs: readonly string[], base = root): Promise<string> {
  const hash = createHash('sha256')
  for (const input of [...inputs, 'package-lock.json', 'scripts/fresh.ts'])
    for await (const file of filesIn(input, base))
      hash
        .update(file)
        .update('\0')
        .update(await readFile(join(base, file)))
        .update('\0')
  for (const name of ['WUQUAN_API_URL', 'WUQUAN_ENV_ID', 'WUQUAN_LOCAL_CLOUD_URL'])
    hash.update(`${name}=${process.env[name] ?? ''}\0`)
  return hash.digest('hex')
}

/** Holds the builder's lock: two commands at once would otherwise write into one output folder. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  await mkdir(notes, { recursive: true })
  const file = join(notes, 'lock')
  for (;;) {
    try {
      const handle = await open(file, 'wx')
      await handle.writeFile(String(process.pid))
      await handle.close()
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const owner = Number(await readFile(file, 'utf8').catch(() => ''))
      if (owner && !isAlive(owner)) await rm(file, { force: true })
      else await pause(200)
    }
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Builds one part if it is missing or its inputs changed since it was built. */
async function freshenOne(name: PartName, say: (line: string) => void): Promise<void> {
  const { inputs, outputs, build } = parts[name]
  const note = join(notes, name)
  const now = await fingerprint(inputs)
  const there = outputs.every((file) => existsSync(join(root, 'dist', file)))
  if (there && (await readFile(note, 'utf8').catch(() => '')) === now) return
  const started = Date.now()
  say(`building ${name} …`)
  await rm(note, { force: true })
  await build()
  const missing = outputs.find((file) => !existsSync(join(root, 'dist', file)))
  if (missing) throw new Error(`the build of ${name} did not make dist/${missing}`)
  await writeFile(note, now)
  say(`built ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`)
}

/** Builds what is stale and says so: the app in one lane, its cloud in another. Throws where a build fails. */
export async function freshen(names: readonly PartName[], say: (line: string) => void = console.log): Promise<void> {
  const lane = async (inLane: (name: PartName) => boolean): Promise<void> => {
    for (const name of allParts.filter((one) => names.includes(one) && inLane(one))) await freshenOne(name, say)
  }
  const isApp = (name: PartName): boolean => parts[name].inputs === client
  await alone(async () => {
    const lanes = await Promise.allSettled([lane(isApp), lane((name) => !isApp(name))])
    for (const result of lanes) if (result.status === 'rejected') throw result.reason
  })
}

if (require.main === module) {
  const wanted = process.argv.slice(2) as PartName[]
  const unknown = wanted.find((name) => !allParts.includes(name))
  if (unknown) {
    console.error(`there is no part "${unknown}"; parts: ${allParts.join(', ')}`)
    process.exit(1)
  }
  freshen(wanted.length ? wanted : allParts).catch((error: Error) => {
    console.error(error.message)
    process.exit(1)
  })
}
