import { prepareGround, type TestCloud, type TestGround } from '../fixtures/start'

jest.setTimeout(60_000)

interface Tokens {
  access_token: string
  refresh_token: string
  sub: string
}

/** The requests `@cloudbase/js-sdk` 3.7.0 was seen to send from Chromium, and nothing else. */
describe('sign-in of browsers', () => {
  let ground: TestGround
  let cloud: TestCloud
  beforeAll(async () => {
    ground = await prepareGround()
    cloud = await ground.start()
  })
  afterAll(async () => {
    await cloud.stop()
    await ground.remove()
  })

  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${cloud.url}${path}`, { method: 'POST', body: JSON.stringify(body), headers })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const anonymous = async (device?: string): Promise<Tokens> => {
    const headers: Record<string, string> = device === undefined ? {} : { 'x-device-id': device }
    return (await post('/auth/v1/signin/anonymously?client_id=test-env', {}, headers)).body as unknown as Tokens
  }
  const who = (token: string) => post('/v1/functions/probe', { action: 'who' }, { authorization: `Bearer ${token}` })
  const ticketFor = async (uid: string, change: Record<string, string> = {}): Promise<unknown> => {
    const { credentials } = (await cloud.local('GET', 'credentials')).body as { credentials: object }
    return (await cloud.probe({ action: 'ticket', uid, credentials: { ...credentials, ...change } })).body
  }
  const withTicket = (ticket: unknown) =>
    post('/auth/v1/signin/custom?client_id=test-env', { provider_id: 'custom', ticket })

  test('a stranger has a uid and no openid; one device is one stranger', async () => {
    const first = await anonymous('device-1')
    expect(await who(first.access_token)).toMatchObject({
      status: 200,
      body: { openId: '', uid: first.sub, isAnonymous: true, customUserId: '' },
    })
    expect((await anonymous('device-1')).sub).toBe(first.sub)
    expect((await anonymous('device-2')).sub).not.toBe(first.sub)
    expect((await anonymous()).sub).not.toBe((await anonymous()).sub)
  })

  test('a ticket signed by the SDK makes its user', async () => {
    const { status, body } = await withTicket(await ticketFor('user-7'))
    expect(status).toBe(200)
    expect(await who(String(body.access_token))).toMatchObject({
      body: { openId: '', uid: body.sub, isAnonymous: false, customUserId: 'user-7' },
    })
    const me = await fetch(`${cloud.url}/auth/v1/user/me`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    })
    expect(await me.json()).toMatchObject({ sub: body.sub, username: 'user-7' })
  })

  test('tickets that are forged, of another key or too old are refused', async () => {
    const ticket = String(await ticketFor('user-7'))
    const [key, jwt = ''] = ticket.split('/@@/')
    const [header, payload, signature] = jwt.split('.')
    const other = Buffer.from(JSON.stringify({ uid: 'admin', env: 'test-env', exp: Date.now() + 60_000 })).toString(
      'base64url',
    )
    for (const forged of [
      `${key}/@@/${header}.${other}.${signature}`,
      `${key}/@@/${header}.${payload}.`,
      `${key}/@@/${Buffer.from('{"alg":"none"}').toString('base64url')}.${other}.`,
      String(await ticketFor('user-7', { private_key_id: 'another' })),
      'nonsense',
      '',
    ]) {
      expect(await withTicket(forged)).toMatchObject({ status: 401, body: { code: 'INVALID_TICKET' } })
    }
    await cloud.local('POST', 'clock', { now: new Date(Date.now() + 3_600_000).toISOString() })
    expect(await withTicket(ticket)).toMatchObject({ status: 401, body: { message: 'the ticket is too old' } })
    await cloud.local('POST', 'clock', { now: null })
  })

  test('tokens that are forged, of the other kind or signed out are refused; a refresh makes new ones', async () => {
    const tokens = await anonymous()
    const [claims, mac = ''] = tokens.access_token.split('.')
    const forged = `${claims}.${mac.startsWith('A') ? 'B' : 'A'}${mac.slice(1)}`
    for (const token of [forged, tokens.refresh_token, 'nonsense']) {
      expect(await who(token)).toMatchObject({ status: 401, body: { code: 'INVALID_ACCESS_TOKEN' } })
    }
    const refresh = (token: string) => post('/auth/v1/token', { grant_type: 'refresh_token', refresh_token: token })
    expect(await refresh(tokens.access_token)).toMatchObject({ status: 401 })
    const fresh = await refresh(tokens.refresh_token)
    expect(await who(String(fresh.body.access_token))).toMatchObject({ status: 200, body: { uid: tokens.sub } })
    await post('/auth/v1/revoke', { token: tokens.access_token })
    expect(await who(tokens.access_token)).toMatchObject({ status: 401 })
  })

  test('without a token a browser is a guest; a failed function is an error with its code', async () => {
    expect(await post('/v1/functions/probe', { action: 'who' })).toMatchObject({
      status: 200,
      body: { openId: '', uid: '' },
    })
    expect(await post('/v1/functions/probe', { action: 'fail' })).toMatchObject({
      status: 400,
      body: { code: 'FUNCTION_INVOCATION_FAILED' },
    })
    expect(await post('/v1/functions/unheard-of', {})).toMatchObject({
      status: 404,
      body: { code: 'FUNCTION_NOT_FOUND' },
    })
  })
})
