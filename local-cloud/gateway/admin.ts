import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Cloud } from '../cloud'
import { CloudError } from '../errors'
import type { Call } from '../functions/calls'
import { GUEST } from '../identity/personas'
import { refuseSignature } from './signature'

type Json = Record<string, unknown>

interface Answer {
  data?: unknown
  transactionId?: string
  stats?: { examined: number; returned: number; plan: string }
}

// a batch insert of the largest documents the platform takes
const BODY_LIMIT = 32 * 1024 * 1024

/**
 * `POST /admin[/<call token>]`: the SDK's one endpoint. Always HTTP 200 and `{requestId, data}` or
 * `{requestId, code, message}`, because the SDK reads nothing else.
 */
export function adminRoutes(app: FastifyInstance, cloud: Cloud): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, body, done) =>
    done(null, body),
  )
  app.setErrorHandler((error: Error & { code?: string }, _request, reply) => reply.send(envelope(randomUUID(), error)))
  app.post<{ Params: { token?: string } }>('/admin', { bodyLimit: BODY_LIMIT }, (request) =>
    serve(cloud, request, undefined),
  )
  app.post<{ Params: { token: string } }>('/admin/:token', { bodyLimit: BODY_LIMIT }, (request) =>
    serve(cloud, request, request.params.token),
  )
}

async function serve(cloud: Cloud, request: FastifyRequest, token: string | undefined): Promise<Json> {
  const call = token === undefined ? undefined : cloud.calls.byToken(token)
  const requestId = randomUUID()
  const start = performance.now()
  const record = { action: 'unknown', start, end: start, examined: 0, returned: 0 }
  try {
    const body = parseBody(request)
    record.action = String(body.action)
    authorize(cloud, request, body)
    const { stats, data, transactionId } = await dispatch(cloud, body, call)
    if (stats) Object.assign(record, stats)
    return {
      requestId,
      ...(data === undefined ? {} : { data }),
      ...(transactionId === undefined ? {} : { transactionId }),
    }
  } catch (error) {
    const reply = envelope(requestId, error)
    Object.assign(record, { code: reply.code })
    return reply
  } finally {
    record.end = performance.now()
    call?.requests.push(record)
  }
}

function envelope(requestId: string, error: unknown): Json {
  if (error instanceof CloudError) return { requestId, code: error.code, message: error.message }
  const { code, message, stack } = error as Error & { code?: string }
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { requestId, code: 'INVALID_PARAM', message }
  process.stderr.write(`an SDK request failed, request ${requestId}: ${stack ?? String(error)}\n`)
  return { requestId, code: 'SYS_ERR', message: 'the local cloud failed; its terminal says why' }
}

function parseBody(request: FastifyRequest): Json {
  const bytes = request.body as Buffer | undefined
  if (request.headers['content-type']?.startsWith('multipart/form-data')) {
    const action = /name="action"\r\n\r\n([\w.]+)/.exec(bytes?.toString('latin1') ?? '')?.[1]
    throw new CloudError('INVALID_ACTION', `the local cloud has no action ${action ?? '(multipart without an action)'}`)
  }
  try {
    const body: unknown = JSON.parse(bytes?.toString('utf8') ?? '')
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Json
  } catch {
    // answered below, like any other body that is not an object
  }
  throw new CloudError('INVALID_PARAM', 'the body of an SDK request must be a JSON object')
}

function authorize(cloud: Cloud, request: FastifyRequest, body: Json): void {
  if (request.headers.authorization?.startsWith('Bearer ')) {
    throw new CloudError('INVALID_ACCESS_TOKEN', 'the local cloud takes signatures, not API keys')
  }
  const url = `http://${request.headers.host}${request.raw.url}`
  const refusal = refuseSignature({ url, headers: request.headers, params: body }, cloud.coordinates)
  if (refusal !== undefined) throw new CloudError('SIGN_PARAM_INVALID', refusal)
  const { envName } = body
  if (envName !== undefined && envName !== '' && envName !== cloud.manifest.envId) {
    throw new CloudError(
      'INVALID_ENV',
      `this local cloud is the environment ${cloud.manifest.envId}, not ${String(envName)}`,
    )
  }
}

async function dispatch(cloud: Cloud, body: Json, call: Call | undefined): Promise<Answer> {
  const action = String(body.action)
  switch (action.split('.')[0]) {
    case 'database':
      return cloud.database.execute(action, body, cloud.clock.now())
    case 'storage':
      return { data: await cloud.storage.execute(action, body) }
    case 'functions':
      if (action === 'functions.invokeFunction') return { data: await invoke(cloud, body, call) }
      break
    case 'wx':
      if (action === 'wx.api') return { data: await callWeChat(cloud, body) }
      break
    case 'auth':
      if (action === 'auth.getUserInfoForAdmin') return { data: userInfo(cloud, body) }
  }
  throw new CloudError('INVALID_ACTION', `the local cloud has no action ${action}`)
}

async function invoke(cloud: Cloud, body: Json, call: Call | undefined): Promise<unknown> {
  const { function_name: name, request_data: event } = body
  if (typeof name !== 'string' || (event !== undefined && typeof event !== 'string')) {
    throw new CloudError('FUNCTION_PARAM_INVALID', 'a function call needs a name, and text as its data')
  }
  // the callee acts for whoever the caller acts for, as wx-server-sdk documents for getWXContext
  const run = () => cloud.functions.invoke(name, event ?? '', call?.identity ?? GUEST, 'function')
  // a call inside a call must not wait at the gate for a reset that waits for the outer one
  const outcome = call ? await run() : await cloud.gate.enter(run)
  if (!outcome.ok) throw new CloudError(outcome.code, outcome.message)
  return { response_data: outcome.reply }
}

async function callWeChat(cloud: Cloud, body: Json): Promise<unknown> {
  const { apiName, requestData } = body
  if (typeof apiName !== 'string') throw new CloudError('INVALID_PARAM', 'a call of WeChat needs an apiName')
  let request: unknown
  try {
    request = requestData === undefined || requestData === '' ? {} : JSON.parse(String(requestData))
  } catch {
    throw new CloudError('INVALID_PARAM', `the data for ${apiName} is not JSON`)
  }
  if (typeof request !== 'object' || request === null) {
    throw new CloudError('INVALID_PARAM', `the data for ${apiName} is not an object`)
  }
  return { responseData: JSON.stringify(await cloud.wechat.call(apiName, request as Json)) }
}

function userInfo(cloud: Cloud, { uuid, platformId }: Json): unknown {
  const openid = String(uuid ?? platformId ?? '')
  if (!cloud.personas.withOpenid(openid)) return {}
  return { openId: openid, appId: cloud.coordinates.appId, uid: '', customUserId: '', isAnonymous: false }
}
