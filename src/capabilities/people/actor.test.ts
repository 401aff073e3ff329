import { needsRole } from '@/kernel/policy'
import { actorFrom } from './actor'
import { defaultAlias } from './alias'
import type { GrantDocument, PersonDocument } from './data'

const now = Date.UTC(2025, 3, 1)
const person: PersonDocument = {
  _id: 'p1',
  v: 1,
  alias: '居民A017',
  communityId: 'BLHY',
  buildingId: 'BLHY-3',
  consent: { version: 1, at: now },
  createdAt: now,
  updatedAt: now,
}
const grant = (changed: Partial<GrantDocument> = {}): GrantDocument => ({
  _id: 'g1',
  v: 2,
  communityId: 'BLHY',
  personId: 'p1',
  alias: '网格员01',
  role: 'grid',
  scope: { kind: 'community', communityId: 'BLHY' },
  status: 'active',
  grantedBy: { id: 'a1', alias: '管理员1' },
  countersignedBy: { id: 'a2', alias: '管理员2' },
  revoked: null,
  endsAt: now + 1,
  createdAt: now,
  updatedAt: now,
  chain: { seq: 0, hash: null },
  ...changed,
})

describe('who acts', () => {
  test('given nobody signed in, the actor is a guest without anything', () => {
    expect(actorFrom(null, null, [], now)).toMatchObject({
      personId: null,
      alias: '游客',
      consentVersion: 0,
      grants: [],
    })
  })

  test('given a stranger, the actor has a steady alias that does not tell the id', () => {
    const alias = actorFrom('p9', null, [], now).alias
    expect(alias).toMatch(/^居民[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(alias).toBe(defaultAlias('p9'))
    expect(defaultAlias('p8')).not.toBe(alias)
  })

  test('given a record, the actor carries its alias, place and consent', () => {
    expect(actorFrom('p1', person, [], now)).toMatchObject({
      alias: '居民A017',
      communityId: 'BLHY',
      buildingId: 'BLHY-3',
      consentVersion: 1,
    })
  })

  test('a grant counts to its last millisecond and then only as lapsed', () => {
    const { endsAt } = grant()
    expect(actorFrom('p1', person, [grant()], endsAt - 1)).toMatchObject({
      grants: [{ grantId: 'g1', role: 'grid' }],
      lapsedRoles: [],
    })
    expect(actorFrom('p1', person, [grant()], endsAt)).toMatchObject({ grants: [], lapsedRoles: ['grid'] })
  })

  test.each(['proposed', 'revoked'] as const)('a %s grant is neither held nor lapsed', (status) => {
    expect(actorFrom('p1', person, [grant({ status })], now)).toMatchObject({ grants: [], lapsedRoles: [] })
  })

  test("another person's grant never counts", () => {
    expect(actorFrom('p1', person, [grant({ personId: 'p2' })], now).grants).toEqual([])
  })

  test('the refusal of a lapsed grant says that it ended', () => {
    const actor = actorFrom('p1', person, [grant({ endsAt: now })], now)
    expect(needsRole(actor, ['grid'], { communityId: 'BLHY' }, '无')).toEqual({
      allow: false,
      reason: '您的授权已到期，请联系镇管理员续期。',
    })
  })
})
