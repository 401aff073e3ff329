import type cloudbase from '@cloudbase/node-sdk'
import type { Files } from '@/kernel/handler'

type App = ReturnType<typeof cloudbase.init>

/** The platform takes at most 50 files a batch (CLOUDBASE-PROTOCOL §7). */
const batch = 50
const urlSeconds = 600

/** File storage on CloudBase. Paths are ours; the platform's ids are `cloud://<env>.<bucket>/<path>`. */
export function createFiles(app: App): Files {
  // The bucket's name is learnt from the first upload's metadata, once per process.
  let prefix: Promise<string> | undefined
  const fileId = async (path: string): Promise<string> => {
    prefix ??= app
      .getUploadMetadata({ cloudPath: 'x' })
      .then((reply: { data: { fileId: string } }) => reply.data.fileId.slice(0, -1))
    return (await prefix) + path
  }
  return {
    async put(path, bytes) {
      const { fileID } = await app.uploadFile({ cloudPath: path, fileContent: Buffer.from(bytes) })
      if (!fileID) throw new Error('upload answered no file id')
    },

    async urls(paths) {
      const found: string[] = []
      for (let at = 0; at < paths.length; at += batch) {
        const ids = await Promise.all(paths.slice(at, at + batch).map(fileId))
        const { fileList } = await app.getTempFileURL({
          fileList: ids.map((fileID) => ({ fileID, maxAge: urlSeconds })),
        })
        found.push(...fileList.map((file: { tempFileURL?: string }) => file.tempFileURL ?? ''))
      }
      return found
    },

    async remove(paths) {
      for (let at = 0; at < paths.length; at += batch)
        await app.deleteFile({ fileList: await Promise.all(paths.slice(at, at + batch).map(fileId)) })
    },
  }
}
