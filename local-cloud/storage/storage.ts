import { CloudError } from '../errors'
import { bucketOf, checkCloudPath, fileIdOf, pathOfFileId } from './paths'
import type { FileStore } from './store'
import type { Tickets, TicketVerdict } from './tickets'

/** Vendor limit of every batch call (its own test suite asserts it). */
const BATCH_LIMIT = 50
const PUT_SECONDS = 900
const GET_SECONDS = 7_200

export interface StorageOptions {
  envId: string
  appId: string
  /** Base of byte addresses, e.g. `http://127.0.0.1:9700/cos`. */
  baseUrl: () => string
  store: FileStore
  tickets: Tickets
}

/** The `storage.*` actions of the wire; bytes travel over the addresses it issues. */
export class Storage {
  private readonly bucket: string

  constructor(private readonly options: StorageOptions) {
    this.bucket = bucketOf(options.envId, options.appId)
  }

  /** Runs one action; CloudError `INVALID_ACTION` names one that is not built. */
  async execute(action: string, body: Record<string, unknown>): Promise<unknown> {
    switch (action) {
      case 'storage.getUploadMetadata':
        return this.uploadMetadata(body.path)
      case 'storage.batchGetDownloadUrl':
        return {
          download_list: await Promise.all(batch(body.file_list, 'file_list').map((item) => this.downloadUrl(item))),
        }
      case 'storage.batchDeleteFile':
        return {
          delete_list: await Promise.all(batch(body.fileid_list, 'fileid_list').map((id) => this.deleteFile(id))),
        }
      case 'storage.batchCopyFile':
        return { copy_list: await Promise.all(batch(body.file_list, 'file_list').map((item) => this.copyFile(item))) }
      default:
        throw new CloudError('INVALID_ACTION', `the local cloud has no action ${action}`)
    }
  }

  /** Checks the ticket of a request for bytes. */
  verdict(use: 'get' | 'put', path: string, sign?: string, expires?: string): TicketVerdict {
    return this.options.tickets.check(use, path, sign, expires)
  }

  /** The path a byte address names inside the bucket; undefined when it names another one or plays tricks. */
  pathOfAddress(bucket: string, path: string): string | undefined {
    return pathOfFileId(`cloud://${this.options.envId}.${bucket}/${path}`, this.options.envId, this.bucket)
  }

  get store(): FileStore {
    return this.options.store
  }

  private uploadMetadata(cloudPath: unknown): unknown {
    const path = checkCloudPath(cloudPath)
    const { sign, expires } = this.options.tickets.issue('put', path, PUT_SECONDS)
    const fileId = fileIdOf(this.options.envId, this.bucket, path)
    return {
      url: this.address(encodeURI(path)),
      token: String(expires),
      authorization: sign,
      fileId,
      cosFileId: Buffer.from(path).toString('base64'),
      download_url: this.address(path),
    }
  }

  private async downloadUrl(item: unknown): Promise<unknown> {
    const { fileid, max_age } = item as { fileid?: unknown; max_age?: unknown }
    const path = pathOfFileId(fileid, this.options.envId, this.bucket)
    const missing = { fileID: fileid, fileid, code: 'STORAGE_FILE_NONEXIST', tempFileURL: '' }
    if (path === undefined || !(await this.store.find(path))) return missing
    const seconds = typeof max_age === 'number' && max_age > 0 ? max_age : GET_SECONDS
    const { sign, expires } = this.options.tickets.issue('get', path, seconds)
    // not encoded: the SDK encodes this address itself before it downloads
    const url = `${this.address(path)}?sign=${sign}&t=${expires}`
    return { fileID: fileid, fileid, code: 'SUCCESS', tempFileURL: url, download_url: url }
  }

  private async deleteFile(fileID: unknown): Promise<unknown> {
    const path = pathOfFileId(fileID, this.options.envId, this.bucket)
    const found = path !== undefined && (await this.store.remove(path))
    return { fileID, code: found ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST' }
  }

  private async copyFile(item: unknown): Promise<unknown> {
    const { src_path, dst_path, overwrite, remove_original } = item as Record<string, unknown>
    const from = checkCloudPath(src_path)
    const to = checkCloudPath(dst_path)
    const result = (code: string, message: string) => ({ src_path: from, dst_path: to, code, message })
    if (!(await this.store.find(from))) return result('STORAGE_FILE_NONEXIST', `there is no file ${from}`)
    if (overwrite === false && (await this.store.find(to))) return result('STORAGE_FILE_EXIST', `there is a file ${to}`)
    await this.store.copy(from, to)
    if (remove_original === true) await this.store.remove(from)
    return { ...result('SUCCESS', ''), fileID: fileIdOf(this.options.envId, this.bucket, to) }
  }

  private address(path: string): string {
    return `${this.options.baseUrl()}/${this.bucket}/${path}`
  }
}

function batch(list: unknown, name: string): unknown[] {
  if (!Array.isArray(list) || list.length === 0)
    throw new CloudError('INVALID_PARAM', `${name} must be a list that is not empty`)
  if (list.length > BATCH_LIMIT) throw new CloudError('INVALID_PARAM', `${name} has more than ${BATCH_LIMIT} entries`)
  return list
}
