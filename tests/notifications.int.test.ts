import * as notifications from '@/capabilities/notifications/contract'
import * as people from '@/capabilities/people/contract'
import { startCloud, type TestCloud } from './support/cloud'
import { blhy, lampAfter, lampSteps } from './support/repair'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.stop())
jest.setTimeout(60_000)

const inbox = (persona: string) => cloud.as(persona, notifications.list, {})
const messages = async () => {
  const response = await fetch(`${cloud.url}/__local/messages`)
  return ((await response.json()) as { messages: unknown[] }).messages
}
const allow = (persona: string, ...accepted: notifications.MessageTemplate[]) =>
  cloud.as(persona, notifications.subscribed, { accepted })

describe('the inbox', () => {
  test('counts what is unread, and reading up to one leaves the newer ones', async () => {
    await lampAfter(cloud, 'verify')
    const before = await inbox(blhy.resident)
    expect(before.unread).toBe(4)
    expect(before.items.every(({ unread }) => unread)).toBe(true)
    const second = before.items[1]
    if (!second) throw new Error('too few')
    await cloud.as(blhy.resident, notifications.markRead, { upTo: second.id })
    const after = await inbox(blhy.resident)
    expect(after.unread).toBe(1)
    const older = before.items[3]
    if (!older) throw new Error('too few')
    expect(await cloud.as(blhy.resident, notifications.markRead, { upTo: older.id })).toEqual({ readUpTo: second.id })
  })

  test('pages through several audiences in order, the first page in two round trips', async () => {
    for (let n = 0; n < 22; n++) await lampAfter(cloud, 'submit')
    const all: string[] = []
    let cursor: string | undefined
    do {
      const page = await cloud.as(blhy.grid, notifications.list, cursor ? { cursor } : {})
      all.push(...page.items.map(({ id }) => id))
      expect(page.unread).toBeGreaterThanOrEqual(22)
      cursor = page.next
    } while (cursor)
    expect(all.length).toBeGreaterThanOrEqual(22)
    expect(all).toEqual([...new Set(all)].sort().reverse())
    await cloud.as(blhy.grid, notifications.markRead, { upTo: all[0] ?? '' })
    const { stats } = await cloud.request(blhy.grid, { action: 'notifications.list' })
    expect(stats.waves).toBeLessThanOrEqual(2)
    expect((await inbox(blhy.grid)).unread).toBe(0)
  })

  test('cannot be read ahead of time', async () => {
    for (const upTo of ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'nonsense'])
      expect((await cloud.refusal(blhy.resident, notifications.markRead, { upTo })).code).toBe('invalid_input')
  })

  test('is nobody else’s', async () => {
    expect((await inbox('resident-hshy-1')).items).toEqual([])
    expect((await cloud.refusal(null, notifications.list, {})).code).toBe('not_signed_in')
  })
})

describe('subscription messages', () => {
  const drain = async () => {
    while (((await cloud.timer('outbox')) as { pending?: number }).pending);
    return messages()
  }

  test('each yes is one message; what is not allowed stays in the app', async () => {
    await drain()
    const earlier = (await messages()).length
    expect(await allow(blhy.resident, 'progress', 'result')).toEqual({ quota: { progress: 1, task: 0, result: 1 } })
    expect(await allow(blhy.property, 'task')).toEqual({ quota: { progress: 0, task: 1, result: 0 } })
    const dispatched = await lampSteps.dispatch(cloud, await lampSteps.submit(cloud))
    await lampSteps.sign(cloud, dispatched)
    const sent = await drain()
    expect(sent).toHaveLength(earlier + 2)
    const told = JSON.stringify(sent)
    expect(told).toContain('已经派单')
    expect(told).toContain('新派单')
    expect(told).toContain(`capabilities/repairs/pages/case/index?id=${dispatched.id}`)
    expect(told).toContain(`capabilities/repairs/pages/handle/index?id=${dispatched.id}`)
    expect(told).not.toContain('有人来修了')
    expect(await allow(blhy.resident)).toEqual({ quota: { progress: 0, task: 0, result: 1 } })
  })

  test('the timer run again, or several times at once, sends nothing twice', async () => {
    await drain()
    const earlier = (await messages()).length
    for (let n = 0; n < 3; n++) await allow(blhy.resident, 'progress')
    for (let n = 0; n < 3; n++) await lampAfter(cloud, 'dispatch')
    await Promise.all(Array.from({ length: 4 }, () => cloud.timer('outbox')))
    await drain()
    expect(await messages()).toHaveLength(earlier + 3)
  })

  test('someone proposed for a role and those who may countersign hear of it', async () => {
    const { personId = '' } = await cloud.as('resident-hshy-2', people.me, {})
    const scope = { kind: 'community', communityId: 'HSHY' } as const
    const { id, v } = await cloud.as('admin-1', people.proposeGrant, { personId, role: 'grid', scope })
    expect((await inbox('admin-2')).items[0]).toMatchObject({ title: '有授权待会签', caseKind: 'grants', caseId: id })
    await cloud.as('admin-2', people.countersignGrant, { id, v })
    expect((await inbox('resident-hshy-2')).items[0]).toMatchObject({ title: '您有了新身份' })
  })

  test('anyone may ask which templates there are', async () => {
    const { items } = await cloud.as(null, notifications.templates, {})
    expect(items.map(({ key }) => key)).toEqual(['progress', 'task', 'result'])
  })
})
