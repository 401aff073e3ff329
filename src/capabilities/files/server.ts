import { CROCKFORD } from '@/kernel/base32'
import { shanghaiDay, startOfShanghaiDay } from '@/kernel/dates'
import { type Handler, handle, type Registration } from '@/kernel/handler'
import { signedIn } from '@/kernel/policy'
import * as contract from './contract'
import type { FileDocument } from './data'
import { bytesOf, preparePhoto } from './photo'
import { checkQuota } from './policy'

const randomName = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => CROCKFORD[byte & 31])
    .join('')
    .toLowerCase()

const upload: Handler<typeof contract.upload> = async ({ base64 }, call) => {
  const ownerId = signedIn(call.actor)
  const today = startOfShanghaiDay(call.now)
  checkQuota(await call.store.count('files', { ownerId, createdAt: { $gte: today } }))
  const photo = preparePhoto(bytesOf(base64))
  const id = call.newId()
  const month = shanghaiDay(call.now).slice(0, 7).replace('-', '')
  const path = `photos/${month}/${id}-${randomName(call.randomBytes(16))}.${photo.extension}`
  const thumbPath = `thumbs/${month}/${id}-${randomName(call.randomBytes(16))}.jpg`
  // Bytes first: a file without its document is never found, a document without its file would be a broken picture.
  await Promise.all([
    call.files.put(path, photo.bytes, photo.type),
    call.files.put(thumbPath, photo.thumbnail, 'image/jpeg'),
  ])
  const [url = '', thumbUrl = ''] = await call.files.urls([path, thumbPath])
  const { width, height, type } = photo
  const document: FileDocument = {
    _id: id,
    v: 1,
    ownerId,
    path,
    thumbPath,
    type,
    bytes: photo.bytes.length,
    width,
    height,
    createdAt: call.now,
    updatedAt: call.now,
  }
  return call.saveDocuments([{ kind: 'insert', collection: 'files', document }], { id, url, thumbUrl, width, height })
}

export const registrations: readonly Registration[] = [handle(contract.upload, upload)]
