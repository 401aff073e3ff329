import * as people from '@/capabilities/people/contract'
import * as repairs from '@/capabilities/repairs/contract'
import { startCloud, type TestCloud } from './support/cloud'
import { blhy, lampAfter } from './support/repair'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startCloud()
})
afterAll(() => cloud.stop())
jest.setTimeout(60_000)

const day = 86_400_000
const newcomer = 'newcomer-1'
const me = (persona: string | null) => cloud.as(persona, people.me, {})

describe('consent', () => {
  test('before it nothing is stored and nothing can be written, yet everything public can be read', async () => {
    expect(await me(newcomer)).toMatchObject({ consentVersion: 0, privacyVersion: 1, roles: [], staff: false })
    expect(await cloud.refusal(newcomer, people.update, { alias: '老王' })).toMatchObject({ code: 'forbidden' })
    expect(await cloud.refusal(newcomer, repairs.submit, { communityId: 'BLHY', category: 'A01' })).toMatchObject({
      userMessage: '请先看过隐私说明并同意，再来办这件事。',
    })
  })

  test('only the version in force can be agreed to', async () => {
    expect((await cloud.refusal(newcomer, people.consent, { version: 2 })).code).toBe('wrong_state')
    expect((await me(newcomer)).consentVersion).toBe(0)
  })

  test('twenty agreements at once make one person, and agreeing again changes nothing', async () => {
    const agree = (clientId?: string) => cloud.as(newcomer, people.consent, { version: 1 }, clientId)
    const replies = await Promise.all(Array.from({ length: 20 }, () => agree('consent-at-once')))
    expect(new Set(replies.map(({ consentVersion }) => consentVersion))).toEqual(new Set([1]))
    expect(await agree()).toEqual({ consentVersion: 1 })
    expect(await me(newcomer)).toMatchObject({ consentVersion: 1, alias: expect.stringMatching(/^居民.{4}$/) })
  })
})

describe('myself', () => {
  test('a guest is nobody, and nobody is not signed in', async () => {
    expect(await me(null)).toEqual({ alias: '游客', consentVersion: 0, privacyVersion: 1, roles: [], staff: false })
    expect((await cloud.refusal(null, people.update, { alias: '老王' })).code).toBe('not_signed_in')
  })

  test('alias, place and phone can be changed; the phone is only ever shown masked', async () => {
    const change = { alias: '老王', communityId: 'JHY', buildingId: 'JHY-2', phone: '19900001234' }
    const changed = await cloud.as(blhy.neighbour, people.update, change)
    expect(changed).toMatchObject({
      alias: '老王',
      community: { id: 'JHY', name: '金禾苑' },
      building: { id: 'JHY-2', name: '2号楼' },
      phone: '199****1234',
    })
    expect(await me(blhy.neighbour)).toEqual(changed)
    const { phone: _, ...rest } = changed
    expect(await cloud.as(blhy.neighbour, people.update, { phone: '' })).toEqual(rest)
  })

  test('what cannot be is refused at its field', async () => {
    const fieldsOf = async (input: unknown) => (await cloud.refusal(blhy.resident, people.update, input)).fields
    expect(await fieldsOf({ communityId: 'NOPE' })).toHaveProperty('communityId')
    expect(await fieldsOf({ communityId: 'JHY', buildingId: 'BLHY-1' })).toHaveProperty('buildingId')
    expect(await fieldsOf({ phone: '123' })).toHaveProperty('phone')
    expect(await fieldsOf({ alias: '镇管理员' })).toHaveProperty('alias')
    expect(await fieldsOf({ role: 'admin' })).toBeDefined()
  })

  test('reading costs two round trips', async () => {
    const { stats } = await cloud.request('grid-blhy-1', { action: 'people.me' })
    expect(stats.waves).toBeLessThanOrEqual(2)
  })

  test('whoever looked at my contact is listed with the reason', async () => {
    const { id } = await lampAfter(cloud, 'dispatch')
    await cloud.as(blhy.property, repairs.reveal, { id, reason: '约时间上门' })
    const { items } = await cloud.as(blhy.resident, people.listLooks, {})
    expect(items[0]).toMatchObject({
      who: '物业员01',
      role: 'property',
      reason: '约时间上门',
      caseKind: 'repairs',
      caseId: id,
    })
    expect((await cloud.as('resident-jhy-1', people.listLooks, {})).items).toEqual([])
  })
})

