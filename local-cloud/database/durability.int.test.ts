import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { buildLocalCloud } from '../build'
import { type Database, openDatabase } from './index'

const ROOT = join(__dirname, '../..')
const WORKER = join(ROOT, 'dist/local-cloud/database-worker.js')
const collections = [{ name: 't', indexes: [{ name: 'by_pair', keys: { pair: 1 as const } }] }]

let folder: string
let script: string
beforeAll(async () => {
  await buildLocalCloud()
  folder = mkdtempSync(join(tmpdir(), 'durability-'))
  script = join(folder, 'writer.js')
  await build({
    entryPoints: [join(__dirname, 'testing/writer-process.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

function start(data: string, run: string): { child: ChildProcess; acknowledged: () => string[] } {
  const child = spawn(process.execPath, [script, data, WORKER, run], { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout?.on('data', (chunk) => {
    output += chunk
  })
  // an id the kill cut in half was not read as acknowledged
  return { child, acknowledged: () => output.split('\n').slice(0, -1) }
}

const open = (data: string) => openDatabase({ folder: data, collections, workerFile: WORKER })
const count = async (database: Database, query: object) => {
  const body = { collectionName: 't', query: JSON.stringify(query) }
  const { data } = await database.execute('database.calculateDocument', body, 0)
  return (data as { total: number }).total
}

describe('durability', () => {
  it('kill -9 at random moments: every acknowledged write is there, no transaction in half', async () => {
    const data = join(folder, 'killed')
    let total = 0
    for (let round = 0; round < 8; round += 1) {
      const { child, acknowledged } = start(data, `r${round}`)
      const exited = once(child, 'exit')
      while (acknowledged().length === 0 && child.exitCode === null) await sleep(5)
      await sleep(30 + Math.random() * 200)
      child.kill('SIGKILL')
      await exited
      const database = await open(data)
      for (const id of acknowledged()) {
        const isPair = Number(id.split('-')[2]) % 2 === 1
        expect([id, await count(database, isPair ? { pair: id } : { _id: id })]).toEqual([id, isPair ? 2 : 1])
      }
      const { data: found } = await database.execute(
        'database.getDocument',
        { collectionName: 't', query: '{"pair":{"$gt":""}}', order: '{"pair":-1}', limit: 1000 },
        0,
      )
      const pairs = (found as { list: string[] }).list.map((text) => JSON.parse(text).pair as string)
      for (const pair of pairs) expect([pair, await count(database, { pair })]).toEqual([pair, 2])
      total += acknowledged().length
      await database.close()
    }
    expect(total).toBeGreaterThan(100)
  }, 60_000)
})

describe('the data folder', () => {
  it('has one owner; a killed owner leaves no lock behind', async () => {
    const data = join(folder, 'locked')
    const { child, acknowledged } = start(data, 'r')
    const exited = once(child, 'exit')
    while (acknowledged().length === 0 && child.exitCode === null) await sleep(5)
    await expect(open(data)).rejects.toMatchObject({
      code: 'DATA_FOLDER_LOCKED',
      message: expect.stringContaining('in use by another local cloud'),
    })
    child.kill('SIGKILL')
    await exited
    await (await open(data)).close()
  })

  it('that cannot be one is named in a sentence', async () => {
    await expect(open(join(script, 'below-a-file'))).rejects.toMatchObject({
      code: 'DATA_FOLDER_UNUSABLE',
      message: expect.stringContaining('below-a-file'),
    })
  })

  it('has one owner within a process too', async () => {
    const data = join(folder, 'twice')
    const database = await open(data)
    await expect(open(data)).rejects.toMatchObject({ code: 'DATA_FOLDER_LOCKED' })
    await database.close()
    await (await open(data)).close()
  })

  it.each([
    ['not a database', (file: string) => writeFileSync(file, 'not a database at all '.repeat(100))],
    ['cut short', (file: string) => truncateSync(file, 8192)],
    ['emptied', (file: string) => truncateSync(file, 0)],
  ])('is left untouched when the file is broken: %s', async (what, damage) => {
    const data = join(folder, what.replaceAll(' ', '-'))
    const database = await open(data)
    await database.reset({ t: Array.from({ length: 200 }, (_, n) => ({ _id: n, pair: 'x'.repeat(200) })) })
    await database.close()
    const file = join(data, 'data.sqlite')
    damage(file)
    const before = readFileSync(file)
    await expect(open(data)).rejects.toMatchObject({
      code: 'DATA_FILE_BROKEN',
      message: expect.stringContaining('left untouched'),
    })
    expect(readFileSync(file).equals(before)).toBe(true)
  })
})
