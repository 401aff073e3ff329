import type { Actor, Role } from '@/kernel/actor'
import { makeDoorCode } from '@/kernel/doorCode'
import { codeIdFrom, replaceWrites, successorOf } from './codes'
import type { CodeDocument } from './data'
import { mayManageCodes } from './policy'

const code: CodeDocument = {
  _id: 'ABCD2345',
  v: 3,
  kind: 'door',
  communityId: 'BLHY',
  buildingId: 'BLHY-3',
  issuedAt: 1,
  issuedBy: 'old',
  revokedAt: null,
  revokedBy: null,
  revokedReason: null,
  createdAt: 1,
  updatedAt: 1,
}
const replacement = { newId: 'EFGH6789', by: 'me', reason: '撕坏了', now: 1000 }

describe('replacing a code', () => {
  const successor = successorOf(code, replacement)

  test('the new one hangs at the same door', () => {
    expect(successor).toMatchObject({ _id: 'EFGH6789', v: 1, kind: 'door', communityId: 'BLHY', buildingId: 'BLHY-3' })
    expect(successor).toMatchObject({ issuedAt: 1000, issuedBy: 'me', revokedAt: null })
  })

  test('the old one keeps who took it out of service, when and why', () => {
    const [revoked, issued] = replaceWrites(code, successor, replacement)
    expect(revoked).toMatchObject({
      kind: 'replace',
      expected: 3,
      document: { v: 4, revokedAt: 1000, revokedBy: 'me', revokedReason: '撕坏了', issuedBy: 'old' },
    })
    expect(issued).toMatchObject({ kind: 'insert', document: { _id: 'EFGH6789' } })
  })

  test('any random bytes make an id a code can be printed from', () => {
    for (let byte = 0; byte < 256; byte++) {
      const id = codeIdFrom(new Uint8Array(8).fill(byte))
      expect(makeDoorCode(id, 'key')).toMatch(/^b=[0-9A-Z]{8}\.[0-9A-Z]{4}$/)
    }
  })
})

test.each<[Role, string, boolean]>([
  ['grid', 'BLHY', true],
  ['village', 'BLHY', true],
  ['grid', 'JHY', false],
  ['property', 'BLHY', false],
])('a %s of %s sees the codes of BLHY: %s', (role, communityId, allowed) => {
  const actor: Actor = {
    personId: 'p',
    alias: 'p',
    consentVersion: 1,
    communityId: null,
    buildingId: null,
    grants: [{ grantId: 'g', role, scope: { kind: 'community', communityId } }],
    lapsedRoles: [],
  }
  expect(mayManageCodes(actor, 'BLHY').allow).toBe(allowed)
})
