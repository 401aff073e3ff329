import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import path from 'node:path'
import cloudbase from '@cloudbase/node-sdk'
import { prepareGround, type TestCloud, type TestGround } from '../fixtures/start'

jest.setTimeout(60_000)

/** A request whose path and headers go out as written. */
function raw(url: string, where: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const call = request({ hostname, port, path: where, ...options }, (response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString()
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    call.on('error', reject)
    call.end()
  })
}

describe('the gateway', () => {
  let ground: TestGround
  let cloud: TestCloud
  beforeAll(async () => {
    ground = await prepareGround()
    const pages = path.join(ground.folder, 'pages')
    await mkdir(path.join(pages, 'js'), { recursive: true })
    await Promise.all([
      writeFile(path.join(pages, 'index.html'), '<!doctype html>首页'),
      writeFile(path.join(pages, 'js', 'app.0123abcd.js'), 'go()'),
      symlink(path.join(ground.folder, 'manifest.json'), path.join(pages, 'way-out.json')),
    ])
    cloud = await ground.start({ static: pages })
  })
  afterAll(async () => {
    await cloud.stop()
    await ground.remove()
  })

  test('serves the app, and nothing outside its folder', async () => {
    const home = await raw(cloud.url, '/')
    expect(home).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' },
    })
    expect(home.body).toContain('首页')
    const script = await raw(cloud.url, '/js/app.0123abcd.js?v=1')
    expect(script).toMatchObject({
      status: 200,
      body: 'go()',
      headers: { 'content-type': 'text/javascript; charset=utf-8' },
    })
    expect(script.headers['cache-control']).toContain('immutable')
    const again = await raw(cloud.url, '/', { headers: { 'if-none-match': String(home.headers.etag) } })
    expect(again).toMatchObject({ status: 304, body: '' })
    expect(await raw(cloud.url, '/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' })
    for (const trick of [
      '/../manifest.json',
      '/%2e%2e/manifest.json',
      '/js/..%2f..%2fmanifest.json',
      '/way-out.json',
      '/%00',
      '/%',
      '/js',
    ]) {
      const { status, body } = await raw(cloud.url, trick)
      expect([trick, status >= 400]).toEqual([trick, true])
      expect(body).not.toContain('test-env')
    }
  })

  test('answers loopback only: other hosts and other pages are refused', async () => {
    expect((await raw(cloud.url, '/__local/health', { headers: { host: 'evil.example' } })).status).toBe(403)
    expect((await raw(cloud.url, '/__local/health', { headers: { origin: 'https://evil.example' } })).status).toBe(403)
    expect((await raw(cloud.url, '/__local/health', { headers: { origin: 'null' } })).status).toBe(403)
    expect(
      (await raw(cloud.url, '/__local/health', { headers: { origin: 'http://localhost.evil.example' } })).status,
    ).toBe(403)
    const friend = await raw(cloud.url, '/__local/health', { headers: { origin: 'http://localhost:10086' } })
    expect(friend).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': 'http://localhost:10086' } })
    const preflight = await raw(cloud.url, '/functions/probe', {
      method: 'OPTIONS',
      headers: { origin: 'http://127.0.0.1:5000', 'access-control-request-headers': 'x-local-persona' },
    })
    expect(preflight).toMatchObject({ status: 204, headers: { 'access-control-allow-headers': 'x-local-persona' } })
  })

  test('what it does not know, it names', async () => {
    for (const where of ['nope', 'clock/x', 'nope.js']) {
      const { status, body } = await raw(cloud.url, `/__local/${where}`)
      expect([status, JSON.parse(body)]).toEqual([
        404,
        { code: 'NOT_FOUND', message: `there is no GET /__local/${where}` },
      ])
    }
    expect((await raw(cloud.url, '/functions/probe')).status).toBe(404)
    expect(await cloud.local('POST', 'reset', { seed: 'unheard-of' })).toMatchObject({
      status: 404,
      body: { code: 'SEED_NOT_FOUND', message: 'there is no seed "unheard-of"' },
    })
    expect((await cloud.local('POST', 'reset', { seed: '../manifest' })).body).toMatchObject({ code: 'SEED_NOT_FOUND' })
    expect((await cloud.local('POST', 'reset', {})).status).toBe(400)
  })

  test('health and personas', async () => {
    expect((await cloud.local('GET', 'health')).body).toMatchObject({ ok: true, env: 'test-env', dataFolder: 'data' })
    expect((await cloud.local('GET', 'personas')).body).toMatchObject({
      personas: [{ key: 'resident', label: '居民甲' }, { key: 'grid' }],
    })
  })

  test('the console is served with every file it names', async () => {
    const seen = new Set<string>()
    const follow = async (file: string): Promise<void> => {
      if (seen.has(file)) return
      seen.add(file)
      const { status, body } = await raw(cloud.url, `/__local/${file}`)
      expect([file, status]).toEqual([file, 200])
      for (const [, name] of body.matchAll(/(?:href="|src="|from '\.\/)([\w.]+)["']/g)) await follow(name ?? '')
    }
    await follow('')
    expect([...seen]).toEqual(
      expect.arrayContaining(['style.css', 'app.js', 'overview.js', 'data.js', 'calls.js', 'messages.js', 'dom.js']),
    )
  })

  test('documents are read page by page, and a collection nobody declared is named', async () => {
    await cloud.local('POST', 'reset', { seed: 'many' })
    expect((await cloud.local('GET', 'collections')).body).toEqual({
      collections: [{ name: 'things', count: 120, indexes: [] }],
    })
    const ids: unknown[] = []
    for (let after: unknown = ''; after !== null; ) {
      const { documents, next } = (await cloud.local('GET', `documents/things?after=${after}`)).body
      ids.push(...(documents as { _id: unknown }[]).map(({ _id }) => _id))
      after = next
    }
    expect(ids).toEqual(Array.from({ length: 120 }, (_, n) => `id-${String(n).padStart(3, '0')}`))
    expect(await cloud.local('GET', 'documents/unheard-of')).toMatchObject({
      status: 400,
      body: { code: 'DATABASE_COLLECTION_NOT_EXIST', message: expect.stringContaining('unheard-of') },
    })
  })

  describe('the SDK’s endpoint', () => {
    async function sdk(change: Record<string, string> = {}) {
      const { secretId, secretKey, envId, serviceUrl } = (await cloud.local('GET', 'credentials')).body as Record<
        string,
        string
      >
      return cloudbase.init({ env: envId, secretId, secretKey, serviceUrl, ...change } as Parameters<
        typeof cloudbase.init
      >[0])
    }

    beforeAll(() => {
      // otherwise the SDK looks for a metadata server before each request
      process.env.TENCENTCLOUD = 'true'
    })
    afterAll(() => {
      delete process.env.TENCENTCLOUD
    })

    test('serves a script that holds this run’s keys', async () => {
      const { data } = await (await sdk()).database().collection('things').limit(1).get()
      expect(Array.isArray(data)).toBe(true)
    })

    test('refuses a wrong key, a wrong id and another environment', async () => {
      const get = async (change: Record<string, string>) =>
        (await sdk(change)).database().collection('things').limit(1).get()
      await expect(get({ secretKey: 'wrong' })).rejects.toMatchObject({ code: 'SIGN_PARAM_INVALID' })
      await expect(get({ secretId: 'wrong' })).rejects.toMatchObject({ code: 'SIGN_PARAM_INVALID' })
      await expect(get({ accessKey: 'wrong' })).rejects.toMatchObject({ code: 'INVALID_ACCESS_TOKEN' })
      await expect(get({ env: 'other-env' })).rejects.toMatchObject({ code: 'INVALID_ENV' })
      const { body } = await cloud.probe({ action: 'wrongKey', secretKey: 'wrong' })
      expect(body).toMatchObject({ refused: { code: 'SIGN_PARAM_INVALID' } })
    })

    test('refuses a signed body that was changed on the way, and one that is not signed', async () => {
      const captured = await capture(await sdk())
      const send = async (body: string, headers: Record<string, string>) => {
        const response = await fetch(`${cloud.url}/admin?${captured.query}`, { method: 'POST', body, headers })
        return { status: response.status, body: await response.json() }
      }
      expect(await send(captured.body, captured.headers)).toMatchObject({ status: 200, body: { data: { list: [] } } })
      expect(await send(captured.body.replace('nobody', 'a'), captured.headers)).toMatchObject({
        status: 200,
        body: { code: 'SIGN_PARAM_INVALID', requestId: expect.any(String) },
      })
      expect(await send(captured.body, { 'content-type': 'application/json' })).toMatchObject({
        status: 200,
        body: { code: 'SIGN_PARAM_INVALID' },
      })
      expect(await send('{', captured.headers)).toMatchObject({ status: 200, body: { code: 'INVALID_PARAM' } })
    })

    /** What the SDK would have sent: caught by a server of our own that has the gateway's address in its host header. */
    async function capture(app: Awaited<ReturnType<typeof sdk>>) {
      const http = jest.requireActual<typeof import('node:http')>('node:http')
      const original = http.request
      let seen: { url: string; options: { headers: Record<string, string> }; body: string } | undefined
      const spy = jest.spyOn(http, 'request').mockImplementation(((url: string, options: never, callback: never) => {
        const call = original(url, options, callback)
        const write = call.write.bind(call)
        call.write = ((chunk: string, ...rest: never[]) => {
          seen = { url, options, body: String(chunk) }
          return write(chunk, ...rest)
        }) as never
        return call
      }) as never)
      await app.database().collection('things').doc('nobody').get()
      spy.mockRestore()
      if (!seen) throw new Error('the SDK sent nothing')
      const { Host: _host, 'content-length': _length, ...headers } = seen.options.headers
      const strings = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]))
      return { query: seen.url.split('?')[1] ?? '', headers: strings, body: seen.body }
    }

    test('an action nobody built is named', async () => {
      const app = await sdk()
      await expect(app.auth().queryUserInfo({ platform: 'CUSTOM', platformId: 'x' })).resolves.toMatchObject({
        userInfo: {},
      })
      const compatible = app as unknown as { callCompatibleWxOpenApi(options: object): Promise<unknown> }
      await expect(
        compatible.callCompatibleWxOpenApi({ apiName: 'x', requestData: Buffer.from('x') }),
      ).rejects.toMatchObject({
        code: 'INVALID_ACTION',
        message: expect.stringContaining('wx.openApi'),
      })
    })
  })
})
