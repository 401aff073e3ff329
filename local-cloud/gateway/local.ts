import path from 'node:path'
import { EJSON } from 'bson'
import type { FastifyInstance } from 'fastify'
import type { ClockSetting } from '../clock'
import type { Cloud } from '../cloud'
import { CloudError } from '../errors'
import { answer } from './functions'
import { serveStatic } from './static'

const CONSOLE = path.join(__dirname, 'console')
const PAGE = 50

/** `/__local/*`: what a developer or a test may see and move, and the console that shows it. */
export function localRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))

  app.get('/__local/health', () => ({
    ok: true,
    env: cloud.manifest.envId,
    seed: cloud.state.current().seed ?? null,
    dataFolder: cloud.dataFolderName,
    clock: cloud.clock.describe(),
  }))
  app.get('/__local/personas', () => ({ personas: cloud.personas.list }))
  app.get('/__local/calls', () => ({ calls: cloud.calls.list() }))
  app.get('/__local/messages', () => ({ messages: cloud.messages.list() }))
  app.delete('/__local/messages', async () => {
    await cloud.messages.clear()
    return { messages: [] }
  })
  app.get('/__local/timers', () => ({ timers: cloud.timers.list() }))
  app.get('/__local/clock', () => cloud.clock.describe())
  app.get('/__local/wechat', () => ({ calls: cloud.wechat.list() }))
  app.get('/__local/collections', async () => ({
    collections: await Promise.all(
      cloud.manifest.collections.map(async ({ name, indexes }) => ({
        name,
        count: await countDocuments(cloud, name),
        indexes: indexes.map((index) => index.name),
      })),
    ),
  }))
  app.get<{ Params: { name: string }; Querystring: { after?: string } }>('/__local/documents/:name', (request) =>
    readDocuments(cloud, request.params.name, request.query.after),
  )
  app.get('/__local', (_request, reply) => reply.redirect('/__local/'))
  app.get('/__local/', async (request, reply) => {
    if (await serveStatic(CONSOLE, '/', request, reply)) return reply
    return reply.callNotFound()
  })
  app.get<{ Params: { file: string } }>('/__local/:file', async (request, reply) => {
    if (
      /^\w+\.(js|css)$/.test(request.params.file) &&
      (await serveStatic(CONSOLE, `/${request.params.file}`, request, reply))
    ) {
      return reply
    }
    return reply.callNotFound()
  })

  /** Keys of this run for scripts that use the SDK; worthless anywhere else. */
  app.get('/__local/credentials', () => {
    const { envId, secretId, secretKey, adminUrl } = cloud.coordinates
    return { envId, secretId, secretKey, serviceUrl: adminUrl(), credentials: cloud.sessions.credentials() }
  })

  app.post('/__local/reset', async (request) => {
    const { seed } = jsonBody(request.body)
    if (typeof seed !== 'string') throw new CloudError('INVALID_PARAM', 'reset needs the name of a seed')
    await cloud.reset(seed)
    return { seed, clock: cloud.clock.describe() }
  })
  app.post('/__local/clock', async (request) => {
    await cloud.setClock(clockSetting(jsonBody(request.body)))
    return cloud.clock.describe()
  })
  app.post<{ Params: { name: string } }>('/__local/timers/:name', async (request, reply) =>
    answer(reply, await cloud.gate.enter(() => cloud.timers.fire(request.params.name))),
  )
  app.post('/__local/wechat/replies', (request) => {
    const { apiName, reply, times = 1 } = jsonBody(request.body)
    const fine = typeof apiName === 'string' && typeof reply === 'object' && reply !== null && typeof times === 'number'
    if (!fine) throw new CloudError('INVALID_PARAM', 'a scripted reply needs apiName, reply and perhaps times')
    cloud.wechat.script({ apiName, reply: reply as Record<string, unknown>, times })
    return { apiName, times }
  })
}

function jsonBody(text: unknown): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(String(text))
    if (typeof body === 'object' && body !== null) return body as Record<string, unknown>
  } catch {
    // answered below, like any other body that is not an object
  }
  throw new CloudError('INVALID_PARAM', 'the body must be a JSON object')
}

function clockSetting({ now, ticking }: Record<string, unknown>): ClockSetting {
  if (now === null) return { mode: 'real' }
  const at = typeof now === 'string' ? Date.parse(now) : Number.NaN
  if (Number.isNaN(at)) throw new CloudError('INVALID_PARAM', 'the clock needs now: an ISO time, or null for real time')
  return ticking === true ? { mode: 'ticking', offset: at - Date.now() } : { mode: 'pinned', at }
}

async function countDocuments(cloud: Cloud, collectionName: string): Promise<number> {
  const body = { collectionName, queryType: 'WHERE' }
  const { data } = await cloud.database.execute('database.calculateDocument', body, cloud.clock.now())
  return (data as { total: number }).total
}

/** A page of documents in the order of `_id`; `next` is what the following page comes after. */
async function readDocuments(cloud: Cloud, collectionName: string, after: string | undefined) {
  const body = {
    collectionName,
    queryType: 'WHERE',
    order: '{"_id":1}',
    limit: PAGE,
    ...(after === undefined || after === '' ? {} : { query: JSON.stringify({ _id: { $gt: after } }) }),
  }
  const { data } = await cloud.database.execute('database.getDocument', body, cloud.clock.now())
  const documents = (data as { list: string[] }).list.map(
    (text) => EJSON.parse(text, { relaxed: true }) as { _id: unknown },
  )
  const last = documents.at(-1)?._id
  return { documents, next: documents.length === PAGE && typeof last === 'string' ? last : null }
}
