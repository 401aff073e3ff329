import type { Actor } from '@/kernel/actor'
import { defaultAlias } from './alias'
import type { GrantDocument, PersonDocument } from './data'
import { guestAlias } from './words'

export type { GrantDocument, PersonDocument } from './data'

/**
 * The actor behind one request: `personId` null is a guest, `person` null is someone who has not agreed to anything
 * yet. Grants count while `active` and `endsAt` (ms) lies after `now`; those that only ran out are named in
 * `lapsedRoles`, revoked and proposed ones are nowhere.
 */
export function actorFrom(
  personId: string | null,
  person: PersonDocument | null,
  grants: readonly GrantDocument[],
  now: number,
): Actor {
  if (personId === null)
    return {
      personId,
      alias: guestAlias,
      consentVersion: 0,
      communityId: null,
      buildingId: null,
      grants: [],
      lapsedRoles: [],
    }
  const signed = grants.filter((grant) => grant.personId === personId && grant.status === 'active')
  return {
    personId,
    alias: person?.alias ?? defaultAlias(personId),
    consentVersion: person?.consent?.version ?? 0,
    communityId: person?.communityId ?? null,
    buildingId: person?.buildingId ?? null,
    grants: signed.filter((grant) => grant.endsAt > now).map(({ _id, role, scope }) => ({ grantId: _id, role, scope })),
    lapsedRoles: signed.filter((grant) => grant.endsAt <= now).map(({ role }) => role),
  }
}
