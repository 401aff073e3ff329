import * as ledger from '@/capabilities/ledger/contract'
import { startCloud, type TestCloud } from './support/cloud'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startCloud({ seed: 'demo' })
})
afterAll(() => cloud.stop())
jest.setTimeout(60_000)

const period = { from: '2025-03-03', to: '2025-05-11' }

describe('the ledger of the demo town', () => {
  test('anyone reads the published figures, in one round trip', async () => {
    const { reply, stats } = await cloud.request(null, { action: 'ledger.report', input: period })
    if (!reply.ok) throw new Error(reply.error.userMessage)
    const { totals } = reply.data as { totals: { indicator: string; qty: number }[] }
    expect(Object.fromEntries(totals.map(({ indicator, qty }) => [indicator, qty]))).toEqual({
      ENV: 5,
      HAZ: 9,
      DRL: 1,
      CHG: 14,
      ROAD: 33,
      WALL: 10,
      LAMP: 12,
      FIRE: 6,
      DISP: 2,
    })
    expect(stats.waves).toBe(1)
  })

  test('one community alone', async () => {
    const { totals } = await cloud.as(null, ledger.report, { ...period, communityId: 'HSHY' })
    expect(totals.filter(({ qty }) => qty !== 0).map(({ indicator, qty }) => `${indicator} ${qty}`)).toEqual([
      'HAZ 1',
      'WALL 2',
      'FIRE 1',
    ])
  })

  test('the rows come newest first, page by page, each once, and no page examines more than it shows', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const input = { ...period, ...(cursor && { cursor }) }
      const { reply, stats } = await cloud.request('admin-1', { action: 'ledger.list', input })
      if (!reply.ok) throw new Error(reply.error.userMessage)
      const page = reply.data as { items: { id: string; date: string }[]; next?: string }
      seen.push(...page.items.map(({ id, date }) => `${date} ${id}`))
      expect(stats.waves).toBeLessThanOrEqual(2)
      expect(stats.examined).toBeLessThanOrEqual(page.items.length + 10)
      cursor = page.next
    } while (cursor)
    expect(seen).toEqual([...new Set(seen)].sort().reverse())
    expect(seen.length).toBeGreaterThanOrEqual(40)
    expect(seen.some((row) => row > '2025-05-12')).toBe(false)
  })

  test('rows are for those who work there', async () => {
    expect((await cloud.refusal('resident-blhy-1', ledger.list, period)).code).toBe('forbidden')
    expect((await cloud.refusal('grid-blhy-1', ledger.list, period)).userMessage).toBe('请先选择您负责的小区。')
    const mine = await cloud.as('grid-blhy-1', ledger.list, { ...period, communityId: 'BLHY', indicator: 'LAMP' })
    expect(new Set(mine.items.map(({ communityId, indicator }) => `${communityId} ${indicator}`))).toEqual(
      new Set(['BLHY LAMP']),
    )
  })
})
