import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { CloudError } from '../errors'
import type { Opened, Request, Response, WorkerData } from './messages'
import { unusableFolder } from './texts'
import type { DatabaseOptions, DatabaseReply } from './types'

export type { CollectionSpec, DatabaseOptions, DatabaseReply } from './types'

/** The document database of the local cloud: one folder, one owner, one writer thread. */
export interface Database {
  /**
   * One wire action (`database.getDocument`, …) with the parsed JSON body of the request; `now` (ms) is the clock for
   * server dates and transaction life. Resolves when the effect is on disk.
   * @throws CloudError with the service's code and text
   */
  execute(action: string, body: Record<string, unknown>, now: number): Promise<DatabaseReply>
  /** Drops every document, then loads these (EJSON objects per collection), all in one transaction. */
  reset(documents: Record<string, unknown[]>): Promise<void>
  /** Answers what is under way, then gives the folder back. */
  close(): Promise<void>
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never

/**
 * Opens the data folder and starts its worker.
 * @throws CloudError DATA_FOLDER_LOCKED, DATA_FOLDER_UNUSABLE, DATA_FILE_BROKEN, or INVALID_PARAM for a declaration
 *   that cannot be
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  try {
    mkdirSync(options.folder, { recursive: true })
  } catch (error) {
    throw unusableFolder(options.folder, error)
  }
  const scanLimit = options.scanLimit ?? 1000
  const data: WorkerData = {
    file: join(options.folder, 'data.sqlite'),
    collections: options.collections,
    scanLimit: Number.isFinite(scanLimit) ? scanLimit : null,
  }
  const worker = new Worker(options.workerFile ?? builtWorker(), { workerData: data })
  const client = new Client(worker)
  try {
    await client.opened
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return client
}

/** Beside the bundled local cloud, or where the build puts it when running from source. */
function builtWorker(): string {
  const beside = join(__dirname, 'database-worker.js')
  return existsSync(beside) ? beside : join(__dirname, '../../dist/local-cloud/database-worker.js')
}

interface Waiting {
  resolve: (reply: DatabaseReply | null) => void
  reject: (error: Error) => void
}

class Client implements Database {
  readonly opened: Promise<void>
  private readonly waiting = new Map<number, Waiting>()
  private readonly outgoing: Request[] = []
  private lastId = 0
  private ended: CloudError | null = null

  constructor(private readonly worker: Worker) {
    this.opened = new Promise((resolve, reject) => {
      worker.once('message', (message: Opened) => {
        if (!message.opened) return reject(new CloudError(message.failure.code, message.failure.message))
        worker.on('message', (responses: Response[]) => {
          for (const response of responses) this.settle(response)
        })
        resolve()
      })
      worker.once('error', (error) => {
        reject(error)
        this.end(`the database worker failed: ${error.message}`)
      })
    })
    worker.once('exit', () => this.end('the database is closed'))
  }

  async execute(action: string, body: Record<string, unknown>, now: number): Promise<DatabaseReply> {
    return (await this.send({ kind: 'execute', action, body, now })) as DatabaseReply
  }

  async reset(documents: Record<string, unknown[]>): Promise<void> {
    await this.send({ kind: 'reset', documents })
  }

  async close(): Promise<void> {
    if (this.ended) return
    const exited = new Promise((resolve) => this.worker.once('exit', resolve))
    await this.send({ kind: 'close' })
    await exited
  }

  private send(request: WithoutId<Request>): Promise<DatabaseReply | null> {
    if (this.ended) return Promise.reject(this.ended)
    this.lastId += 1
    const id = this.lastId
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      // what is asked in one turn crosses the threads together, and so shares a commit
      if (this.outgoing.length === 0) queueMicrotask(() => this.worker.postMessage(this.outgoing.splice(0)))
      this.outgoing.push({ ...request, id } as Request)
    })
  }

  private settle(response: Response): void {
    const waiting = this.waiting.get(response.id)
    this.waiting.delete(response.id)
    if ('failure' in response) waiting?.reject(new CloudError(response.failure.code, response.failure.message))
    else waiting?.resolve(response.reply)
  }

  private end(reason: string): void {
    this.ended ??= new CloudError('SYS_ERR', reason)
    for (const { reject } of this.waiting.values()) reject(this.ended)
    this.waiting.clear()
  }
}