describe('grants', () => {
  const scope = { kind: 'community', communityId: 'JHY' } as const
  const candidate = async () => {
    const { personId } = await me('resident-jhy-1')
    if (!personId) throw new Error('no person')
    return personId
  }
  const propose = async (days?: number) => {
    const input = { personId: await candidate(), role: 'grid', scope, ...(days && { days }) } as const
    return cloud.as('admin-1', people.proposeGrant, input)
  }
  const rolesOf = async (persona: string) => (await me(persona)).roles.map(({ role, where }) => `${role} ${where}`)
  const start = Date.parse('2025-04-01T09:00:00+08:00')

  test('count from the second signature until revoked', async () => {
    await cloud.clock(new Date(start).toISOString())
    const proposed = await propose()
    expect(proposed).toMatchObject({ status: 'proposed', v: 1, endsAt: start + 90 * day, grantedBy: '调度办01' })
    expect(await rolesOf('resident-jhy-1')).toEqual([])

    const { id, v } = proposed
    expect((await cloud.refusal('admin-1', people.countersignGrant, { id, v })).userMessage).toContain('自己会签')
    expect((await cloud.refusal('grid-jhy-1', people.countersignGrant, { id, v })).code).toBe('forbidden')
    expect((await cloud.refusal('admin-2', people.countersignGrant, { id, v: v + 1 })).code).toBe('conflict')
    const active = await cloud.as('admin-2', people.countersignGrant, { id, v })
    expect(active).toMatchObject({ status: 'active', v: 2, countersignedBy: '调度办02' })
    expect(await rolesOf('resident-jhy-1')).toEqual(['grid 金禾苑'])
    expect((await cloud.refusal('leading-group-1', people.countersignGrant, { id, v: 2 })).code).toBe('wrong_state')

    const revoked = await cloud.as('leading-group-1', people.revokeGrant, { id, v: 2, reason: '调离本岗' })
    expect(revoked).toMatchObject({ status: 'revoked', v: 3 })
    expect(await rolesOf('resident-jhy-1')).toEqual([])
  })

  test('end by themselves, and the refusal says so', async () => {
    await cloud.clock(new Date(start).toISOString())
    const { id, v } = await propose(1)
    await cloud.as('leading-group-1', people.countersignGrant, { id, v })
    await cloud.clock(new Date(start + day - 1).toISOString())
    expect(await rolesOf('resident-jhy-1')).toEqual(['grid 金禾苑'])
    await cloud.clock(new Date(start + day).toISOString())
    expect(await rolesOf('resident-jhy-1')).toEqual([])
    const counts = await cloud.refusal('resident-jhy-1', repairs.counts, {})
    expect(counts.userMessage).toBe('您的授权已到期，请联系镇管理员续期。')
  })

  test('are refused to nobody, too wide, or by anyone but an administrator', async () => {
    const personId = await candidate()
    const refused = (persona: string, input: object) =>
      cloud.refusal(persona, people.proposeGrant, { personId, role: 'grid', scope, ...input })
    expect((await refused('admin-1', { personId: 'nobody' })).code).toBe('not_found')
    expect((await refused('admin-1', { scope: { kind: 'town' } })).fields).toHaveProperty('scope')
    expect((await refused('admin-1', { scope: { ...scope, communityId: 'NOPE' } })).fields).toHaveProperty('scope')
    expect((await refused('leading-group-1', {})).code).toBe('forbidden')
    expect((await refused('grid-jhy-1', {})).code).toBe('forbidden')
  })

  test('are listed newest first, page by page, without doubles', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await cloud.as('admin-1', people.listGrants, { status: 'active', ...(cursor && { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next
    } while (cursor)
    expect(seen.length).toBeGreaterThan(40)
    expect(seen).toEqual([...new Set(seen)].sort().reverse())
    const { stats } = await cloud.request('admin-1', { action: 'people.listGrants', input: {} })
    expect(stats.waves).toBeLessThanOrEqual(2)
  })
})
