import { type Actor, type Scope, staffRoles } from '@/kernel/actor'
import { type Me, privacyVersion } from './contract'
import type { ContactDocument, GrantDocument } from './data'
import type { CommunityNames } from './profile'
import { departmentNames, townWide } from './words'

/** What `me` shows besides the actor. */
export interface MeFacts {
  readonly contact: ContactDocument | null
  readonly grants: readonly GrantDocument[]
  readonly communities: readonly CommunityNames[]
}

const whereOf = (scope: Scope, communities: readonly CommunityNames[]): string => {
  switch (scope.kind) {
    case 'community':
      return communities.find(({ _id }) => _id === scope.communityId)?.name ?? scope.communityId
    case 'department':
      return departmentNames[scope.department]
    case 'town':
      return townWide
  }
}

/** The actor in their own eyes: only grants that count now, places by name, the phone masked. */
export function meOf(actor: Actor, { contact, grants, communities }: MeFacts): Me {
  const community = communities.find(({ _id }) => _id === actor.communityId)
  const building = community?.buildings.find(({ id }) => id === actor.buildingId)
  const live = new Set(actor.grants.map(({ grantId }) => grantId))
  return {
    ...(actor.personId !== null && { personId: actor.personId }),
    alias: actor.alias,
    consentVersion: actor.consentVersion,
    privacyVersion,
    ...(community && { community: { id: community._id, name: community.name } }),
    ...(building && { building: { id: building.id, name: building.name } }),
    ...(contact?.phoneMasked && { phone: contact.phoneMasked }),
    roles: grants
      .filter(({ _id }) => live.has(_id))
      .map(({ _id, role, scope, endsAt }) => ({
        grantId: _id,
        role,
        scope,
        where: whereOf(scope, communities),
        endsAt,
      })),
    staff: actor.grants.some(({ role }) => staffRoles.includes(role)),
  }
}
