import type { CollectionSpec, DatabaseReply } from './types'

/** What the owner of the worker hands it at start. */
export interface WorkerData {
  file: string
  collections: CollectionSpec[]
  scanLimit: number | null
}

export type Request =
  | { id: number; kind: 'execute'; action: string; body: Record<string, unknown>; now: number }
  | { id: number; kind: 'reset'; documents: Record<string, unknown[]> }
  | { id: number; kind: 'close' }

export interface Failure {
  code: string
  message: string
}

export type Response = { id: number } & ({ reply: DatabaseReply | null } | { failure: Failure })

/** First message of the worker: it is open, or why not. */
export type Opened = { opened: true } | { opened: false; failure: Failure }
