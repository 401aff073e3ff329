import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { prepareGround, type TestGround } from './fixtures/start'

jest.setTimeout(60_000)

describe('starting and stopping', () => {
  let ground: TestGround
  beforeAll(async () => {
    ground = await prepareGround()
  })
  afterAll(() => ground.remove())

  test('a taken port and real credentials are one clear sentence', async () => {
    const cloud = await ground.start()
    const port = Number(new URL(cloud.url).port)
    await expect(ground.start({ port, data: path.join(ground.folder, 'other') })).rejects.toThrow(
      new RegExp(`ended with 1: port ${port} is taken by another program; choose another one$`),
    )
    await expect(ground.start({ environment: { TENCENTCLOUD_SECRETID: 'AKID' } })).rejects.toThrow(
      /ended with 1: TENCENTCLOUD_SECRETID is set: [^\n]*$/,
    )
    expect(await cloud.stop()).toBe(0)
  })

  test('a data folder in use and a broken state file are one clear sentence', async () => {
    const data = path.join(ground.folder, 'busy')
    const cloud = await ground.start({ data })
    await expect(ground.start({ data })).rejects.toThrow(/ended with 1: [^\n]+$/)
    expect(await cloud.stop()).toBe(0)
    await writeFile(path.join(data, 'state.json'), '{"clock":')
    await expect(ground.start({ data })).rejects.toThrow(/ended with 1: the state file \S+ is not JSON$/)
    const file = path.join(ground.folder, 'personas.json', 'data')
    await expect(ground.start({ data: file })).rejects.toThrow(
      /ended with 1: the data folder \S+ cannot be used \(ENOTDIR\)$/,
    )
  })

  test('a faulty manifest or persona list is one clear sentence', async () => {
    const data = path.join(ground.folder, 'never')
    const faults: [string, (text: string) => string, RegExp][] = [
      ['manifest.json', (text) => text.replace('"probe.js"', '7'), /gives the function probe no bundle$/],
      ['manifest.json', (text) => text.replace('* * * * * * 2030', '* * * * * 1 *'), /write weekdays as SUN … SAT/],
      ['manifest.json', (text) => text.replace('"wechat"', '"probe"'), /declares the function probe twice$/],
      [
        'manifest.json',
        (text) => text.replace('{', '{"pushFunction":"unheard-of",'),
        /has no function unheard-of to receive pushes$/,
      ],
      ['manifest.json', () => '{', /the manifest \S+ is not JSON$/],
      ['personas.json', (text) => text.replace('"grid"', '"resident"'), /has the key "resident" twice$/],
    ]
    for (const [name, change, sentence] of faults) {
      const file = path.join(ground.folder, name)
      const whole = await readFile(file, 'utf8')
      await writeFile(file, change(whole))
      const error = await ground.start({ data }).catch((reason: Error) => reason.message)
      await writeFile(file, whole)
      expect(error).toMatch(sentence)
      expect(error).toMatch(/^the local cloud ended with 1: [^\n]+$/)
    }
  })

  test('it ends with the program that started it', async () => {
    const cloud = await ground.start({ data: path.join(ground.folder, 'orphan') })
    const ended = new Promise((resolve) => cloud.process.once('close', resolve))
    cloud.process.stdin?.end()
    expect(await ended).toBe(0)
  })

  test('the clock, the seed, documents, files and messages survive a restart and a crash', async () => {
    const data = path.join(ground.folder, 'kept')
    let cloud = await ground.start({ data })
    await cloud.local('POST', 'reset', { seed: 'demo' })
    await cloud.local('POST', 'clock', { now: '2025-04-26T02:00:00.000Z' })
    await cloud.probe({ action: 'upload', path: 'kept/a.txt', base64: Buffer.from('kept').toString('base64') })
    const message = {
      touser: 'openid-grid',
      templateId: 'T1',
      data: { thing1: { value: '路灯' }, time2: { value: '15:01' } },
    }
    await cloud.probe({ action: 'weChat', apiName: 'subscribeMessage.send', data: message })
    for (const end of ['stop', 'kill'] as const) {
      await cloud[end]()
      cloud = await ground.start({ data })
      expect((await cloud.local('GET', 'health')).body).toMatchObject({
        seed: 'demo',
        clock: { now: '2025-04-26T02:00:00.000Z', mode: 'pinned' },
      })
      expect((await cloud.probe({ action: 'list' })).body).toMatchObject([{ _id: 'a', n: 1 }])
      const fileID = 'cloud://test-env.test-env-1300000000/kept/a.txt'
      expect((await cloud.probe({ action: 'download', fileID })).body).toBe(Buffer.from('kept').toString('base64'))
      expect((await cloud.local('GET', 'messages')).body).toMatchObject({ messages: [{ touser: 'openid-grid' }] })
    }
    await cloud.stop()
  })
})
