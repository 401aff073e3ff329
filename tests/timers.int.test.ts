import * as repairs from '@/capabilities/repairs/contract'
import { startCloud, type TestCloud } from './support/cloud'
import { blhy, lampAfter } from './support/repair'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.stop())
beforeEach(() => cloud.clock('2025-03-18T09:00:00+08:00'))

const statusOf = async (id: string) => (await cloud.as(blhy.resident, repairs.get, { id })).status

test('a verified repair nobody rates closes after five working days, once, and can still be rated', async () => {
  const { id } = await lampAfter(cloud, 'verify')
  await cloud.clock('2025-03-25T08:59:00+08:00')
  await cloud.timer('deadlines')
  expect(await statusOf(id)).toBe('awaitingRating')
  await cloud.clock('2025-03-25T09:01:00+08:00')
  await Promise.all([cloud.timer('deadlines'), cloud.timer('deadlines')])
  const closed = await cloud.as(blhy.resident, repairs.get, { id })
  expect(closed).toMatchObject({ status: 'closed', ratings: [], allowed: expect.arrayContaining(['rate']) })
  expect(closed.timeline.filter(({ title }) => title === '没有评价，按时办结')).toHaveLength(1)
  await cloud.as(blhy.resident, repairs.rate, { id, v: closed.v, stars: 4 })
  expect(await statusOf(id)).toBe('closed')
})

test('a 挂账 grant that runs out lets the clock run again; a question nobody answers does too', async () => {
  const signed = await lampAfter(cloud, 'sign')
  const standing = await cloud.as(blhy.admin, repairs.suspend, {
    id: signed.id,
    v: signed.v,
    reason: 'vote',
    note: '等表决',
    days: 3,
  })
  const asked = await lampAfter(cloud, 'dispatch')
  await cloud.as(blhy.grid, repairs.ask, { id: asked.id, v: asked.v, question: '是几楼的灯？' })
  await cloud.clock('2025-03-20T09:00:00+08:00')
  await cloud.timer('deadlines')
  expect(await statusOf(standing.id)).toBe('suspended')
  expect(await statusOf(asked.id)).toBe('needsInfo')
  await cloud.clock('2025-03-24T09:00:00+08:00')
  await cloud.timer('deadlines')
  expect(await statusOf(standing.id)).toBe('inProgress')
  expect(await statusOf(asked.id)).toBe('dispatched')
  expect(await cloud.as(blhy.resident, repairs.verifyChain, { id: asked.id })).toMatchObject({ intact: true })
})

test('a job that does not exist is refused by name', async () => {
  const response = await cloud.post('/__local/timers/nonsense', {})
  expect(response.ok).toBe(false)
  expect(JSON.stringify(await response.json())).toContain('nonsense')
})
