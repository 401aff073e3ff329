/** What the main thread and a function worker say to each other. */

/** Given to a worker at birth. */
export interface WorkerSetup {
  bundle: string
  clock: SharedArrayBuffer
  functionName: string
}

/** Main thread → worker: run one call. `environment` is set before the call and taken back after it. */
export interface CallMessage {
  call: string
  /** Last part of the path of the call's SDK endpoint. */
  token: string
  event: string
  environment: Record<string, string>
  context: Record<string, unknown>
}

/** Worker → main thread. */
export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'broken'; message: string }
  | { type: 'log'; call: string; level: string; text: string }
  | { type: 'done'; call: string; reply: string; waves: number }
  | { type: 'failed'; call: string; code: string; message: string; waves: number }

/** The platform's limit for the event and the reply of a synchronous call, in bytes (vendor documentation: 6 MB). */
export const PAYLOAD_LIMIT = 6 * 1024 * 1024
