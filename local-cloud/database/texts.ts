import { CloudError } from '../errors'

/** Error codes and texts of the service, in one place (wire facts §6–7; the vendor's suite asserts the transaction texts). */
const TAIL = 'Please check your request, but if the problem persists, contact us.'

/** Someone else wrote the document: raised at the write, the losing transaction is gone. */
export function transactionConflict(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_CONFLICT',
    `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${TAIL}`,
  )
}

/** The transaction was committed, aborted, lost a conflict, or outlived 30 s. */
export function transactionGone(): CloudError {
  return new CloudError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. ${TAIL}`,
  )
}

export function noCollection(name: string): CloudError {
  return new CloudError('DATABASE_COLLECTION_NOT_EXIST', `[ResourceNotFound] Db or Table not exist: ${name}. ${TAIL}`)
}

export function collectionExists(): CloudError {
  return new CloudError('DATABASE_COLLECTION_ALREADY_EXIST', `[ResourceUnavailable.ResourceExist] Table exist. ${TAIL}`)
}

/** A query MongoDB refuses; `text` is MongoDB's. */
export function badQuery(text: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation] (BadValue) ${text}. ${TAIL}`)
}

/** A write MongoDB refuses, worded as the service wraps it. */
export function badInsert(text: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation.Insert] bulk write error: [{${text}}]. ${TAIL}`)
}

/** An update MongoDB refuses, worded as the service wraps it. */
export function badUpdate(text: string): CloudError {
  return new CloudError(
    'DATABASE_REQUEST_FAILED',
    `[FailedOperation.Update] multiple write errors: [{write errors: [{${text}}]}, {<nil>}]. ${TAIL}`,
  )
}

/** MongoDB's E11000; `printedKey` as in `{ _id: "a" }`. */
export function duplicateText(collection: string, index: string, printedKey: string): string {
  return `E11000 duplicate key error collection: tnt-local.${collection} index: ${index} dup key: ${printedKey}`
}

/** What the real service has and the local cloud has not: never approximated. */
export function unsupported(what: string): CloudError {
  return new CloudError('LOCAL_CLOUD_UNSUPPORTED', `${what} is not supported by the local cloud`)
}

export function invalidParam(text: string): CloudError {
  return new CloudError('INVALID_PARAM', text)
}

/** A scan the local cloud refuses because it would be slow on a real town's data. */
export function unindexed(collection: string, query: string, limit: number, wanted: string): CloudError {
  return new CloudError(
    'LOCAL_CLOUD_UNINDEXED_QUERY',
    `query ${query} on ${collection} reads more than ${limit} documents without an index; declare one such as ${wanted}`,
  )
}

/** An aggregation MongoDB refuses; `text` is MongoDB's. */
export function badAggregate(text: string): CloudError {
  return new CloudError('DATABASE_REQUEST_FAILED', `[FailedOperation.Aggregate] ${text}. ${TAIL}`)
}

/** The folder or file cannot be made or written; `error` is the system's or SQLite's. */
export function unusableFolder(folder: string, error: unknown): CloudError {
  const why = error instanceof Error ? error.message : String(error)
  return new CloudError(
    'DATA_FOLDER_UNUSABLE',
    `The data folder ${folder} cannot be used: ${why}. Choose another folder.`,
  )
}
