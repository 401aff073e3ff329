import * as files from '@/capabilities/files/contract'
import * as ledger from '@/capabilities/ledger/contract'
import * as notifications from '@/capabilities/notifications/contract'
import * as repairs from '@/capabilities/repairs/contract'
import { formatDateTime } from '@/kernel/dates'
import { startCloud, type TestCloud } from './support/cloud'
import { smallPhoto } from './support/photos'
import { blhy, lampAfter, lampSteps } from './support/repair'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.stop())

const period = { from: '2025-03-03', to: '2025-05-11' }
const lamps = async (): Promise<number> => {
  const { totals } = await cloud.as(null, ledger.report, period)
  return totals.find(({ indicator }) => indicator === 'LAMP')?.qty ?? 0
}

describe('the story of one repair', () => {
  test('given a broken lamp, when everyone does their part, then it is fixed, verified, rated and in the ledger', async () => {
    await cloud.clock('2025-03-18T09:00:00+08:00')
    const before = await lamps()
    const ref = await lampAfter(cloud, 'rate')
    const detail = await cloud.as(blhy.resident, repairs.get, { id: ref.id })
    expect(detail).toMatchObject({
      status: 'closed',
      mine: true,
      result: { quantity: 2, unit: '个' },
      allowed: ['reopen'],
    })
    expect(detail.timeline.map(({ title }) => title)).toEqual([
      '报修',
      '派给物业',
      '接单，开始处理',
      '修好了',
      '核查通过',
      '评价 5 星',
    ])
    expect(await lamps()).toBe(before + 2)
    const chain = await cloud.as(blhy.resident, repairs.verifyChain, { id: ref.id })
    expect(chain).toEqual({ intact: true, events: 6, sentence: '记录完整：6条，一条都没有改过。' })
  })

  test('everyone concerned finds it in their inbox', async () => {
    const ref = await lampAfter(cloud, 'verify')
    const inboxOf = async (persona: string) =>
      (await cloud.as(persona, notifications.list, {})).items.filter(({ caseId }) => caseId === ref.id)
    expect((await inboxOf(blhy.resident)).map(({ title }) => title)).toEqual([
      '请您评价',
      '修好了，等核查',
      '有人来修了',
      '已经派单',
    ])
    expect((await inboxOf(blhy.property)).map(({ title }) => title)).toEqual(['新派单'])
    expect((await inboxOf(blhy.grid)).map(({ title }) => title)).toEqual(['请核查', '新的报修待派单'])
    expect(await inboxOf(blhy.elsewhere)).toEqual([])
  })

  test('a rework after verification takes the row back, and the next verification posts again', async () => {
    const before = await lamps()
    const verified = await lampAfter(cloud, 'verify')
    expect(await lamps()).toBe(before + 2)
    const reopened = await cloud.as(blhy.resident, repairs.reopen, { ...ref(verified), reason: '又不亮了' })
    expect(await lamps()).toBe(before)
    const finished = await lampSteps.finish(cloud, reopened)
    await lampSteps.verify(cloud, finished)
    expect(await lamps()).toBe(before + 2)
  })

  test('photos show to those who may see the case, through addresses that work', async () => {
    const { id } = await lampAfter(cloud, 'finish')
    const { result } = await cloud.as(blhy.resident, repairs.get, { id })
    const [photo] = result?.photos ?? []
    if (!photo) throw new Error('no photo')
    for (const url of [photo.url, photo.thumbUrl]) {
      const bytes = Buffer.from(await (await fetch(url)).arrayBuffer())
      expect(bytes.subarray(0, 3).toString('hex')).toBe('ffd8ff')
    }
  })
})

