import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Cloud } from '../cloud'
import { contentTypeOf } from './content-types'

/** Far above what a mini program uploads, and small enough that a slip does not fill a disk. */
const FILE_LIMIT = 100 * 1024 * 1024

/**
 * `/cos/<bucket>/<path>`: bytes, for whoever holds a ticket. PUT takes the headers that `storage.getUploadMetadata`
 * issues; GET and HEAD take the `sign` and `t` of a temporary address. Errors are COS's XML, which is all the SDK reads.
 */
export function bytesRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  app.put('/cos/*', (request, reply) => put(cloud, request, reply))
  app.route<{ Querystring: Ticket }>({
    method: ['GET', 'HEAD'],
    url: '/cos/*',
    handler: (request, reply) => get(cloud, request, request.query, reply),
  })
}

interface Ticket {
  sign?: string
  t?: string
}

async function put(cloud: Cloud, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const path = pathOf(cloud, request)
  if (path === undefined) return refuse(reply, 404, 'NoSuchBucket', 'no such bucket or path')
  const { authorization, 'x-cos-security-token': expires } = request.headers
  const verdict = cloud.storage.verdict('put', path, authorization, typeof expires === 'string' ? expires : undefined)
  if (verdict === 'expired') return refuse(reply, 403, 'AccessDenied', 'Request has expired')
  if (verdict === 'forged') return refuse(reply, 403, 'SignatureDoesNotMatch', 'the ticket is not for this path')
  // a request without body or type never reaches the parser
  const bytes = (request.body as Readable | undefined) ?? request.raw
  try {
    await cloud.storage.store.put(path, limited(bytes, FILE_LIMIT))
  } catch (error) {
    if (error instanceof TooLarge) return refuse(reply, 400, 'EntityTooLarge', error.message)
    if (!request.raw.complete) return refuse(reply, 400, 'IncompleteBody', 'the upload broke off')
    throw error
  }
  return reply.code(200).send('')
}

async function get(cloud: Cloud, request: FastifyRequest, ticket: Ticket, reply: FastifyReply): Promise<FastifyReply> {
  const path = pathOf(cloud, request)
  if (path === undefined) return refuse(reply, 404, 'NoSuchKey', 'no such file')
  const verdict = cloud.storage.verdict('get', path, ticket.sign, ticket.t)
  if (verdict === 'expired') return refuse(reply, 403, 'AccessDenied', 'Request has expired')
  if (verdict === 'forged') return refuse(reply, 403, 'AccessDenied', 'the address is not signed for this file')
  const file = await cloud.storage.store.find(path)
  if (!file) return refuse(reply, 404, 'NoSuchKey', 'no such file')
  reply.headers({
    'content-type': contentTypeOf(path),
    'cache-control': 'private, max-age=300',
    etag: file.etag,
    'last-modified': new Date(file.changedAt).toUTCString(),
    'x-cos-request-id': randomUUID(),
    'x-content-type-options': 'nosniff',
    // what people upload must not run as a page of the app's origin
    'content-security-policy': 'sandbox',
  })
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
  reply.header('content-length', file.size)
  return request.method === 'HEAD' ? reply.send() : reply.send(cloud.storage.store.read(path))
}

class TooLarge extends Error {}

async function* limited(bytes: Readable, most: number): AsyncGenerator<Buffer> {
  let seen = 0
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    seen += chunk.length
    if (seen > most) throw new TooLarge(`a file may have ${most} bytes here`)
    yield chunk
  }
}

function pathOf(cloud: Cloud, request: FastifyRequest): string | undefined {
  const parts = /^\/cos\/([^/?]+)\/([^?]*)/.exec(request.raw.url ?? '')
  if (!parts) return undefined
  try {
    return cloud.storage.pathOfAddress(parts[1] ?? '', decodeURIComponent(parts[2] ?? ''))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

function refuse(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  const id = randomUUID()
  const xml = `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>${id}</RequestId><TraceId>${id}</TraceId></Error>`
  return reply.code(status).headers({ 'content-type': 'application/xml', 'x-cos-request-id': id }).send(xml)
}
