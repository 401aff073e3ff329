import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { CloudError } from '../errors'
import { Engine } from './engine'
import type { Failure, Opened, Request, Response, WorkerData } from './messages'
import { isBrokenFile, Store, sqliteCode } from './store'

/** About the most requests that share one fsync; keeps the first of them from waiting too long. */
const MAX_BATCH = 256
const FULL = 13

/**
 * The database's thread, the only writer. Requests that queued up while a batch was committing are applied together in
 * one SQLite transaction with a savepoint each, made durable by one fsync, and only then answered.
 */
function serve(port: MessagePort, store: Store, engine: Engine): void {
  port.on('message', (first: Request[]) => {
    const batch = first
    while (batch.length < MAX_BATCH) {
      const next = receiveMessageOnPort(port) as { message: Request[] } | undefined
      if (!next) break
      batch.push(...next.message)
    }
    port.postMessage(runBatch(batch, store, engine))
    if (batch.some(({ kind }) => kind === 'close')) port.close()
  })
}

function runBatch(batch: Request[], store: Store, engine: Engine): Response[] {
  const responses: Response[] = []
  try {
    for (const request of batch) if (request.kind !== 'close') responses.push(runOne(request, store, engine))
    store.commit()
  } catch (error) {
    store.rollback()
    engine.recover()
    const failure = failureOf(error)
    return batch.map(({ id }) => ({ id, failure }))
  }
  for (const { id, kind } of batch) {
    if (kind !== 'close') continue
    store.close()
    responses.push({ id, reply: null })
  }
  return responses
}

/**
 * Runs one request inside the batch. A refusal answers that request alone and keeps what it wrote before, as MongoDB's
 * ordered bulk writes do; anything unforeseen takes back the whole request. Throws only when SQLite gave up the batch.
 */
function runOne(request: Exclude<Request, { kind: 'close' }>, store: Store, engine: Engine): Response {
  const { id } = request
  const nested = store.isWriting
  if (nested) store.sql('SAVEPOINT request').run()
  let response: Response
  try {
    if (request.kind === 'reset') engine.reset(request.documents)
    const reply = request.kind === 'reset' ? null : engine.execute(request.action, request.body, request.now)
    response = { id, reply }
  } catch (error) {
    response = { id, failure: failureOf(error) }
    if (!(error instanceof CloudError) || request.kind === 'reset') {
      if (store.isWriting && !store.db.isTransaction) throw error
      if (nested) store.sql('ROLLBACK TO request').run()
      else store.rollback()
      engine.recover()
    }
  }
  if (nested) store.sql('RELEASE request').run()
  return response
}

function failureOf(error: unknown): Failure {
  if (error instanceof CloudError) return { code: error.code, message: error.message }
  const message = error instanceof Error ? error.message : String(error)
  if (isBrokenFile(error)) return { code: 'DATA_FILE_BROKEN', message: `the data file is damaged: ${message}` }
  if (sqliteCode(error) === FULL)
    return { code: 'DATA_DISK_FULL', message: 'the disk is full; nothing of this request was kept' }
  return { code: 'SYS_ERR', message: `local cloud database: ${message}` }
}

function start(port: MessagePort): void {
  const { file, collections, scanLimit } = workerData as WorkerData
  let opened: Opened = { opened: true }
  try {
    const store = Store.open(file, collections)
    serve(port, store, new Engine(store, { scanLimit: scanLimit ?? Number.POSITIVE_INFINITY }))
  } catch (error) {
    opened = { opened: false, failure: failureOf(error) }
  }
  port.postMessage(opened)
  if (!opened.opened) port.close()
}

if (parentPort) start(parentPort)
