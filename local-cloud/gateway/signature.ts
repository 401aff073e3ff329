import { timingSafeEqual } from 'node:crypto'
import { sign } from '@cloudbase/signature-nodejs'

/** A request of the SDK as it arrived; `params` is its parsed body. */
export interface SignedRequest {
  url: string
  headers: Record<string, string | string[] | undefined>
  params: Record<string, unknown>
}

/**
 * Checks a TC3-HMAC-SHA256 signature by signing the same request with the vendor's own library and comparing the whole
 * header. Returns why it is refused, or undefined. Age is not checked: functions sign with the virtual clock's time,
 * and the keys end with the run anyway.
 */
export function refuseSignature(
  request: SignedRequest,
  keys: { secretId: string; secretKey: string },
): string | undefined {
  const { authorization, 'x-timestamp': timestamp } = request.headers
  if (typeof authorization !== 'string') return 'the request is not signed'
  const parts = /^TC3-HMAC-SHA256 Credential=([^/]+)\/.*SignedHeaders=([^,]+), Signature=[0-9a-f]{64}$/.exec(
    authorization,
  )
  if (!parts || typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp))
    return 'the authorization header is malformed'
  if (parts[1] !== keys.secretId) return 'the secret id is unknown'
  const signed = (parts[2] ?? '').split(';')
  if (!signed.includes('host') || !signed.includes('content-type')) return 'host and content-type must be signed'
  const headers = Object.fromEntries(signed.map((name) => [name, request.headers[name]]))
  if (Object.values(headers).some((value) => typeof value !== 'string')) return 'a signed header is missing'
  const expected = sign({
    ...keys,
    method: 'post', // the SDK signs its own spelling of the method
    url: request.url,
    headers,
    params: request.params,
    timestamp: Number(timestamp),
    service: 'tcb',
    withSignedParams: true,
  }).authorization
  const [given, wanted] = [Buffer.from(authorization), Buffer.from(expected)]
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? undefined : 'the signature does not match'
}
