import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { spawnLocalCloud } from '../local-cloud/spawn'
import { freshen } from './fresh'

const root = resolve(__dirname, '..')
const dist = (path: string) => resolve(root, 'dist', path)

const usage = `npm start -- [--port <n>] [--data <folder>] [--reset]
  --port   where to serve, 9700 unless told
  --data   where everything is kept between runs, .data unless told
  --reset  begin again with the demo town`

interface Door {
  readonly label: string
  readonly kind: string
  readonly code: string
}

/** The first door of each of three communities. */
function sampleDoors(): Door[] {
  const doors: Door[] = JSON.parse(readFileSync(dist('doors.json'), 'utf8'))
  const communityOf = ({ label }: Door) => label.split(' ')[0]
  const firsts = doors.filter(
    (door, at) => door.kind === 'door' && doors.findIndex((other) => communityOf(other) === communityOf(door)) === at,
  )
  return firsts.slice(0, 3)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '9700' },
      data: { type: 'string', default: '.data' },
      reset: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return console.log(usage)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port ${values.port} is not a port.\n${usage}`)
  const dataFolder = resolve(values.data)
  const existed = existsSync(resolve(dataFolder, 'database'))

  await freshen(['local-cloud', 'cloudfunctions', 'seeds', 'h5-local'])
  const cloud = await spawnLocalCloud({
    manifestFile: dist('cloudfunctions/manifest.json'),
    dataFolder,
    personasFile: dist('personas.json'),
    seedsFolder: dist('seeds'),
    staticFolder: dist('h5-local'),
    firstSeed: 'demo',
    port,
  })

  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    process.exit((await cloud.stop()) ?? 1)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  cloud.process.stderr?.pipe(process.stderr)
  cloud.process.on('close', (code) => {
    if (stopping) return
    console.error(`the local cloud ended by itself (${code}); what it wrote is above. npm start begins again.`)
    process.exit(1)
  })

  if (values.reset && existed) {
    const response = await fetch(`${cloud.url}/__local/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ seed: 'demo' }),
    })
    if (!response.ok) {
      console.error(`the reset failed: ${await response.text()}`)
      stopping = true
      await cloud.stop()
      process.exit(1)
    }
  }

  const doors = sampleDoors().map(
    ({ label, code }) => `    ${label}\n      ${cloud.url}/#/pages/scan/index?b=${code.replace(/^b=/, '')}`,
  )
  console.log(`
  五全小区 is running · 已启动

  App · 小程序（网页版）   ${cloud.url}/
  Local cloud · 本地云     ${cloud.url}/__local/
  Data · 数据             ${dataFolder}${existed && !values.reset ? ' (kept from last time · 沿用上次)' : ' (demo town · 演示小镇)'}

  Doors to scan · 扫码进门（打开下面的链接，等于扫了门口的码）
${doors.join('\n')}

  The bar at the top of the page changes who you are · 页面上方可切换身份
  Ctrl-C stops; npm start -- --reset begins again · 按 Ctrl-C 停止，加 --reset 重新开始
`)
}

main().catch((error: Error) => {
  // spawn says how it ended; the sentence after that is the local cloud's own
  console.error(error.message.replace(/^the local cloud ended with \d+: /, ''))
  process.exit(1)
})
