import { eventually, prepareGround, type TestCloud, type TestGround } from '../fixtures/start'

jest.setTimeout(60_000)

const SEND = '/cgi-bin/message/subscribe/send'

describe('the WeChat stand-in, with the real SDK', () => {
  let ground: TestGround
  let cloud: TestCloud
  beforeAll(async () => {
    ground = await prepareGround()
    cloud = await ground.start()
  })
  beforeEach(() => cloud.local('POST', 'reset', { seed: 'demo' }))
  afterAll(async () => {
    await cloud.stop()
    await ground.remove()
  })

  const call = async (apiName: string, data: object): Promise<unknown> => {
    const { body } = await cloud.probe({ action: 'weChat', apiName, data }, 'resident')
    return (body as { result?: unknown }).result ?? body
  }
  const values = { thing1: { value: '路灯不亮' }, time2: { value: '2025年5月1日 15:01' } }
  const message = (change: object = {}) => ({
    touser: 'openid-grid',
    template_id: 'T1',
    page: 'pages/case',
    data: values,
    ...change,
  })

  test('a subscription message is kept, newest first, with who would have seen it and when', async () => {
    await cloud.local('POST', 'clock', { now: '2025-05-01T07:01:00Z' })
    expect(await call(SEND, message())).toEqual({ errcode: 0, errmsg: 'ok' })
    const { template_id: templateId, ...rest } = message({ page: 'pages/second' })
    expect(await call('subscribeMessage.send', { ...rest, templateId })).toEqual({ errcode: 0, errmsg: 'ok' })
    const { messages } = (await cloud.local('GET', 'messages')).body
    expect(messages).toMatchObject([
      { page: 'pages/second' },
      {
        at: '2025-05-01T07:01:00.000Z',
        touser: 'openid-grid',
        persona: { key: 'grid', label: '网格员01' },
        templateId: 'T1',
        page: 'pages/case',
        data: values,
      },
    ])
    expect(messages).toHaveLength(2)
    await cloud.local('DELETE', 'messages')
    expect((await cloud.local('GET', 'messages')).body).toEqual({ messages: [] })
  })

  test('what WeChat would refuse is refused with its code, and not kept', async () => {
    expect(await call(SEND, message({ touser: 'openid-of-nobody' }))).toMatchObject({ errcode: 40003 })
    expect(await call(SEND, message({ template_id: 'T9' }))).toMatchObject({ errcode: 40037 })
    const long = { ...values, thing1: { value: '这一句话的长度是二十一个字所以微信不会收下它的' } }
    expect(await call(SEND, message({ data: long }))).toMatchObject({
      errcode: 47003,
      errmsg: expect.stringContaining('thing1'),
    })
    expect(await call(SEND, message({ data: { thing1: values.thing1 } }))).toMatchObject({
      errmsg: expect.stringContaining('time2'),
    })
    expect((await cloud.local('GET', 'messages')).body).toEqual({ messages: [] })
  })

  test('a scripted reply is given as often as asked, then the stand-in’s own again', async () => {
    const refusal = { errcode: 43101, errmsg: 'user refuse to accept the msg' }
    await cloud.local('POST', 'wechat/replies', { apiName: SEND, reply: refusal, times: 2 })
    expect(await call(SEND, message())).toEqual(refusal)
    expect(await call('subscribeMessage.send', message())).toEqual(refusal)
    expect(await call(SEND, message())).toMatchObject({ errcode: 0 })
    const { calls } = (await cloud.local('GET', 'wechat')).body as { calls: object[] }
    expect(calls).toHaveLength(3)
    expect(calls[2]).toMatchObject({ apiName: 'subscribeMessage.send', reply: refusal })
  })

  test('texts are checked: both versions, the documented risky text, empty and too long', async () => {
    const risky = '特3456书yuuo莞6543李zxcz蒜7782法fgnv级'
    const v2 = { version: 2, scene: 2, openid: 'openid-resident' }
    expect(await call('/wxa/msg_sec_check', { content: '路灯坏了' })).toEqual({ errcode: 0, errmsg: 'ok' })
    expect(await call('/wxa/msg_sec_check', { content: risky })).toMatchObject({ errcode: 87014 })
    expect(await call('/wxa/msg_sec_check', { ...v2, content: '路灯坏了' })).toMatchObject({
      errcode: 0,
      result: { suggest: 'pass' },
    })
    expect(await call('security.msgSecCheck', { ...v2, content: `看${risky}` })).toMatchObject({
      errcode: 0,
      result: { suggest: 'risky' },
    })
    expect(await call('/wxa/msg_sec_check', { content: '' })).toMatchObject({ errcode: 44002 })
    expect(await call('/wxa/msg_sec_check', { content: '字'.repeat(2501) })).toMatchObject({ errcode: 45002 })
  })

  test('a verdict on a picture arrives later at the function for pushes', async () => {
    const reply = (await call('/wxa/media_check_async', {
      media_url: 'http://x/1.jpg',
      media_type: 2,
      version: 2,
      openid: 'o',
      scene: 1,
    })) as {
      trace_id: string
    }
    expect(reply).toMatchObject({ errcode: 0, trace_id: expect.any(String) })
    const documents = await eventually(
      async () => (await cloud.probe({ action: 'list' })).body as { pushed?: object }[],
      (seen) => seen.some((document) => document.pushed),
    )
    expect(documents.find((document) => document.pushed)?.pushed).toMatchObject({
      MsgType: 'event',
      Event: 'wxa_media_check',
      trace_id: reply.trace_id,
      result: { suggest: 'pass' },
    })
  })

  test('a mini program code is a real picture', async () => {
    const reply = (await call('wxacode.getUnlimited', { scene: 'b=ABCDEFGH.1234', page: 'pages/scan/index' })) as {
      buffer: string
    }
    expect(reply).toMatchObject({ errcode: 0, contentType: 'image/png' })
    expect(Buffer.from(reply.buffer, 'base64').subarray(1, 4).toString()).toBe('PNG')
    expect(await call('wxacode.getUnlimited', { scene: 'x'.repeat(33) })).toMatchObject({ errcode: 40169 })
  })

  test('a phone number comes for a code of ours and for no other', async () => {
    expect(await call('/wxa/business/getuserphonenumber', { code: 'local-phone-19900000001' })).toMatchObject({
      phone_info: { purePhoneNumber: '19900000001' },
    })
    expect(await call('/wxa/business/getuserphonenumber', { code: 'stolen' })).toMatchObject({ errcode: 40029 })
  })

  test('a name nobody built is named', async () => {
    expect(await call('/wxa/unheard_of', {})).toMatchObject({
      refused: { code: 'INVALID_ACTION', message: 'the WeChat stand-in has no API /wxa/unheard_of' },
    })
  })
})
