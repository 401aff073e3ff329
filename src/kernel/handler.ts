import type { AnyAction, InputOf, OutputOf } from './action'
import type { Actor } from './actor'
import type { CaseChange } from './change'
import type { Store, Write } from './store'
import type { WorkingCalendar } from './workingTime'

/** Bytes kept outside the database. */
export interface Files {
  /** Stores bytes under a path nobody can guess; resolves when durable. */
  put(path: string, bytes: Uint8Array, contentType: string): Promise<void>
  /** Temporary addresses, good for about ten minutes; same order as the paths. */
  urls(paths: readonly string[]): Promise<string[]>
  remove(paths: readonly string[]): Promise<void>
}

/** Field encryption for contacts (AES-256-GCM, key from the environment). */
export interface Sealer {
  seal(plain: string): string
  open(sealed: string): string
}

/** Keyed one-way derivations; keys come from the environment. */
export interface Secrets {
  readonly doorCodeKey: string
  readonly sealer: Sealer
}

export interface MessageToSend {
  readonly openid: string
  readonly templateId: string
  readonly page: string
  readonly data: Readonly<Record<string, string>>
}

/** What the product asks of WeChat. */
export interface WeChat {
  /** `sent`, or why not: `refused` (the person turned it off), `failed` (try again later). */
  sendMessage(message: MessageToSend): Promise<'sent' | 'refused' | 'failed'>
}

/** Everything a handler may use. The world is handed in; a handler imports none of it. */
export interface CallContext {
  readonly actor: Actor
  /** The platform's id of the signed-in person, for the contact record only. Never stored beside a case, never logged. */
  readonly openid: string | null
  readonly now: number
  readonly calendar: WorkingCalendar
  readonly store: Store
  readonly files: Files
  readonly secrets: Secrets
  readonly wechat: WeChat
  readonly newId: () => string
  readonly randomBytes: (n: number) => Uint8Array
  /**
   * Saves cases with their events, notices, postings and this request's receipt in one transaction, and hands the
   * reply back. `role` is the role the actor acts in.
   */
  save<Reply>(changes: readonly CaseChange[], role: string, reply: Reply): Promise<Reply>
  /** Saves plain documents (no case) and this request's receipt in one transaction. */
  saveDocuments<Reply>(writes: readonly Write[], reply: Reply): Promise<Reply>
}

export type Handler<A extends AnyAction> = (input: InputOf<A>, call: CallContext) => Promise<OutputOf<A>>

/** A contract with its handler: one line of a capability's `server.ts`. */
export interface Registration {
  readonly action: AnyAction
  readonly handler: (input: never, call: CallContext) => Promise<unknown>
}

export const handle = <A extends AnyAction>(action: A, handler: Handler<A>): Registration => ({ action, handler })
