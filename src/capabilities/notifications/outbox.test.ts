import type { Audience } from '@/kernel/change'
import type { MessageToSend } from '@/kernel/handler'
import { createMemoryStore } from '../../../demo/memoryStore'
import type { DeliveryDocument, NotificationDocument, SubscriptionDocument } from './data'
import { mostAttempts, sendingTimeout } from './delivery'
import { deliverOutbox } from './outbox'
import { accept } from './quota'

type Answer = 'sent' | 'refused' | 'failed' | Error

/** A town with two grid officers and one lapsed, a resident, and a WeChat that answers as told. */
function town() {
  const store = createMemoryStore()
  const sent: MessageToSend[] = []
  const answers: Answer[] = []
  let now = 1_000_000
  let hold: Promise<void> | undefined
  const insert = (collection: string, document: { _id: string }) =>
    store.commit([{ kind: 'insert', collection, document }])
  const grant = (personId: string, endsAt: number) => ({
    _id: `g-${personId}`,
    personId,
    role: 'grid',
    communityId: 'BLHY',
    status: 'active',
    scope: { kind: 'community', communityId: 'BLHY' },
    endsAt,
  })
  const context = () => ({
    store,
    now,
    sealer: { seal: (plain: string) => plain, open: (sealed: string) => `open-${sealed}` },
    wechat: {
      async sendMessage(message: MessageToSend) {
        await hold
        const answer = answers.shift() ?? 'sent'
        if (answer instanceof Error) throw answer
        sent.push(message)
        return answer
      },
    },
  })
  return {
    sent,
    answers,
    run: (limit = 100) => deliverOutbox(context(), limit),
    later: (ms: number) => {
      now += ms
    },
    holdSending: (until: Promise<void>) => {
      hold = until
    },
    async begin() {
      for (const id of ['grid1', 'grid2', 'grid3', 'resident'])
        await insert('contacts', { _id: id, openid: id } as never)
      await insert('grants', grant('grid1', now + 1e9))
      await insert('grants', grant('grid2', now + 1e9))
      await insert('grants', grant('grid3', now))
    },
    tell: (id: string, audience: Audience) =>
      insert('notifications', {
        _id: id,
        v: 1,
        communityId: 'BLHY',
        caseKind: 'repairs',
        caseId: 'c1',
        eventId: null,
        audience,
        title: '新的报修待派单',
        text: '3号楼 灯不亮',
        delivery: 'pending',
        createdAt: now,
        updatedAt: now,
      } as NotificationDocument),
    async allow(personId: string, template: 'task' | 'progress', times = 1) {
      for (let i = 0; i < times; i++) {
        const before = await store.get<SubscriptionDocument>('subscriptions', `${personId}:${template}`)
        await store.commit([accept(before, personId, template, now).write])
      }
    },
    delivery: async (id: string) => (await store.get<NotificationDocument>('notifications', id))?.delivery,
    record: (id: string) => store.get<DeliveryDocument>('deliveries', id),
    left: async (id: string) => (await store.get<SubscriptionDocument>('subscriptions', id))?.left,
  }
}

