import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Cloud } from '../cloud'
import { CloudError } from '../errors'
import { GUEST, type Identity } from '../identity/personas'

const BODY_LIMIT = 64 * 1024 * 1024

/**
 * The part of the vendor's web gateway that a browser needs to sign in and call functions
 * (`app.registerHost('127.0.0.1:<port>', 'http:')` of `@cloudbase/js-sdk` 3 leads here).
 */
export function webRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )

  app.post('/auth/v1/signin/anonymously', (request) => {
    const device = request.headers['x-device-id']
    return cloud.sessions.signInAnonymously(typeof device === 'string' ? device : undefined)
  })
  app.post('/auth/v1/signin/custom', (request) => cloud.sessions.signInWithTicket(body(request).ticket))
  app.post('/auth/v1/token', (request) => {
    const { grant_type, refresh_token } = body(request)
    if (grant_type === 'refresh_token') return cloud.sessions.refresh(refresh_token)
    throw new CloudError('INVALID_ACTION', `the local cloud has no grant type ${String(grant_type)}`)
  })
  app.post('/auth/v1/revoke', (request) => {
    cloud.sessions.revoke(body(request).token)
    return {}
  })
  app.get('/auth/v1/user/me', (request) => {
    const { uid, customUserId } = cloud.sessions.identify(bearer(request) ?? '')
    return {
      sub: uid,
      name: customUserId ?? 'anonymous',
      user_id: uid,
      ...(customUserId === undefined ? {} : { username: customUserId }),
    }
  })
  app.post<{ Params: { name: string } }>('/v1/functions/:name', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const token = bearer(request)
    const identity: Identity = token === undefined ? GUEST : cloud.sessions.identify(token)
    const event = (request.body as string | undefined) ?? ''
    const outcome = await cloud.gate.enter(() => cloud.functions.invoke(request.params.name, event, identity, 'client'))
    if (outcome.ok) return send(reply, 200, outcome.requestId).send(outcome.reply)
    const { code, message, requestId } = outcome
    return send(reply, 400, requestId).send({ code, message, requestId })
  })
}

function send(reply: FastifyReply, status: number, requestId: string): FastifyReply {
  return reply.code(status).header('x-request-id', requestId).type('application/json; charset=utf-8')
}

function bearer(request: FastifyRequest): string | undefined {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
}

function body(request: FastifyRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(String(request.body))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // answered below, like any other body that is not an object
  }
  throw new CloudError('INVALID_PARAM', 'the body must be a JSON object')
}
