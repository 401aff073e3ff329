import { parseArgs } from 'node:util'
import { CloudError } from './errors'
import { startLocalCloud } from './index'

// functions on the platform run in China's time zone; threads share the process's zone, so it is set for all of it
process.env.TZ = 'Asia/Shanghai'

const USAGE =
  'usage: local-cloud --manifest <file> --data <folder> --personas <file> --seeds <folder> [--port <n>] [--static <folder>] [--first-seed <name>]'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      manifest: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string', default: '9700' },
      personas: { type: 'string' },
      seeds: { type: 'string' },
      static: { type: 'string' },
      'first-seed': { type: 'string' },
      // stop when stdin ends: no cloud outlives the program that started it, even one that was killed
      attached: { type: 'boolean', default: false },
    },
  })
  const { manifest, data, personas, seeds, static: staticFolder, 'first-seed': firstSeed } = values
  const port = Number(values.port)
  if (!manifest || !data || !personas || !seeds) throw new CloudError('USAGE', USAGE)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CloudError('USAGE', `--port ${values.port} is not a port`)
  const cloud = await startLocalCloud({
    manifestFile: manifest,
    dataFolder: data,
    port,
    personasFile: personas,
    seedsFolder: seeds,
    ...(staticFolder === undefined ? {} : { staticFolder }),
    ...(firstSeed === undefined ? {} : { firstSeed }),
  })
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    cloud.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  if (values.attached) process.stdin.resume().on('end', stop)
  process.stdout.write(`local cloud ready on ${cloud.url}\n`)
}

function fail(error: unknown): void {
  const known = error instanceof CloudError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')
  process.stderr.write(`${known ? (error as Error).message : ((error as Error).stack ?? String(error))}\n`)
  process.exit(1)
}

main().catch(fail)
