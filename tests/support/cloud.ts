import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { AnyAction, InputOf, OutputOf } from '@/kernel/action'
import { AppError } from '@/kernel/errors'
import type { Reply } from '../../cloudfunctions/api/handle'
import { type SpawnedCloud, spawnLocalCloud } from '../../local-cloud/spawn'

const dist = resolve(__dirname, '../../dist')

/** What one call cost, as the local cloud counted it. */
export interface CallStats {
  readonly ms: number
  readonly requests: number
  readonly waves: number
  readonly examined: number
  readonly returned: number
  /** Of the requests, those to the database; the others go to storage or WeChat. */
  readonly databaseRequests: number
}

export type TestCloud = Awaited<ReturnType<typeof startCloud>>

let sequence = 0
/** A client id never used before in this process. */
export const newClientId = (): string => `test-${process.pid}-${String(++sequence).padStart(6, '0')}`

/**
 * A local cloud of its own for one test file: the built functions, the real SDK, a data folder that is thrown away.
 * Needs `dist` (npm test builds it).
 */
export async function startCloud({
  seed = 'empty',
  staticFolder,
}: {
  seed?: 'empty' | 'demo'
  staticFolder?: string
} = {}) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'wuquan-test-'))
  const open = (): Promise<SpawnedCloud> =>
    spawnLocalCloud({
      manifestFile: join(dist, 'cloudfunctions/manifest.json'),
      personasFile: join(dist, 'personas.json'),
      seedsFolder: join(dist, 'seeds'),
      dataFolder,
      firstSeed: seed,
      port: 0,
      ...(staticFolder && { staticFolder }),
    })
  let cloud = await open()

  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    fetch(cloud.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  /** One raw request, as a client would send it. */
  const request = async (persona: string | null, body: unknown): Promise<{ reply: Reply; stats: CallStats }> => {
    const response = await post('/functions/api', body, persona === null ? {} : { 'x-local-persona': persona })
    return {
      reply: (await response.json()) as Reply,
      stats: JSON.parse(response.headers.get('x-local-stats') ?? '{}') as CallStats,
    }
  }

  /** Gives an action as a persona; a refusal throws the AppError the client would see. */
  const as = async <A extends AnyAction>(
    persona: string | null,
    action: A,
    input: InputOf<A>,
    clientId = newClientId(),
  ): Promise<OutputOf<A>> => {
    const { reply } = await request(persona, { action: action.name, input, clientId })
    if (reply.ok) return reply.data as OutputOf<A>
    const { code, userMessage, fields } = reply.error
    throw new AppError(code, userMessage, fields ? { fields } : {})
  }

  return {
    get url() {
      return cloud.url
    },
    dataFolder,
    post,
    request,
    as,
    /** The refusal of an action that must be refused. */
    async refusal<A extends AnyAction>(persona: string | null, action: A, input: unknown): Promise<AppError> {
      const error = await as(persona, action, input as InputOf<A>).then(
        () => null,
        (reason: unknown) => reason,
      )
      if (error instanceof AppError) return error
      throw new Error(`${action.name} was not refused: ${String(error)}`)
    },
    /** Pins the clock, e.g. `2025-04-30T16:00:00+08:00`; null = real time. */
    async clock(now: string | null): Promise<void> {
      await post('/__local/clock', { now })
    },
    async timer(name: string): Promise<unknown> {
      return (await post(`/__local/timers/${name}`, {})).json()
    },
    async reset(name: 'empty' | 'demo'): Promise<void> {
      await post('/__local/reset', { seed: name })
    },
    /** As a power cut would: no goodbye. The data folder stays. */
    kill: () => cloud.kill(),
    async restart(): Promise<void> {
      cloud = await open()
    },
    async stop(): Promise<void> {
      await cloud.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