describe('delivering', () => {
  test('a role means whoever holds it now; each message uses up one yes', async () => {
    const t = town()
    await t.begin()
    for (const id of ['grid1', 'grid2', 'grid3']) await t.allow(id, 'task', 2)
    await t.tell('n1', 'grid:BLHY')
    expect(await t.run()).toMatchObject({ pending: 1, sent: 1, errors: [] })
    expect(t.sent.map(({ openid }) => openid).sort()).toEqual(['open-grid1', 'open-grid2'])
    expect(t.sent[0]).toMatchObject({ templateId: 'local-task', data: { thing1: '新的报修待派单' } })
    expect(await t.left('grid1:task')).toBe(1)
    expect(await t.left('grid3:task')).toBe(2)
    expect(await t.delivery('n1')).toBe('sent')
  })

  test('without a yes it stays in the app', async () => {
    const t = town()
    await t.begin()
    await t.tell('n1', 'person:resident')
    await t.tell('n2', 'village:BLHY')
    expect(await t.run()).toMatchObject({ inApp: 2 })
    expect(t.sent).toEqual([])
    expect(await t.delivery('n1')).toBe('inApp')
  })

  test('one yes, two things to tell: the older one is sent', async () => {
    const t = town()
    await t.begin()
    await t.allow('resident', 'progress')
    await t.tell('n2', 'person:resident')
    await t.tell('n1', 'person:resident')
    await t.run()
    expect([await t.delivery('n1'), await t.delivery('n2')]).toEqual(['sent', 'inApp'])
  })

  test('a run takes no more than its limit, oldest first', async () => {
    const t = town()
    await t.begin()
    for (const id of ['n3', 'n1', 'n2']) await t.tell(id, 'person:resident')
    await t.run(2)
    expect([await t.delivery('n1'), await t.delivery('n2'), await t.delivery('n3')]).toEqual([
      'inApp',
      'inApp',
      'pending',
    ])
  })

  test('refused by WeChat, the quota is emptied', async () => {
    const t = town()
    await t.begin()
    await t.allow('resident', 'progress', 5)
    t.answers.push('refused')
    await t.tell('n1', 'person:resident')
    await t.run()
    expect(await t.left('resident:progress')).toBe(0)
    expect(await t.delivery('n1')).toBe('inApp')
  })

  test('failed, it is tried again with the same yes, and given up after five times', async () => {
    const t = town()
    await t.begin()
    await t.allow('resident', 'progress', 2)
    t.answers.push(...Array<Answer>(mostAttempts).fill('failed'))
    await t.tell('n1', 'person:resident')
    for (let tried = 1; tried < mostAttempts; tried++) {
      expect(await t.run()).toMatchObject({ waiting: 1 })
      expect(await t.record('n1:resident')).toMatchObject({ status: 'retry', attempts: tried })
    }
    expect(await t.run()).toMatchObject({ dead: 1 })
    expect(await t.delivery('n1')).toBe('dead')
    expect(await t.left('resident:progress')).toBe(1)
    expect(await t.run()).toMatchObject({ pending: 0 })
  })

  test('failed once, then sent', async () => {
    const t = town()
    await t.begin()
    await t.allow('resident', 'progress')
    t.answers.push('failed')
    await t.tell('n1', 'person:resident')
    await t.run()
    await t.run()
    expect(await t.delivery('n1')).toBe('sent')
  })

  test('a call that breaks off may have sent: it is not repeated, the others go on, and the log hears of it', async () => {
    const t = town()
    await t.begin()
    await t.allow('grid1', 'task')
    await t.allow('grid2', 'task')
    t.answers.push(new Error('socket hang up for open-grid1'))
    await t.tell('n1', 'grid:BLHY')
    const { errors } = await t.run()
    expect(errors).toEqual(['n1: Error: socket hang up for <openid>'])
    expect(t.sent).toHaveLength(1)
    await t.run()
    expect(t.sent).toHaveLength(1)
  })
})

describe('never twice', () => {
  test('two runs at once', async () => {
    const t = town()
    await t.begin()
    for (const id of ['grid1', 'grid2']) await t.allow(id, 'task', 10)
    for (const id of ['n1', 'n2', 'n3']) await t.tell(id, 'grid:BLHY')
    await Promise.all([t.run(), t.run(), t.run()])
    t.later(sendingTimeout)
    await t.run()
    expect(t.sent).toHaveLength(6)
    expect(await t.left('grid1:task')).toBe(7)
    expect([await t.delivery('n1'), await t.delivery('n2'), await t.delivery('n3')]).toEqual(['sent', 'sent', 'sent'])
  })

  test('a run killed while sending: the message is lost rather than doubled, and no longer waits', async () => {
    const t = town()
    await t.begin()
    await t.allow('resident', 'progress', 2)
    await t.tell('n1', 'person:resident')
    t.holdSending(new Promise(() => {}))
    void t.run()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await t.record('n1:resident')).toMatchObject({ status: 'sending' })
    t.holdSending(Promise.resolve())
    expect(await t.run()).toMatchObject({ waiting: 1 })
    t.later(sendingTimeout)
    expect(await t.run()).toMatchObject({ dead: 1 })
    expect(t.sent).toEqual([])
    expect(await t.record('n1:resident')).toMatchObject({ status: 'lost' })
    expect(await t.left('resident:progress')).toBe(1)
  })
})
