import fastify, { type FastifyInstance } from 'fastify'
import type { Cloud } from '../cloud'
import { CloudError } from '../errors'
import { adminRoutes } from './admin'
import { bytesRoutes } from './bytes'
import { functionRoutes } from './functions'
import { localRoutes } from './local'
import { serveStatic } from './static'
import { webRoutes } from './web'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/
const EXPOSED = 'x-local-request-id, x-local-stats'
const NOT_FOUND = new Set(['FUNCTION_NOT_FOUND', 'TIMER_NOT_FOUND', 'SEED_NOT_FOUND'])

const NOT_SIGNED_IN = new Set(['INVALID_ACCESS_TOKEN', 'INVALID_REFRESH_TOKEN', 'INVALID_TICKET'])

/** HTTP status of an error that the caller caused, by its code. */
function statusOf(code: string): number {
  if (NOT_SIGNED_IN.has(code)) return 401
  if (NOT_FOUND.has(code)) return 404
  return code === 'EXCEED_MAX_PAYLOAD_SIZE' ? 413 : 400
}

/**
 * Builds the one HTTP server. Everything is for this machine only: a request whose Host or Origin is not loopback is
 * refused, so that no web page from elsewhere can reach the cloud through the developer's browser.
 */
export function buildServer(cloud: Cloud): FastifyInstance {
  const app = fastify({ logger: false, forceCloseConnections: true, keepAliveTimeout: 30_000, bodyLimit: 1024 * 1024 })

  app.addHook('onRequest', async (request, reply) => {
    const { host, origin } = request.headers
    if (!LOOPBACK.test(host ?? '')) {
      return reply.code(403).send({ code: 'NOT_LOCAL', message: 'the local cloud answers only to loopback addresses' })
    }
    if (origin === undefined) return
    if (!LOOPBACK.test(origin.replace(/^https?:\/\//, ''))) {
      return reply.code(403).send({ code: 'NOT_LOCAL', message: 'the local cloud answers only pages from loopback' })
    }
    reply.headers({ 'access-control-allow-origin': origin, vary: 'Origin', 'access-control-expose-headers': EXPOSED })
    if (request.method === 'OPTIONS') {
      const asked = request.headers['access-control-request-headers']
      return reply
        .code(204)
        .headers({
          'access-control-allow-methods': 'GET, HEAD, POST, PUT, DELETE',
          'access-control-allow-headers': asked ?? '*',
          'access-control-max-age': '600',
        })
        .send()
    }
  })

  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error instanceof CloudError)
      return reply.code(statusOf(error.code)).send({ code: error.code, message: error.message })
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
      return reply
        .code(413)
        .send({ code: 'EXCEED_MAX_PAYLOAD_SIZE', message: `the body of ${request.url} is too large` })
    }
    if (error.statusCode !== undefined && error.statusCode < 500) {
      return reply.code(error.statusCode).send({ code: 'BAD_REQUEST', message: error.message })
    }
    process.stderr.write(`${request.method} ${request.url.split('?')[0]} failed: ${error.stack ?? error.message}\n`)
    return reply.code(500).send({ code: 'SYS_ERR', message: 'the local cloud failed; its terminal says why' })
  })

  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    const isPage = !path.startsWith('/__local') && (request.method === 'GET' || request.method === 'HEAD')
    if (isPage && (await serveStatic(cloud.staticFolder, path, request, reply))) return reply
    return reply.code(404).send({ code: 'NOT_FOUND', message: `there is no ${request.method} ${path}` })
  })

  app.register(async (scope) => adminRoutes(scope, cloud))
  app.register(async (scope) => bytesRoutes(scope, cloud))
  app.register(async (scope) => functionRoutes(scope, cloud))
  app.register(async (scope) => localRoutes(scope, cloud))
  app.register(async (scope) => webRoutes(scope, cloud))
  return app
}
