import * as z from 'zod/mini'
import { privacyVersion } from '@/capabilities/people/contract'
import type { AnyAction } from '@/kernel/action'
import { type Actor, holdsAnywhere } from '@/kernel/actor'
import {
  AlreadyDone,
  type CaseChange,
  change,
  commit,
  receiptWrite,
  type Subscribers,
  withPostings,
} from '@/kernel/change'
import { AppError, type ErrorCode, forbidden } from '@/kernel/errors'
import type { CallContext, Registration } from '@/kernel/handler'
import { signedIn } from '@/kernel/policy'
import { hashOf, receiptKeyOf } from '../store/environment'
import { invalidInput } from './explain'

const requestSchema = z.strictObject({
  action: z.string().check(z.maxLength(80)),
  input: z.optional(z.unknown()),
  /** Made by the client, once per thing it wants done; a retry repeats it. */
  clientId: z.optional(z.string().check(z.regex(/^[0-9A-Za-z_-]{8,64}$/))),
})

export type Reply =
  | { ok: true; data: unknown; requestId: string }
  | { ok: false; error: { code: ErrorCode; userMessage: string; fields?: Record<string, string> }; requestId: string }

/** What surrounds one request: the world's ports, without what the request itself decides. */
export interface Surroundings extends Omit<CallContext, 'actor' | 'save' | 'saveDocuments'> {
  readonly registrations: ReadonlyMap<string, Registration>
  readonly subscribers: Subscribers
  readonly loadActor: () => Promise<Actor>
  readonly requestId: string
  readonly log: (entry: Record<string, unknown>) => void
}

interface StoredReceipt {
  readonly action: string
  readonly inputHash: string
  readonly reply: unknown
}

const parse = (schema: z.ZodMiniType, value: unknown): unknown => {
  const result = z.safeParse(schema, value)
  if (!result.success) throw invalidInput(result.error.issues)
  return result.data
}

/** May this actor try the action at all? What may be done to the object, its policy decides. */
function admit(action: AnyAction, actor: Actor): void {
  if (action.who === 'guest') return
  signedIn(actor)
  if (action.kind === 'write' && action.name !== 'people.consent' && actor.consentVersion !== privacyVersion)
    throw forbidden('请先看过隐私说明并同意，再来办这件事。')
  if (action.who === 'signedIn' || holdsAnywhere(actor, action.who)) return
  if (actor.lapsedRoles.some((role) => action.who.includes(role)))
    throw forbidden('您的授权已到期，请联系镇管理员续期。')
  throw forbidden('这件事由有相应职责的工作人员来办。')
}

/** A retry gets the receipt of the first time; another request under the same client id is refused. */
function replay(stored: StoredReceipt, action: string, inputHash: string): unknown {
  if (stored.action !== action || stored.inputHash !== inputHash)
    throw new AppError('conflict', '这次提交的编号已用过，请刷新后再交。', {
      detail: 'client id reused for another request',
    })
  return stored.reply
}

async function run(event: unknown, around: Surroundings): Promise<unknown> {
  const request = parse(requestSchema, event) as z.output<typeof requestSchema>
  const registration = around.registrations.get(request.action)
  if (!registration) throw new AppError('not_found', '没有这项功能，请更新小程序后再试。', { detail: 'unknown action' })
  const { action, handler } = registration
  const input = parse(action.input, request.input ?? {})
  const inputHash = hashOf(input)
  const keyFor = (actor: Actor): string | undefined =>
    action.kind === 'write' && request.clientId && actor.personId !== null
      ? receiptKeyOf(actor.personId, request.clientId)
      : undefined

  const actor = await around.loadActor()
  admit(action, actor)
  const key = keyFor(actor)
  const receiptFor = (reply: unknown) =>
    key === undefined ? undefined : { key, action: action.name, inputHash, reply }

  const context: CallContext = {
    ...around,
    actor,
    async save(changes: readonly CaseChange[], role, reply) {
      const receipt = receiptFor(reply)
      await change(withPostings(changes, around.subscribers, { now: around.now, actorId: actor.personId ?? 'guest' }), {
        store: around.store,
        now: around.now,
        newId: around.newId,
        actor: { id: actor.personId ?? 'guest', alias: actor.alias, role },
        ...(receipt && { receipt }),
      })
      return reply
    },
    async saveDocuments(writes, reply) {
      const receipt = receiptFor(reply)
      await commit(around.store, receipt ? [...writes, receiptWrite(receipt, around.now)] : writes)
      return reply
    },
  }

  const stored = async () => (key === undefined ? null : around.store.get<StoredReceipt>('receipts', key))
  try {
    return parseOutput(action, await handler(input as never, context))
  } catch (error) {
    // A retry of something done finds the world already changed, and is refused for that or for its receipt: the
    // receipt, where there is one, is the true answer.
    const mayBeRetry = error instanceof AlreadyDone || (error instanceof AppError && error.code !== 'internal')
    const receipt = mayBeRetry ? await stored() : null
    if (receipt) return parseOutput(action, replay(receipt, action.name, inputHash))
    throw error
  }
}

const parseOutput = (action: AnyAction, output: unknown): unknown => {
  const result = z.safeParse(action.output, output)
  if (!result.success)
    throw new AppError('internal', unexpected, {
      detail: `${action.name} broke its output schema: ${z.prettifyError(result.error)}`,
    })
  return result.data
}

const unexpected = '系统出了点问题，内容还在，请稍后再试。'

/** One request from parsing to reply. Never throws: what was not expected is logged with its request id. */
export async function handleRequest(event: unknown, around: Surroundings): Promise<Reply> {
  const { requestId, log } = around
  const started = Date.now()
  const name = typeof event === 'object' && event !== null && 'action' in event ? String(event.action).slice(0, 80) : ''
  try {
    const data = await run(event, around)
    log({ level: 'info', requestId, action: name, ok: true, ms: Date.now() - started })
    return { ok: true, data, requestId }
  } catch (error) {
    const expected = error instanceof AppError ? error : new AppError('internal', unexpected, { cause: error })
    const detail = error instanceof Error ? error.message : String(error)
    log({
      level: expected.code === 'internal' ? 'error' : 'info',
      requestId,
      action: name,
      ok: false,
      code: expected.code,
      detail,
      ms: Date.now() - started,
      ...(expected.code === 'internal' && error instanceof Error && { stack: error.stack }),
    })
    const { code, userMessage, fields } = expected
    return { ok: false, error: { code, userMessage, ...(fields && { fields }) }, requestId }
  }
}
