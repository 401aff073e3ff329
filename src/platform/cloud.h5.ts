import { persona } from './persona'
import type { CloudPort } from './ports'
import { TransportError } from './transport'

const headers = (): Record<string, string> => {
  const key = process.env.WUQUAN_LOCAL === '1' ? persona.get() : null
  return { 'content-type': 'application/json', ...(key ? { 'x-local-persona': key } : {}) }
}

export const cloud: CloudPort = {
  start() {},
  async invoke(request) {
    let response: Response
    try {
      response = await fetch(process.env.WUQUAN_API_URL ?? '/functions/api', {
        method: 'POST',
        headers: headers(),
        body: JSON.stringify(request),
      })
    } catch (error) {
      throw new TransportError('offline', String(error), { cause: error })
    }
    if (response.status === 413) throw new TransportError('too_large', 'HTTP 413')
    try {
      return await response.json()
    } catch (error) {
      throw new TransportError('failed', `HTTP ${response.status}, not JSON`, { cause: error })
    }
  },
}
