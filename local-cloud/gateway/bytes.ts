import { randomUUID } from 'node:crypto'
import { type Readable, Transform } from 'node:stream'
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

  app.put('/cos/*', async (request, reply) => {
    const path = pathOf(cloud, request)
    if (path === undefined) return refuse(reply, 404, 'NoSuchBucket', 'no such bucket or path')
    const { authorization, 'x-cos-security-token': expires } = request.headers
    const verdict = cloud.storage.verdict('put', path, authorization, typeof expires === 'string' ? expires : undefined)
    if (verdict === 'expired') return refuse(reply, 403, 'AccessDenied', 'Request has expired')
    if (verdict === 'forged') return refuse(reply, 403, 'SignatureDoesNotMatch', 'the ticket is not for this path')
    const limit = limited(FILE_LIMIT)
    try {
      await cloud.storage.store.put(path, ((request.body as Readable | undefined) ?? emptied(request)).pipe(limit))
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error
      return refuse(reply, 400, 'EntityTooLarge', error.message)
    }
    return reply.code(200).send('')
  })

  app.get<{ Querystring: { sign?: string; t?: string } }>('/cos/*', async (request, reply) => {
    const path = pathOf(cloud, request)
    if (path === undefined) return refuse(reply, 404, 'NoSuchKey', 'no such file')
    const verdict = cloud.storage.verdict('get', path, request.query.sign, request.query.t)
    if (verdict === 'expired') return refuse(reply, 403, 'AccessDenied', 'Request has expired')
    if (verdict === 'forged') return refuse(reply, 403, 'AccessDenied', 'the address is not signed for this file')
    const file = await cloud.storage.store.find(path)
    if (!file) return refuse(reply, 404, 'NoSuchKey', 'no such file')
    reply.headers({
      'content-type': contentTypeOf(path),
      'content-length': file.size,
      'cache-control': 'private, max-age=300',
      etag: file.etag,
      'last-modified': new Date(file.changedAt).toUTCString(),
      'x-cos-request-id': randomUUID(),
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
    })
    if (request.headers['if-none-match'] === file.etag) return reply.code(304).send()
    if (request.method === 'HEAD') return reply.send()
    return reply.send(cloud.storage.store.read(path))
  })
}

class TooLarge extends Error {}

function limited(bytes: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > bytes) done(new TooLarge(`a file may have ${bytes} bytes here`))
      else done(null, chunk)
    },
  })
}

function emptied(request: FastifyRequest): Readable {
  return request.raw
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
