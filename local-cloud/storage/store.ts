import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, type ReadStream } from 'node:fs'
import { copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { syncFolder, writeDurably } from '../files'

/** What is known of a stored file: size in bytes, time of its last change in ms, and a tag that changes with it. */
export interface StoredFile {
  size: number
  changedAt: number
  etag: string
}

/**
 * Stored bytes by cloud path, durable: written beside, fsynced, renamed. On disk the path is its UTF-8 bytes in hex, cut
 * into folder names, so no path can leave the folder, meet a case-blind file system, or be both file and folder.
 */
export class FileStore {
  private constructor(private readonly folder: string) {}

  static async open(folder: string): Promise<FileStore> {
    await mkdir(folder, { recursive: true })
    return new FileStore(folder)
  }

  /** Takes the bytes of a stream. Resolves when they are on disk; a failed stream leaves what was there before. */
  async put(cloudPath: string, bytes: AsyncIterable<Buffer>): Promise<void> {
    const file = this.fileOf(cloudPath)
    await mkdir(path.dirname(file), { recursive: true })
    const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`
    try {
      await pipeline(bytes, createWriteStream(temporary, { flags: 'wx' }))
      await this.settle(temporary, file)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  /** Like {@link put}, from memory. */
  async putBytes(cloudPath: string, bytes: Uint8Array): Promise<void> {
    await writeDurably(this.fileOf(cloudPath), bytes)
  }

  async find(cloudPath: string): Promise<StoredFile | undefined> {
    try {
      const { size, mtimeMs, ino } = await stat(this.fileOf(cloudPath))
      return {
        size,
        changedAt: mtimeMs,
        etag: `"${ino.toString(36)}-${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`,
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  read(cloudPath: string): ReadStream {
    return createReadStream(this.fileOf(cloudPath))
  }

  /** Whether there was such a file. */
  async remove(cloudPath: string): Promise<boolean> {
    const file = this.fileOf(cloudPath)
    try {
      await rm(file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
    await syncFolder(path.dirname(file))
    return true
  }

  /** Copies a file that exists. */
  async copy(from: string, to: string): Promise<void> {
    const target = this.fileOf(to)
    await mkdir(path.dirname(target), { recursive: true })
    const temporary = `${target}.${randomBytes(6).toString('hex')}.tmp`
    try {
      await copyFile(this.fileOf(from), temporary)
      await this.settle(temporary, target)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  }

  /** Every cloud path there is, unsorted. */
  async list(): Promise<string[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.bin'))
      .map((entry) => path.relative(this.folder, path.join(entry.parentPath, entry.name)))
      .map((name) => Buffer.from(name.slice(0, -'.bin'.length).replaceAll(path.sep, ''), 'hex').toString('utf8'))
  }

  /** Removes every file. */
  async clear(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
    await mkdir(this.folder, { recursive: true })
  }

  private fileOf(cloudPath: string): string {
    const parts =
      Buffer.from(cloudPath, 'utf8')
        .toString('hex')
        .match(/.{1,200}/g) ?? []
    return `${path.join(this.folder, ...parts)}.bin`
  }

  private async settle(temporary: string, file: string): Promise<void> {
    const handle = await open(temporary, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
    await syncFolder(path.dirname(file))
  }
}