describe('clocks', () => {
  const dueOf = async (reported: string): Promise<string> => {
    await cloud.clock(reported)
    const { dueAt } = await cloud.as(blhy.resident, repairs.submit, { communityId: 'BLHY', category: 'A01' })
    return formatDateTime(dueAt)
  }

  test('reported 2025-04-30 16:00 in A01 → due 2025-05-08 16:00', async () => {
    expect(await dueOf('2025-04-30T16:00:00+08:00')).toBe('2025-05-08 16:00')
  })

  test('reported Saturday 2025-04-26 10:00 → counted from Sunday 08:00', async () => {
    expect(await dueOf('2025-04-26T10:00:00+08:00')).toBe(await dueOf('2025-04-27T08:00:00+08:00'))
  })

  test('挂账 for two working days moves the due time by two working days', async () => {
    await cloud.clock('2025-03-18T09:00:00+08:00')
    const signed = await lampAfter(cloud, 'sign')
    const due = async () => formatDateTime((await cloud.as(blhy.resident, repairs.get, { id: signed.id })).dueAt ?? 0)
    expect(await due()).toBe('2025-03-21 09:00')
    const standing = await cloud.as(blhy.admin, repairs.suspend, {
      ...ref(signed),
      reason: 'funds',
      note: '等配件钱',
      days: 20,
    })
    await cloud.clock('2025-03-20T09:00:00+08:00')
    await cloud.as(blhy.property, repairs.resume, ref(standing))
    expect(await due()).toBe('2025-03-25 09:00')
  })
})

const ref = ({ id, v }: { id: string; v: number }) => ({ id, v })

