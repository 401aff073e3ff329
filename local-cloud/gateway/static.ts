import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { contentTypeOf } from './content-types'

// a build that puts a content hash into a name never changes what is behind it
const HASHED = /[.\-_][0-9a-f]{8,}\.\w+$/

/**
 * Serves a file of the H5 app; `/` is its `index.html`. Returns false, having sent nothing, when there is no such file
 * inside the folder: neither `..` nor a link leads out of it.
 */
export async function serveStatic(
  folder: string | undefined,
  urlPath: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<boolean> {
  const file = folder === undefined ? undefined : await findFile(folder, urlPath)
  if (!file) return false
  const etag = `"${file.size.toString(36)}-${Math.trunc(file.mtimeMs).toString(36)}"`
  reply.headers({
    'content-type': contentTypeOf(file.path),
    'cache-control': HASHED.test(file.path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag,
    'last-modified': new Date(file.mtimeMs).toUTCString(),
    'x-content-type-options': 'nosniff',
  })
  if (request.headers['if-none-match'] === etag) {
    reply.code(304).send()
    return true
  }
  reply.code(200).header('content-length', file.size)
  if (request.method === 'HEAD') reply.send()
  else reply.send(createReadStream(file.path))
  return true
}

async function findFile(folder: string, urlPath: string) {
  let name: string
  try {
    name = decodeURIComponent(urlPath)
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
  if (name.includes('\0')) return undefined
  try {
    const root = await realpath(folder)
    const wanted = await realpath(path.join(root, name.endsWith('/') ? `${name}index.html` : name))
    if (!wanted.startsWith(root + path.sep)) return undefined
    const { size, mtimeMs, ...kind } = await statFile(wanted)
    return kind.isFile ? { path: wanted, size, mtimeMs } : undefined
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return undefined
    throw error
  }
}

async function statFile(file: string): Promise<{ size: number; mtimeMs: number; isFile: boolean }> {
  const found = await stat(file)
  return { size: found.size, mtimeMs: found.mtimeMs, isFile: found.isFile() }
}
