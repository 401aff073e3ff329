import Taro from '@tarojs/taro'
import { AppError } from '@/kernel/errors'
import { aimBytes, fitted, photoRef, qualities } from './photoSize'
import type { FilesPort, KeptPhoto } from './ports'

const system = () => Taro.getFileSystemManager()
const pathOf = (ref: string): string => `${Taro.env.USER_DATA_PATH}/${ref}`

const bytesOf = (path: string): Promise<number> =>
  new Promise((resolve, reject) =>
    system().getFileInfo({ filePath: path, success: ({ size }) => resolve(size), fail: reject }),
  )

const exists = (path: string): Promise<boolean> =>
  new Promise((resolve) => system().access({ path, success: () => resolve(true), fail: () => resolve(false) }))

/** WeChat draws the picture anew, which also drops its EXIF; lower qualities follow while it is too large. */
async function shrink(path: string): Promise<string> {
  const { width, height } = await Taro.getImageInfo({ src: path })
  const size = fitted(width, height)
  let smallest = path
  for (const quality of qualities) {
    const { tempFilePath } = await Taro.compressImage({
      src: path,
      quality,
      compressedWidth: size.width,
      compressedHeight: size.height,
    })
    smallest = tempFilePath
    if ((await bytesOf(smallest)) <= aimBytes) break
  }
  return smallest
}

async function keep(path: string): Promise<KeptPhoto> {
  try {
    const small = await shrink(path)
    const ref = photoRef()
    await new Promise<void>((resolve, reject) =>
      system().saveFile({ tempFilePath: small, filePath: pathOf(ref), success: () => resolve(), fail: reject }),
    )
    return { ref, url: pathOf(ref) }
  } catch (error) {
    throw new AppError('invalid_input', '这张照片打不开，请换一张。', { cause: error })
  }
}

const turnedBack = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'errMsg' in error && /cancel/i.test(String(error.errMsg))

export const files: FilesPort = {
  async choose(max) {
    let chosen: { tempFilePath: string }[]
    try {
      const answer = await Taro.chooseMedia({ count: max, mediaType: ['image'], sourceType: ['camera', 'album'] })
      chosen = answer.tempFiles
    } catch (error) {
      if (turnedBack(error)) return []
      throw new AppError('forbidden', '没有拿到照片，请在设置里允许使用相机和相册。', { cause: error })
    }
    return Promise.all(chosen.map(({ tempFilePath }) => keep(tempFilePath)))
  },
  async url(ref) {
    return (await exists(pathOf(ref))) ? pathOf(ref) : null
  },
  async base64(ref) {
    if (!(await exists(pathOf(ref)))) return null
    return new Promise((resolve, reject) =>
      system().readFile({
        filePath: pathOf(ref),
        encoding: 'base64',
        success: ({ data }) => resolve(String(data)),
        fail: reject,
      }),
    )
  },
  async forget(ref) {
    if (!(await exists(pathOf(ref)))) return
    await new Promise<void>((resolve, reject) =>
      system().unlink({ filePath: pathOf(ref), success: () => resolve(), fail: reject }),
    )
  },
}
