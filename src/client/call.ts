import * as z from 'zod/mini'
import type { AnyAction, OutputOf } from '@/kernel/action'
import { AppError, errorCodes } from '@/kernel/errors'
import { cloud } from '@/platform/cloud'
import type { ApiRequest } from '@/platform/ports'
import { TransportError } from '@/platform/transport'
import { newClientId } from './ids'

// Page code runs where `new Function` does nothing; zod must not try to compile.
z.config({ jitless: true })

/** No answer for this long counts as no network (ms). */
const patience = 20_000

const replySchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), data: z.unknown(), requestId: z.string() }),
  z.strictObject({
    ok: z.literal(false),
    error: z.strictObject({
      code: z.enum(errorCodes),
      userMessage: z.string(),
      fields: z.optional(z.record(z.string(), z.string())),
    }),
    requestId: z.string(),
  }),
])

const inTime = <Result>(work: Promise<Result>): Promise<Result> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransportError('offline', `no answer in ${patience} ms`)), patience)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Every way a call can fail to be answered, in words a person can act on. Only the outbox can say it kept something. */
function toAppError(error: unknown, kept: boolean): AppError {
  if (!(error instanceof TransportError)) return new AppError('internal', '出了点问题，请再试一次。', { cause: error })
  switch (error.reason) {
    case 'offline':
      return new AppError('unavailable', kept ? '没网了，内容帮您存好了，有网再交。' : '没网了，请看看网络再试一次。', {
        cause: error,
      })
    case 'too_large':
      return new AppError('invalid_input', '照片太大了，请换一张小一点的。', { cause: error })
    case 'failed':
      return new AppError('unavailable', '系统正忙，请过一会儿再试。', { cause: error })
  }
}

/**
 * Sends a request and returns the reply's data unparsed: for the outbox, which may hold actions of subpackages that are
 * not loaded. `kept`: it waits on this device if there is no network. Throws `AppError`: what the function refused, `unavailable` without network, `internal` otherwise.
 */
export async function send(request: ApiRequest, kept = true): Promise<unknown> {
  let answer: unknown
  try {
    answer = await inTime(cloud.invoke(request))
  } catch (error) {
    throw toAppError(error, kept)
  }
  const reply = z.safeParse(replySchema, answer)
  if (!reply.success) {
    throw new AppError('unavailable', '系统正忙，请过一会儿再试。', { detail: `${request.action}: not a reply` })
  }
  if (reply.data.ok) return reply.data.data
  const { code, userMessage, fields } = reply.data.error
  throw new AppError(code, userMessage, {
    detail: `${request.action} ${code} (${reply.data.requestId})`,
    ...(fields ? { fields } : {}),
  })
}

/** Checks what came back against the contract; an older client meeting a newer server says so. */
export function parseOutput<A extends AnyAction>(action: A, data: unknown): OutputOf<A> {
  const output = z.safeParse(action.output, data)
  if (output.success) return output.data as OutputOf<A>
  const where = output.error.issues.map((issue) => issue.path.map(String).join('.')).join(', ')
  throw new AppError('internal', '程序有更新，请关掉小程序再打开。', { detail: `${action.name} output: ${where}` })
}

/**
 * The only caller of functions. `clientId` makes a write repeatable: pass the same one on a retry of the same wish;
 * without one each call of a write is a wish of its own. Throws `AppError`.
 */
export async function call<A extends AnyAction>(
  action: A,
  input: z.input<A['input']>,
  options: { clientId?: string } = {},
): Promise<OutputOf<A>> {
  const clientId = options.clientId ?? (action.kind === 'write' ? newClientId() : undefined)
  return parseOutput(action, await send({ action: action.name, input, ...(clientId ? { clientId } : {}) }, false))
}

/** Any thrown thing as the `AppError` a page can show. */
export const asAppError = (error: unknown): AppError =>
  error instanceof AppError ? error : new AppError('internal', '出了点问题，请再试一次。', { cause: error })
