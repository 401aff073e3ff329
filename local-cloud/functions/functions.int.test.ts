import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { edit, prepareGround, type TestCloud, type TestGround } from '../fixtures/start'

jest.setTimeout(60_000)

describe('function calls, with the real SDK', () => {
  let ground: TestGround
  let cloud: TestCloud
  beforeAll(async () => {
    ground = await prepareGround()
    cloud = await ground.start()
    await cloud.local('POST', 'reset', { seed: 'demo' })
  })
  afterAll(async () => {
    await cloud.stop()
    await ground.remove()
  })

  test('a document goes to the database and back', async () => {
    const { status, body, stats } = await cloud.probe({ action: 'roundTrip', document: { n: 1, 名: '灯' } }, 'resident')
    expect(status).toBe(200)
    expect(body).toMatchObject({ first: { n: 1, 名: '灯' }, second: { n: 2, 名: '灯' } })
    expect(stats).toMatchObject({ requests: 4, databaseRequests: 4, waves: 4, returned: expect.any(Number) })
  })

  test('a transaction commits', async () => {
    expect((await cloud.probe({ action: 'transaction' })).body).toBe('committed')
  })

  test('requests side by side are one round trip', async () => {
    const { stats } = await cloud.probe({ action: 'threeReads' })
    expect(stats).toMatchObject({ requests: 3, waves: 2, examined: 3, returned: 3 })
  })

  test('the persona is the platform identity; a guest has none; an unknown key is refused by name', async () => {
    expect((await cloud.probe({ action: 'who' }, 'grid')).body).toMatchObject({ openId: 'openid-grid' })
    expect((await cloud.probe({ action: 'who' })).body).toMatchObject({ openId: '' })
    const unknown = await cloud.probe({ action: 'who' }, 'nobody')
    expect(unknown).toMatchObject({
      status: 400,
      body: { code: 'PERSONA_UNKNOWN', message: expect.stringContaining('"nobody"') },
    })
  })

  test('identities of overlapping calls never mix', async () => {
    const one = async (): Promise<void> => {
      const persona = Math.random() < 0.5 ? 'resident' : 'grid'
      const { body } = await cloud.probe({ action: 'whoTwice', ms: Math.floor(Math.random() * 5) }, persona)
      expect(body).toEqual({ before: `openid-${persona}`, after: `openid-${persona}` })
    }
    for (let round = 0; round < 10; round += 1) await Promise.all(Array.from({ length: 100 }, one))
  })

  test('what a client writes into the event names nobody', async () => {
    const { body } = await cloud.probe({ action: 'echo', userInfo: { openId: 'openid-grid' } }, 'resident')
    expect(body).toEqual({ action: 'echo', userInfo: { openId: 'openid-grid' } })
    expect((await cloud.probe({ action: 'echo' }, 'resident')).body).toEqual({ action: 'echo' })
  })

  test('the environment is the platform’s, and nothing of this machine', async () => {
    const { body } = await cloud.probe({ action: 'environment' }, 'resident')
    expect(body).toMatchObject({
      WX_OPENID: 'openid-resident',
      TCB_ENV: 'test-env',
      TENCENTCLOUD_RUNENV: 'SCF',
      LOCAL_CLOUD: '1',
      GREETING: '您好',
      TZ: 'Asia/Shanghai',
    })
    expect(body).not.toHaveProperty('HOME')
    expect((await cloud.probe({ action: 'environment' })).body).not.toHaveProperty('WX_OPENID')
  })

  test('the context says which request this is', async () => {
    const { body, requestId } = await cloud.probe({ action: 'context' })
    expect(body).toMatchObject({
      request_id: requestId,
      function_name: 'probe',
      time_limit_in_ms: 30_000,
      memory_limit_in_mb: 256,
    })
    expect(JSON.parse((body as { environment: string }).environment)).toMatchObject({ TCB_ENV: 'test-env' })
  })

  test('a call that blocks its thread is killed in time, and the next one is served', async () => {
    const file = path.join(ground.folder, 'alive')
    const hasty = async (event: object) => {
      const response = await fetch(`${cloud.url}/functions/hasty`, { method: 'POST', body: JSON.stringify(event) })
      return { status: response.status, body: await response.json() }
    }
    const started = performance.now()
    expect(await hasty({ action: 'spin', file })).toMatchObject({
      status: 500,
      body: { code: 'FUNCTION_TIME_LIMIT_EXCEEDED', requestId: expect.any(String) },
    })
    expect(performance.now() - started).toBeGreaterThan(990)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const last = await readFile(file, 'utf8')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await readFile(file, 'utf8')).toBe(last)
    expect((await hasty({ action: 'echo' })).status).toBe(200)
  })

  test('a failure tells the caller a code and the developer the reason', async () => {
    const { status, body, requestId } = await cloud.probe({ action: 'fail' }, 'resident')
    expect(status).toBe(500)
    expect(body).toEqual({ code: 'FUNCTION_INVOCATION_FAILED', message: expect.any(String), requestId })
    expect(JSON.stringify(body)).not.toMatch(/139|at main/)
    const { calls } = (await cloud.local('GET', 'calls')).body as { calls: Record<string, unknown>[] }
    expect(calls.find((call) => call.requestId === requestId)).toMatchObject({
      function: 'probe',
      action: 'fail',
      persona: 'resident',
      outcome: 'FUNCTION_INVOCATION_FAILED',
      failure: expect.stringContaining('139****0001'),
      logs: [{ level: 'warn', text: "about to fail { for: 'a test' }" }],
    })
  })

  test('a process that exits, a bundle that does not load and one that is not there are failures', async () => {
    expect((await cloud.probe({ action: 'exit' })).body).toMatchObject({ code: 'FUNCTION_INVOCATION_FAILED' })
    for (const name of ['broken', 'absent']) {
      const response = await fetch(`${cloud.url}/functions/${name}`, { method: 'POST', body: '{}' })
      expect(response.status).toBe(500)
      expect(await response.json()).toMatchObject({ code: 'FUNCTION_INVOCATION_FAILED' })
    }
    expect(cloud.errors()).toMatch(/broken.*does not load/)
    expect(cloud.errors()).toMatch(/there is no bundle at .*absent\.js/)
  })

  test('memory has the limit of the manifest', async () => {
    const response = await fetch(`${cloud.url}/functions/small`, { method: 'POST', body: '{"action":"memory"}' })
    expect(await response.json()).toMatchObject({ code: 'FUNCTION_MEMORY_LIMIT_EXCEEDED' })
  })

  test('events and replies may have 6 MB and no more', async () => {
    const limit = 6 * 1024 * 1024
    const frame = JSON.stringify({ action: 'echo', text: '' }).length
    const fits = await cloud.probe({ action: 'echo', text: 'x'.repeat(limit - frame) })
    expect(fits.status).toBe(200)
    const over = await fetch(`${cloud.url}/functions/probe`, { method: 'POST', body: 'x'.repeat(limit + 1) }).then(
      async (response) => ({ status: response.status, body: await response.json() }),
    )
    expect(over).toMatchObject({ status: 413, body: { code: 'EXCEED_MAX_PAYLOAD_SIZE', message: expect.any(String) } })
    expect((await cloud.probe({ action: 'big', bytes: limit - 2 })).status).toBe(200)
    expect(await cloud.probe({ action: 'big', bytes: limit - 1 })).toMatchObject({
      status: 500,
      body: { code: 'EXCEED_MAX_PAYLOAD_SIZE' },
    })
  })

  test('an event that is not JSON and a function nobody declared are refused by name', async () => {
    const bad = await fetch(`${cloud.url}/functions/probe`, { method: 'POST', body: '{' })
    expect([bad.status, await bad.json()]).toEqual([400, expect.objectContaining({ code: 'FUNCTION_PARAM_INVALID' })])
    const unknown = await fetch(`${cloud.url}/functions/unheard-of`, { method: 'POST', body: '{}' })
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      { code: 'FUNCTION_NOT_FOUND', message: 'there is no function "unheard-of"' },
    ])
  })

  test('no event is an empty one; no return value is null', async () => {
    const empty = await fetch(`${cloud.url}/functions/wechat`, { method: 'POST' })
    expect(empty.status).toBe(500)
    expect(cloud.errors()).toContain('the probe has no action undefined')
    expect((await cloud.probe({ action: 'nothing' })).body).toBeNull()
  })

  test('a function calls another in the name of its caller', async () => {
    const { body } = await cloud.probe({ action: 'callOther', name: 'wechat', data: { action: 'who' } }, 'resident')
    expect(body).toMatchObject({ result: { openId: 'openid-resident' } })
    expect((await cloud.probe({ action: 'callOther', name: 'unheard-of', data: {} })).body).toMatchObject({
      refused: { code: 'FUNCTION_NOT_FOUND' },
    })
    expect((await cloud.probe({ action: 'callOther', name: 'wechat', data: { action: 'fail' } })).body).toMatchObject({
      refused: { code: 'FUNCTION_INVOCATION_FAILED' },
    })
  })

  test('a reset brings fresh instances, and so does a changed bundle', async () => {
    const count = async (): Promise<unknown> => (await cloud.probe({ action: 'count' })).body
    await cloud.local('POST', 'reset', { seed: 'demo' })
    expect([await count(), await count()]).toEqual([1, 2])
    await cloud.local('POST', 'reset', { seed: 'demo' })
    expect([await count(), await count()]).toEqual([1, 2])
    await edit(path.join(ground.folder, 'probe.js'), (text) => text.replace('calls += 1', 'calls += 10'))
    expect([await count(), await count()]).toEqual([10, 20])
  })
})
