import type { RepairCard } from '@/capabilities/repairs/contract'
import * as repairs from '@/capabilities/repairs/contract'
import { newClientId, startCloud, type TestCloud } from '../support/cloud'

const resident = 'resident-blhy-1'
const report = (text: string) => ({ communityId: 'BLHY', buildingId: 'BLHY-3', category: 'A01', text })

let cloud: TestCloud
beforeEach(async () => {
  cloud = await startCloud()
})
afterEach(() => cloud.stop())

const allMine = async (): Promise<RepairCard[]> => {
  const cards: RepairCard[] = []
  let cursor: string | undefined
  do {
    const page = await cloud.as(resident, repairs.listMine, cursor === undefined ? {} : { cursor })
    cards.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  return cards
}

test('the same clientId sent 20 times at once: one case, twenty equal receipts', async () => {
  const clientId = newClientId()
  const body = { action: repairs.submit.name, input: report('同一次提交'), clientId }
  const replies = await Promise.all(Array.from({ length: 20 }, () => cloud.request(resident, body)))
  const data = replies.map(({ reply }) => (reply.ok ? JSON.stringify(reply.data) : reply.error.userMessage))
  expect(new Set(data).size).toBe(1)
  expect(replies.every(({ reply }) => reply.ok)).toBe(true)
  expect(await allMine()).toHaveLength(1)
})

test('the same clientId for another request is refused', async () => {
  const clientId = newClientId()
  await cloud.as(resident, repairs.submit, report('第一件'), clientId)
  await expect(cloud.as(resident, repairs.submit, report('第二件'), clientId)).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(await allMine()).toHaveLength(1)
})

test('kill -9 at random points of 200 submissions: every acknowledged one is there, none twice, all chains intact', async () => {
  const wanted = Array.from({ length: 200 }, (_, at) => ({ clientId: newClientId(), text: `第${at + 1}件` }))
  const acknowledged = new Map<string, string>()
  let next = 0
  let kills = 0

  /** Sends until its turn is over; an unanswered submission is sent again under its own client id, as the outbox does. */
  const sender = async () => {
    for (let one = wanted[next++]; one; one = wanted[next++]) {
      for (let acked = false; !acked; ) {
        try {
          const { id } = await cloud.as(resident, repairs.submit, report(one.text), one.clientId)
          acknowledged.set(one.clientId, id)
          acked = true
        } catch {
          await new Promise((resolve) => setTimeout(resolve, 50))
        }
      }
    }
  }
  // Between 10 and 40 acknowledgements, then a few milliseconds more: the kill may fall anywhere in a submission.
  const killer = async () => {
    while (acknowledged.size < wanted.length - 40) {
      const point = acknowledged.size + 10 + Math.floor(Math.random() * 30)
      while (acknowledged.size < point) await new Promise((resolve) => setTimeout(resolve, Math.random() * 10))
      await cloud.kill()
      kills += 1
      await cloud.restart()
    }
  }
  await Promise.all([killer(), ...Array.from({ length: 6 }, sender)])

  await cloud.kill()
  await cloud.restart()
  const stored = await allMine()
  expect(kills).toBeGreaterThanOrEqual(3)
  expect(stored).toHaveLength(wanted.length)
  expect(new Set(stored.map(({ id }) => id))).toEqual(new Set(acknowledged.values()))
  expect(new Set(stored.map(({ number }) => number)).size).toBe(wanted.length)
  for (const { id } of stored)
    expect(await cloud.as(resident, repairs.verifyChain, { id })).toMatchObject({ intact: true, events: 1 })
}, 180_000)
