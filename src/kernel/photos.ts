import { AppError } from './errors'
import type { Store } from './store'

/** A photo as a case remembers it; who may see the case may see the photo. */
export interface PhotoRef {
  readonly id: string
  readonly path: string
  readonly thumbPath: string
  readonly width: number
  readonly height: number
}

interface FileDocument extends Omit<PhotoRef, 'id'> {
  readonly _id: string
  readonly ownerId: string
}

/**
 * The photos a person uploaded and now puts into a case, in the order given.
 * @throws AppError `invalid_input` when one is unknown or someone else's
 */
export async function takePhotos(store: Store, ids: readonly string[], ownerId: string): Promise<PhotoRef[]> {
  if (ids.length === 0) return []
  const found = await store.find<FileDocument>('files', { where: { _id: { $in: [...ids] } }, limit: ids.length })
  const byId = new Map(found.map((file) => [file._id, file]))
  return ids.map((id) => {
    const file = byId.get(id)
    if (!file || file.ownerId !== ownerId) throw new AppError('invalid_input', '照片没传好，请重新拍一张。')
    return { id, path: file.path, thumbPath: file.thumbPath, width: file.width, height: file.height }
  })
}
