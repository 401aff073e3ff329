import Taro from '@tarojs/taro'
import { persona } from './persona'
import type { ApiRequest, CloudPort } from './ports'
import { TransportError } from './transport'

const textOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'errMsg' in error ? String(error.errMsg) : String(error)

/** WeChat says everything in `errMsg`. A cloud function that ran and broke is `failed`, all else no network. */
function toTransportError(error: unknown): TransportError {
  const text = textOf(error)
  if (/EXCEED_MAX_PAYLOAD_SIZE|exceed max payload/i.test(text)) return new TransportError('too_large', text)
  if (/-50\d{4}|FUNCTION|errCode: ?-(404011|501)/i.test(text) && !/timeout/i.test(text)) {
    return new TransportError('failed', text, { cause: error })
  }
  return new TransportError('offline', text, { cause: error })
}

async function invokeLocally(request: ApiRequest): Promise<unknown> {
  const key = persona.get()
  const reply = await Taro.request({
    url: `${process.env.WUQUAN_LOCAL_CLOUD_URL}/functions/api`,
    method: 'POST',
    data: request,
    header: { 'content-type': 'application/json', ...(key ? { 'x-local-persona': key } : {}) },
  })
  if (reply.statusCode === 413) throw new TransportError('too_large', 'HTTP 413')
  return reply.data
}

export const cloud: CloudPort = {
  start() {
    if (process.env.WUQUAN_LOCAL !== '1')
      Taro.cloud.init({ traceUser: true, ...(process.env.WUQUAN_ENV_ID ? { env: process.env.WUQUAN_ENV_ID } : {}) })
  },
  async invoke(request) {
    try {
      if (process.env.WUQUAN_LOCAL === '1') return await invokeLocally(request)
      const { result } = await Taro.cloud.callFunction({ name: 'api', data: request })
      return result
    } catch (error) {
      throw error instanceof TransportError ? error : toTransportError(error)
    }
  },
}
