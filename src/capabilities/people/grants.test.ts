import type { Actor, Role, Scope } from '@/kernel/actor'
import { AppError } from '@/kernel/errors'
import type { PersonDocument } from './data'
import { checkScope, countersign, propose, revoke } from './grants'
import { mayCountersign, mayPropose, mayRevoke } from './policy'

const now = Date.UTC(2025, 3, 1)
const day = 86_400_000
const blhy = { kind: 'community', communityId: 'BLHY' } as const
const person: PersonDocument = {
  _id: 'p1',
  v: 1,
  alias: '网格员01',
  communityId: null,
  buildingId: null,
  consent: null,
  createdAt: now,
  updatedAt: now,
}
const actor = (personId: string, role: Role = 'admin', scope: Scope = { kind: 'town' }): Actor => ({
  personId,
  alias: personId,
  consentVersion: 1,
  communityId: null,
  buildingId: null,
  grants: [{ grantId: `g-${personId}`, role, scope }],
  lapsedRoles: [],
})
const by = (id: string) => ({ id, alias: id })
const proposed = propose({ id: 'g1', person, role: 'grid', scope: blhy, days: 90, by: by('a1'), now }).after

const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    return error instanceof AppError ? `${error.code}: ${error.userMessage}` : String(error)
  }
  return 'nothing'
}

describe('a grant', () => {
  test('is proposed for its days, and tells those who may countersign', () => {
    const { after, events, notices } = propose({
      id: 'g1',
      person,
      role: 'department',
      scope: { kind: 'department', department: 'G4' },
      days: 90,
      by: by('a1'),
      now,
    })
    expect(after).toMatchObject({
      status: 'proposed',
      communityId: 'TOWN',
      endsAt: now + 90 * day,
      countersignedBy: null,
    })
    expect(events.map(({ type }) => type)).toEqual(['grants.proposed'])
    expect(notices).toMatchObject([{ audience: 'admin', title: '有授权待会签' }])
  })

  test('counts after the second signature, and tells its holder until when', () => {
    const { after, notices } = countersign(proposed, by('a2'), now + day)
    expect(after).toMatchObject({ status: 'active', countersignedBy: { id: 'a2' }, v: 2 })
    expect(notices).toMatchObject([{ audience: 'person:p1', text: '您现在是网格员，到2025-06-30为止。' }])
  })

  test('is signed once, and not after its end', () => {
    const active = countersign(proposed, by('a2'), now).after
    expect(codeOf(() => countersign(active, by('a3'), now))).toBe('wrong_state: 这条授权已经办过了，请刷新看看。')
    expect(codeOf(() => countersign(proposed, by('a2'), proposed.endsAt))).toContain('已过期')
  })

  test('ends at once and only once', () => {
    const { after, events } = revoke(proposed, by('a2'), '调离', now)
    expect(after).toMatchObject({ status: 'revoked', revoked: { by: { id: 'a2' }, reason: '调离', at: now } })
    expect(events[0]?.data).toEqual({ by: 'a2', reason: '调离' })
    expect(codeOf(() => revoke(after, by('a2'), '再来', now))).toContain('wrong_state')
  })

  test('reaches only as far as its role can', () => {
    const community = { _id: 'BLHY', name: '白鹭花园', buildings: [] }
    expect(codeOf(() => checkScope('grid', { kind: 'town' }, null))).toBe(
      'invalid_input: 网格员的范围应是一个小区，请重新选择。',
    )
    expect(codeOf(() => checkScope('admin', blhy, community))).toContain('invalid_input')
    expect(codeOf(() => checkScope('resident', blhy, community))).toContain('不用授权')
    expect(codeOf(() => checkScope('grid', blhy, null))).toContain('没有这个小区')
    expect(codeOf(() => checkScope('grid', blhy, community))).toBe('nothing')
  })
})

describe('who decides about grants', () => {
  test('only an administrator proposes', () => {
    expect(mayPropose(actor('a1'), blhy).allow).toBe(true)
    expect(mayPropose(actor('l1', 'leadingGroup'), blhy)).toMatchObject({
      allow: false,
      reason: '授权由镇管理员提出。',
    })
  })

  test('neither the proposer nor the holder countersigns', () => {
    expect(mayCountersign(actor('a1'), proposed)).toMatchObject({
      allow: false,
      reason: expect.stringContaining('自己会签'),
    })
    expect(mayCountersign(actor('p1'), proposed)).toMatchObject({
      allow: false,
      reason: expect.stringContaining('给自己'),
    })
    expect(mayCountersign(actor('a2'), proposed).allow).toBe(true)
    expect(mayCountersign(actor('l1', 'leadingGroup'), proposed).allow).toBe(true)
  })

  test('a grid officer decides nothing', () => {
    expect(mayRevoke(actor('x1', 'grid', blhy), proposed).allow).toBe(false)
  })
})
