import { deflateSync } from 'node:zlib'
import { photoMaxBytes, upload } from '@/capabilities/files/contract'
import { startCloud, type TestCloud } from './support/cloud'
import { smallPhoto } from './support/photos'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.stop())
jest.setTimeout(60_000)

const sentence = async (base64: string) => (await cloud.refusal('resident-blhy-1', upload, { base64 })).userMessage

describe('uploading a photo', () => {
  test('it is kept without its metadata, with a thumbnail, at addresses that work', async () => {
    const plain = Buffer.from(smallPhoto(), 'base64')
    const comment = Buffer.from('\xff\xfe\x00\x10secret place 1', 'latin1')
    const told = Buffer.concat([plain.subarray(0, 2), comment, plain.subarray(2), Buffer.from('hidden')])
    const photo = await cloud.as('resident-blhy-1', upload, { base64: told.toString('base64') })
    expect(photo).toMatchObject({ width: 64, height: 48 })
    for (const url of [photo.url, photo.thumbUrl]) {
      const response = await fetch(url)
      const kept = Buffer.from(await response.arrayBuffer())
      expect(kept.subarray(0, 3).toString('hex')).toBe('ffd8ff')
      expect(kept.includes('secret') || kept.includes('hidden')).toBe(false)
    }
  })

  test('a text file named .jpg, a broken photo, a bomb and a huge one are refused with what to do', async () => {
    expect(await sentence(Buffer.from('只是文字').toString('base64'))).toBe('这不是照片，请换一张 JPG 或 PNG 图片。')
    expect(await sentence(smallPhoto().slice(0, 400))).toContain('照片打不开')
    const bomb = Buffer.concat([
      Buffer.from('89504e470d0a1a0a0000000d49484452ffffffffffffffff080200000000000000', 'hex'),
      deflateSync(Buffer.alloc(1000)),
    ])
    expect(await sentence(bomb.toString('base64'))).toContain('照片打不开')
    expect(await sentence(Buffer.alloc(photoMaxBytes + 1).toString('base64'))).toBe('照片太大，请换一张小于4MB的。')
  })

  test('10 MB never reaches the function', async () => {
    const body = { action: 'files.upload', input: { base64: 'A'.repeat(13_400_000) } }
    const response = await cloud.post('/functions/api', body, { 'x-local-persona': 'resident-blhy-1' })
    expect(response.status).toBe(413)
  })

  test('needs a person who agreed', async () => {
    expect((await cloud.refusal(null, upload, { base64: smallPhoto() })).code).toBe('not_signed_in')
    expect((await cloud.refusal('newcomer-1', upload, { base64: smallPhoto() })).code).toBe('forbidden')
  })

  test('thirty a day, then tomorrow again', async () => {
    await cloud.clock('2025-04-01T09:00:00+08:00')
    for (let n = 0; n < 30; n++) await cloud.as('resident-jhy-1', upload, { base64: smallPhoto(n) })
    const full = await cloud.refusal('resident-jhy-1', upload, { base64: smallPhoto() })
    expect([full.code, full.userMessage]).toEqual(['rate_limited', '今天传的照片够多了，请明天再传。'])
    await cloud.clock('2025-04-02T00:00:00+08:00')
    await cloud.as('resident-jhy-1', upload, { base64: smallPhoto() })
  })

  test('costs at most ten round trips, sent twice under one client id it is one photo', async () => {
    const body = { action: 'files.upload', input: { base64: smallPhoto(7) }, clientId: 'upload-once-1' }
    const first = await cloud.request('resident-blhy-2', body)
    const second = await cloud.request('resident-blhy-2', body)
    if (!first.reply.ok || !second.reply.ok) throw new Error('refused')
    expect(second.reply.data).toEqual(first.reply.data)
    expect(first.stats.waves).toBeLessThanOrEqual(10)
  })
})
