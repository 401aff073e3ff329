import { request } from 'node:http'
import { prepareGround, type TestCloud, type TestGround } from '../fixtures/start'

jest.setTimeout(60_000)

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const idOf = (path: string): string => `cloud://test-env.test-env-1300000000/${path}`

describe('files, with the real SDK', () => {
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

  const probe = async (event: object): Promise<Record<string, unknown>> => {
    const { status, body } = await cloud.probe(event)
    expect(status).toBe(200)
    return body as Record<string, unknown>
  }
  const urlOf = async (fileID: string, maxAge?: number): Promise<string> => {
    const { fileList } = await probe({ action: 'url', fileID, maxAge })
    const [file] = fileList as { tempFileURL: string; code: string }[]
    return file?.tempFileURL ?? ''
  }

  test.each(['a/plain.txt', 'a/带 空格 的中文.txt', 'deep/1/2/3/4.jpg'])('%s goes up and comes down', async (path) => {
    expect(await probe({ action: 'upload', path, base64: base64(`bytes of ${path}`) })).toEqual({ fileID: idOf(path) })
    expect(await probe({ action: 'download', fileID: idOf(path) })).toBe(base64(`bytes of ${path}`))
    const response = await fetch(await urlOf(idOf(path)))
    expect([response.status, await response.text()]).toEqual([200, `bytes of ${path}`])
    expect(response.headers.get('content-type')).toBe(path.endsWith('jpg') ? 'image/jpeg' : 'text/plain; charset=utf-8')
  })

  test('uploading again replaces, and its size and type are told', async () => {
    await probe({ action: 'upload', path: 'b.txt', base64: base64('first') })
    await probe({ action: 'upload', path: 'b.txt', base64: base64('second!') })
    expect(await probe({ action: 'download', fileID: idOf('b.txt') })).toBe(base64('second!'))
    const { fileList } = await probe({ action: 'fileInfo', fileID: idOf('b.txt') })
    expect(fileList).toMatchObject([{ size: 7, mime: 'text/plain', fileName: 'b.txt' }])
  })

  test('an address ends with its age, in real time, whatever the virtual clock says', async () => {
    await probe({ action: 'upload', path: 'c.txt', base64: base64('c') })
    await cloud.local('POST', 'clock', { now: '2031-01-01T00:00:00Z' })
    const url = await urlOf(idOf('c.txt'), 1)
    expect((await fetch(url)).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    const late = await fetch(url)
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')])
    await cloud.local('POST', 'clock', { now: null })
  })

  test('an address is for one file and cannot be changed', async () => {
    await probe({ action: 'upload', path: 'mine.txt', base64: base64('mine') })
    await probe({ action: 'upload', path: 'other.txt', base64: base64('other') })
    const url = await urlOf(idOf('mine.txt'))
    const [sign, expires] = [new URL(url).searchParams.get('sign') ?? '', Number(new URL(url).searchParams.get('t'))]
    const bare = url.split('?')[0] ?? ''
    for (const changed of [
      bare,
      url.replace('mine.txt', 'other.txt'),
      url.replace('mine.txt', 'x/../mine.txt').replace('x/', 'x%2f'),
      `${bare}?sign=${sign}&t=${expires + 1}`,
      `${bare}?sign=${sign.replace(/.$/, sign.endsWith('0') ? '1' : '0')}&t=${expires}`,
      `${bare}?sign=${sign}`,
    ]) {
      const response = await fetch(changed)
      expect([changed, response.status >= 403, await response.text()]).toEqual([
        changed,
        true,
        expect.stringMatching(/AccessDenied|NoSuchKey/),
      ])
    }
  })

  test('a ticket to upload is for one path and one use', async () => {
    const { data } = (await probe({ action: 'uploadMetadata', path: 'ticket.txt' })) as {
      data: { url: string; token: string; authorization: string; fileId: string }
    }
    const put = (url: string, authorization: string) =>
      fetch(url, { method: 'PUT', body: 'bytes', headers: { authorization, 'x-cos-security-token': data.token } })
    expect((await put(data.url.replace('ticket', 'other'), data.authorization)).status).toBe(403)
    expect((await put(data.url, 'forged')).status).toBe(403)
    const stolen = new URL(await urlOf(idOf('seed/a.txt'))).searchParams
    expect((await put(data.url, stolen.get('sign') ?? '')).status).toBe(403)
    expect(await urlOf(data.fileId)).toBe('')
    const stored = await put(data.url, data.authorization)
    expect([stored.status, await stored.text()]).toEqual([200, ''])
    expect(await probe({ action: 'download', fileID: data.fileId })).toBe(base64('bytes'))
  })

  test('an upload that breaks off leaves what was there', async () => {
    await probe({ action: 'upload', path: 'half.txt', base64: base64('whole') })
    const { data } = (await probe({ action: 'uploadMetadata', path: 'half.txt' })) as {
      data: { url: string; token: string; authorization: string }
    }
    const { hostname, port, pathname } = new URL(data.url)
    const headers = { authorization: data.authorization, 'x-cos-security-token': data.token, 'content-length': '1000' }
    const upload = request({ hostname, port, path: pathname, method: 'PUT', headers })
    upload.on('error', () => undefined)
    upload.write('only a part')
    await new Promise((resolve) => setTimeout(resolve, 100))
    upload.destroy()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await probe({ action: 'download', fileID: idOf('half.txt') })).toBe(base64('whole'))
    expect(cloud.errors()).toBe('')
  })

  test('paths that play tricks get no ticket', async () => {
    for (const path of ['../a', '/a', 'a//b', 'a/../../b', 'a%2e']) {
      expect(await probe({ action: 'uploadMetadata', path })).toMatchObject({
        refused: { code: 'STORAGE_PATH_INVALID' },
      })
    }
  })

  test('delete and copy say for each file what became of it', async () => {
    await probe({ action: 'upload', path: 'from/d.txt', base64: base64('d') })
    expect(await probe({ action: 'copyFile', from: 'from/d.txt', to: 'to/d.txt' })).toMatchObject({
      fileList: [{ code: 'SUCCESS' }],
    })
    expect(await probe({ action: 'download', fileID: idOf('to/d.txt') })).toBe(base64('d'))
    expect(await probe({ action: 'deleteFile', fileID: idOf('from/d.txt') })).toMatchObject({
      fileList: [{ code: 'SUCCESS' }],
    })
    expect(await probe({ action: 'deleteFile', fileID: idOf('from/d.txt') })).toMatchObject({
      fileList: [{ code: 'STORAGE_FILE_NONEXIST' }],
    })
    expect(await probe({ action: 'url', fileID: idOf('from/d.txt') })).toMatchObject({
      fileList: [{ code: 'STORAGE_FILE_NONEXIST' }],
    })
    expect(await probe({ action: 'copyFile', from: 'from/d.txt', to: 'again/d.txt' })).toMatchObject({
      fileList: [{ code: 'STORAGE_FILE_NONEXIST' }],
    })
  })

  test('a reset leaves the files of the seed and no others', async () => {
    await probe({ action: 'upload', path: 'gone.txt', base64: base64('gone') })
    await cloud.local('POST', 'reset', { seed: 'demo' })
    expect(await urlOf(idOf('gone.txt'))).toBe('')
    expect(await probe({ action: 'download', fileID: idOf('seed/a.txt') })).toBe(base64('from the seed'))
  })
})
