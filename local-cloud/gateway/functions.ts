import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Cloud } from '../cloud'
import type { Outcome } from '../functions/functions'

// read whole although only 6 MB are accepted: an answer in the middle of a body is lost on its sender
const BODY_LIMIT = 64 * 1024 * 1024

/**
 * `POST /functions/<name>`: calls a function as the persona in `x-local-persona` (absent: a guest). The body is the event,
 * whatever its content type says.
 */
export function functionRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
  app.post<{ Params: { name: string } }>('/functions/:name', { bodyLimit: BODY_LIMIT }, async (request, reply) => {
    const key = request.headers['x-local-persona']
    const identity = cloud.personas.identify(typeof key === 'string' ? key : undefined)
    const event = (request.body as string | undefined) ?? ''
    const outcome = await cloud.gate.enter(() => cloud.functions.invoke(request.params.name, event, identity, 'client'))
    return answer(reply, outcome)
  })
}

/** Sends what a function returned: 200 with its JSON, or 500 with a code. */
export function answer(reply: FastifyReply, outcome: Outcome): FastifyReply {
  reply.headers({ 'x-local-request-id': outcome.requestId, 'x-local-stats': JSON.stringify(outcome.stats) })
  if (outcome.ok) return reply.type('application/json; charset=utf-8').send(outcome.reply)
  const { code, message, requestId } = outcome
  return reply.code(500).send({ code, message, requestId })
}
