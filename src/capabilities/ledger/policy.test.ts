import type { Actor, Role, Scope } from '@/kernel/actor'
import { mayList } from './policy'

const actor = (role: Role, scope: Scope): Actor => ({
  personId: 'p',
  alias: 'p',
  consentVersion: 1,
  communityId: null,
  buildingId: null,
  grants: [{ grantId: 'g', role, scope }],
  lapsedRoles: [],
})
const blhy: Scope = { kind: 'community', communityId: 'BLHY' }

test.each<[string, Actor, string | undefined, true | string]>([
  ['a grid officer reads their community', actor('grid', blhy), 'BLHY', true],
  ['… not another', actor('grid', blhy), 'JHY', '这不在您负责的范围内。'],
  ['… and names one', actor('grid', blhy), undefined, '请先选择您负责的小区。'],
  ['an administrator reads all of it', actor('admin', { kind: 'town' }), undefined, true],
  ['a department liaison too', actor('department', { kind: 'department', department: 'G4' }), 'JHY', true],
  [
    'a volunteer does not, even town-wide',
    actor('volunteer', { kind: 'town' }),
    undefined,
    '台账明细由工作人员查看，汇总人人可看。',
  ],
])('%s', (_, who, communityId, expected) => {
  const verdict = mayList(who, communityId)
  expect(verdict.allow ? true : verdict.reason).toBe(expected)
})
