import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

/** The command line of a local cloud, as an object. */
export interface SpawnOptions {
  /** The built command; by default `dist/local-cloud/main.js` of this repository. */
  mainFile?: string
  manifestFile: string
  dataFolder: string
  personasFile: string
  seedsFolder: string
  port?: number
  staticFolder?: string
  firstSeed?: string
  /** Added to this process's environment. */
  environment?: Record<string, string>
}

/** A local cloud in a process of its own. */
export interface SpawnedCloud {
  url: string
  process: ChildProcess
  /** Everything it wrote to stderr so far. */
  errors(): string
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>
}

/**
 * Starts the built local cloud and resolves when it says it is ready. Rejects with what it wrote to stderr when it ends
 * before that. It stops when this process ends, however that comes about. Tests and scripts start it as people do, through its command line.
 */
export function spawnLocalCloud(options: SpawnOptions): Promise<SpawnedCloud> {
  const mainFile = options.mainFile ?? path.resolve(__dirname, '../dist/local-cloud/main.js')
  const flags: [string, string | undefined][] = [
    ['--manifest', options.manifestFile],
    ['--data', options.dataFolder],
    ['--personas', options.personasFile],
    ['--seeds', options.seedsFolder],
    ['--port', String(options.port ?? 0)],
    ['--static', options.staticFolder],
    ['--first-seed', options.firstSeed],
  ]
  const args = flags.flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]))
  const child = spawn(process.execPath, [mainFile, '--attached', ...args], {
    env: { ...process.env, ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    void ended.then((code) => reject(new Error(`the local cloud ended with ${code}: ${errors.trim()}`)))
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      const url = /^local cloud ready on (\S+)\n/.exec(output)?.[1]
      if (url === undefined) return
      resolve({
        url,
        process: child,
        errors: () => errors,
        stop: () => {
          child.kill('SIGTERM')
          return ended
        },
        kill: async () => {
          child.kill('SIGKILL')
          await ended
        },
      })
    })
  })
}
