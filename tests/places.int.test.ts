import * as places from '@/capabilities/places/contract'
import { startCloud, type TestCloud } from './support/cloud'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.stop())
jest.setTimeout(60_000)

describe('places', () => {
  test('anyone may choose among the communities, in one round trip as a guest and two as a person', async () => {
    const { communities } = await cloud.as(null, places.list, {})
    expect(communities.map(({ id }) => id)).toEqual(['BLHY', 'JHY', 'HYYJ', 'XGXC', 'BWJY', 'HSHY'])
    expect(communities.reduce((sum, { households }) => sum + households, 0)).toBe(1876)
    expect(communities.flatMap(({ buildings }) => buildings)).toHaveLength(40)
    for (const [persona, waves] of [
      [null, 1],
      ['resident-blhy-1', 2],
    ] as const)
      expect((await cloud.request(persona, { action: 'places.list' })).stats.waves).toBe(waves)
  })

  test('a door code says where it hangs, as it is printed and as a link', async () => {
    const { items } = await cloud.as('grid-blhy-1', places.listCodes, { communityId: 'BLHY' })
    expect(items).toHaveLength(9)
    const door = items.find(({ building }) => building?.name === '3号楼')
    if (!door) throw new Error('no code for building 3')
    for (const code of [door.code, `https://example.org/?${door.code}`, door.code.toLowerCase()])
      expect(await cloud.as(null, places.scan, { code })).toEqual({
        kind: 'door',
        community: { id: 'BLHY', name: '白鹭花园' },
        building: door.building,
      })
    const { stats } = await cloud.request('resident-blhy-1', { action: 'places.scan', input: { code: door.code } })
    expect(stats.waves).toBeLessThanOrEqual(2)
  })

  test('torn, forged and revoked codes each say so and what to do instead', async () => {
    const { items } = await cloud.as('grid-blhy-1', places.listCodes, { communityId: 'BLHY' })
    const [door] = items
    if (!door) throw new Error('no code')
    const sentence = async (code: string) => (await cloud.refusal(null, places.scan, { code })).userMessage
    expect(await sentence(door.code.slice(0, 8))).toContain('没扫全')
    const forged = door.code.slice(0, -1) + (door.code.endsWith('0') ? '1' : '0')
    expect(await sentence(forged)).toContain('不是本镇发的')

    const { revoked, issued } = await cloud.as('grid-blhy-1', places.revokeCode, { id: door.id, reason: '被撕坏了' })
    expect(revoked).toBe(door.id)
    expect(await sentence(door.code)).toBe('这张码已停用，请手动选择小区，或告诉网格员换一张。')
    expect(await cloud.as(null, places.scan, { code: issued.code })).toMatchObject({ community: { id: 'BLHY' } })
    const again = await cloud.refusal('grid-blhy-1', places.revokeCode, { id: door.id, reason: '再停一次' })
    expect(again.code).toBe('wrong_state')
  })

  test('codes are for those who look after the community', async () => {
    const refused = (persona: string) => cloud.refusal(persona, places.listCodes, { communityId: 'BLHY' })
    expect((await refused('grid-jhy-1')).userMessage).toBe('这不在您负责的范围内。')
    expect((await refused('grid-expired-1')).userMessage).toBe('您的授权已到期，请联系镇管理员续期。')
    expect((await refused('resident-blhy-1')).code).toBe('forbidden')
  })
})