describe('refusals, each with its sentence', () => {
  beforeAll(() => cloud.clock('2025-03-18T09:00:00+08:00'))

  const says = async (promise: Promise<{ code: string; userMessage: string }>, code: string, sentence: string) => {
    const { code: got, userMessage } = await promise
    expect({ code: got, userMessage }).toEqual({ code, userMessage: sentence })
  }

  test('the handler verifying', async () => {
    const finished = await lampAfter(cloud, 'finish')
    await says(
      cloud.refusal(blhy.property, repairs.verify, ref(finished)),
      'forbidden',
      '这件事由有相应职责的工作人员来办。',
    )
  })

  test('a verifier verifying twice', async () => {
    const verified = await lampAfter(cloud, 'verify')
    await says(
      cloud.refusal(blhy.otherGrid, repairs.verify, ref(verified)),
      'wrong_state',
      '现在是“待评价”，这一步办不了。',
    )
  })

  test('dispatch outside scope', async () => {
    const submitted = await lampAfter(cloud, 'submit')
    await says(
      cloud.refusal(blhy.elsewhere, repairs.dispatch, { ...ref(submitted), handler: 'PM' }),
      'forbidden',
      '这不在您负责的范围内。',
    )
  })

  test('an expired grant', async () => {
    const submitted = await lampAfter(cloud, 'submit')
    await says(
      cloud.refusal('grid-expired-1', repairs.dispatch, { ...ref(submitted), handler: 'PM' }),
      'forbidden',
      '您的授权已到期，请联系镇管理员续期。',
    )
  })

  test('a stale version', async () => {
    const submitted = await lampAfter(cloud, 'submit')
    await lampSteps.dispatch(cloud, submitted)
    await says(
      cloud.refusal(blhy.grid, repairs.dispatch, { ...ref(submitted), handler: 'PM' }),
      'conflict',
      '刚刚有人处理过这一条，请刷新后再办。',
    )
  })

  test('a state skipped', async () => {
    const submitted = await lampAfter(cloud, 'submit')
    await says(
      cloud.refusal(blhy.otherGrid, repairs.verify, ref(submitted)),
      'wrong_state',
      '现在是“待受理”，这一步办不了。',
    )
  })

  test('a second rating', async () => {
    const rated = await lampAfter(cloud, 'rate')
    await says(
      cloud.refusal(blhy.resident, repairs.rate, { ...ref(rated), stars: 1 }),
      'conflict',
      '您已经评价过了，谢谢您。',
    )
  })

  test('a reveal without reason', async () => {
    const submitted = await lampAfter(cloud, 'submit')
    await says(cloud.refusal(blhy.grid, repairs.reveal, { id: submitted.id }), 'invalid_input', '这一项要填。')
    await says(
      cloud.refusal(blhy.grid, repairs.reveal, { id: submitted.id, reason: '看' }),
      'invalid_input',
      '至少写4个字。',
    )
  })

  test('an unknown key in the input', async () => {
    await says(
      cloud.refusal(blhy.resident, repairs.submit, { communityId: 'BLHY', category: 'A01', reporterId: 'someone' }),
      'invalid_input',
      '不认识的内容：reporterId',
    )
  })

  test('2,001 characters', async () => {
    const text = '灯'.repeat(2001)
    await says(
      cloud.refusal(blhy.resident, repairs.submit, { communityId: 'BLHY', category: 'A01', text }),
      'invalid_input',
      '最多写2000个字。',
    )
  })

  test('a photo too large', async () => {
    const base64 = Buffer.concat([Buffer.from(smallPhoto(), 'base64'), Buffer.alloc(4.3 * 1024 * 1024)]).toString(
      'base64',
    )
    await says(cloud.refusal(blhy.resident, files.upload, { base64 }), 'invalid_input', '照片太大，请换一张小于4MB的。')
  })

  test('a 10 MB photo: more than the platform takes in one call; the client says so', async () => {
    const photo = Buffer.concat([Buffer.from(smallPhoto(), 'base64'), Buffer.alloc(10 * 1024 * 1024)])
    const body = { action: files.upload.name, input: { base64: photo.toString('base64') } }
    const response = await cloud.post('/functions/api', body, { 'x-local-persona': blhy.resident })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'EXCEED_MAX_PAYLOAD_SIZE' })
    // the browser's twin of the platform, as a page would use it, with the reply above
    const browserFetch = globalThis.fetch
    globalThis.fetch = ((path: string, init: RequestInit) => browserFetch(cloud.url + path, init)) as typeof fetch
    try {
      jest.doMock('@/platform/persona', () => ({ persona: { get: () => null } }))
      jest.doMock('@/platform/cloud', () => jest.requireActual('@/platform/cloud.h5'))
      const { send } = await import('@/client/call')
      await says(
        send(body).then(
          () => ({ code: 'accepted', userMessage: '' }),
          (error) => error,
        ),
        'invalid_input',
        '照片太大了，请换一张小一点的。',
      )
    } finally {
      globalThis.fetch = browserFetch
    }
  })

  test('a text file named .jpg', async () => {
    const base64 = Buffer.from('this is only text').toString('base64')
    await says(
      cloud.refusal(blhy.resident, files.upload, { base64 }),
      'invalid_input',
      '这不是照片，请换一张 JPG 或 PNG 图片。',
    )
  })

  test('nothing personal before consent', async () => {
    await says(
      cloud.refusal('newcomer-1', repairs.submit, { communityId: 'BLHY', category: 'A01' }),
      'forbidden',
      '请先看过隐私说明并同意，再来办这件事。',
    )
  })

  test('a guest', async () => {
    await says(cloud.refusal(null, repairs.listMine, {}), 'not_signed_in', '请先登录，再来办这件事。')
  })

  test('a case one may not know of answers like one that does not exist', async () => {
    const submitted = await lampAfter(cloud, 'submit')
    const hidden = await cloud.refusal(blhy.neighbour, repairs.get, { id: submitted.id })
    const missing = await cloud.refusal(blhy.neighbour, repairs.get, { id: 'nothing-here' })
    expect({ ...hidden, message: '' }).toEqual({ ...missing, message: '' })
    expect(hidden.code).toBe('not_found')
  })

  test('a photo of someone else', async () => {
    const { id } = await cloud.as(blhy.neighbour, files.upload, { base64: smallPhoto() })
    await says(
      cloud.refusal(blhy.resident, repairs.submit, { communityId: 'BLHY', category: 'A01', photoIds: [id] }),
      'invalid_input',
      '照片没传好，请重新拍一张。',
    )
  })
})

describe('a reveal', () => {
  test('gives the contact, is an event, and is told to the person', async () => {
    const submitted = await lampAfter(cloud, 'submit')
    const seen = await cloud.as(blhy.grid, repairs.reveal, { id: submitted.id, reason: '约上门时间' })
    expect(seen.phone).toMatch(/^1\d{10}$/)
    const [notice] = (await cloud.as(blhy.resident, notifications.list, {})).items
    expect(notice).toMatchObject({ title: '有人看过您的联系方式', text: '理由：约上门时间', caseId: submitted.id })
  })
})
