import { AppError } from '@/kernel/errors'
import { aimBytes, fitted, photoRef, qualities } from './photoSize'
import type { FilesPort, KeptPhoto } from './ports'

const shelf = 'photos'

const opened = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('wuquan', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(shelf)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

async function onShelf<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await opened()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(shelf, mode)
      const request = work(transaction.objectStore(shelf))
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    database.close()
  }
}

const jpeg = (canvas: HTMLCanvasElement, quality: number): Promise<Blob> =>
  new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no JPEG'))), 'image/jpeg', quality / 100),
  )

/** Drawn anew on a canvas, which also drops EXIF; on white, for pictures with holes. */
async function shrink(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const size = fitted(picture.width, picture.height)
  const canvas = document.createElement('canvas')
  canvas.width = size.width
  canvas.height = size.height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('no canvas')
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, size.width, size.height)
  pen.drawImage(picture, 0, 0, size.width, size.height)
  picture.close()
  let smallest = await jpeg(canvas, qualities[0])
  for (const quality of qualities.slice(1)) {
    if (smallest.size <= aimBytes) break
    smallest = await jpeg(canvas, quality)
  }
  return smallest
}

async function keep(file: Blob): Promise<KeptPhoto> {
  let blob: Blob
  try {
    blob = await shrink(file)
  } catch (error) {
    throw new AppError('invalid_input', '这张照片打不开，请换一张。', { cause: error })
  }
  const ref = photoRef()
  await onShelf('readwrite', (store) => store.put(blob, ref))
  return { ref, url: URL.createObjectURL(blob) }
}

const pick = (many: boolean): Promise<File[]> =>
  new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.multiple = many
    input.style.display = 'none'
    const finish = (files: File[]) => {
      input.remove()
      resolve(files)
    }
    input.onchange = () => finish([...(input.files ?? [])])
    input.oncancel = () => finish([])
    document.body.append(input)
    input.click()
  })

const kept = async (ref: string): Promise<Blob | null> => {
  const found: unknown = await onShelf('readonly', (store) => store.get(ref))
  return found instanceof Blob ? found : null
}

export const files: FilesPort = {
  async choose(max) {
    const chosen = await pick(max > 1)
    return Promise.all(chosen.slice(0, max).map(keep))
  },
  async url(ref) {
    const blob = await kept(ref)
    return blob ? URL.createObjectURL(blob) : null
  },
  async base64(ref) {
    const blob = await kept(ref)
    if (!blob) return null
    return new Promise((resolve, reject) => {
      const reader = new FileReader()
      reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''))
      reader.onerror = () => reject(reader.error)
      reader.readAsDataURL(blob)
    })
  },
  async forget(ref) {
    await onShelf('readwrite', (store) => store.delete(ref))
  },
}
