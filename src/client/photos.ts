import { upload } from '@/capabilities/files/contract'
import { AppError } from '@/kernel/errors'
import { files } from '@/platform/files'
import { storage } from '@/platform/storage'
import { call } from './call'
import { ownerKey } from './session'

const flying = new Map<string, Promise<string>>()

const keyOf = (ref: string): string => `uploaded.${ownerKey()}.${ref}`

async function deliver(ref: string): Promise<string> {
  const base64 = await files.base64(ref)
  if (base64 === null) throw new AppError('invalid_input', '照片找不到了，请重新拍一张。')
  // The photo's own name is the client id, so a lost reply never keeps it twice.
  const { id } = await call(upload, { base64 }, { clientId: ref.replace(/\W/g, '_') })
  storage.set(keyOf(ref), id)
  return id
}

/**
 * The server's id of a kept photo, uploading it if that has not happened yet. Safe to call early, twice and again after
 * a restart: it is sent once. Throws `AppError`.
 */
export function photoId(ref: string): Promise<string> {
  const done = storage.get(keyOf(ref))
  if (typeof done === 'string') return Promise.resolve(done)
  const already = flying.get(ref)
  if (already) return already
  const flight = deliver(ref).finally(() => flying.delete(ref))
  flying.set(ref, flight)
  return flight
}

/** Removes a photo from this device, once it has arrived or is given up. */
export async function forgetPhoto(ref: string): Promise<void> {
  storage.remove(keyOf(ref))
  await files.forget(ref)
}
