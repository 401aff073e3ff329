import type { ActiveGrant, Actor, Role } from '@/kernel/actor'
import type { Audience } from '@/kernel/change'

const audienceOf = ({ role, scope }: ActiveGrant): Audience | null => {
  switch (scope.kind) {
    case 'community':
      return role === 'grid' || role === 'village' || role === 'property' ? `${role}:${scope.communityId}` : null
    case 'department':
      return role === 'department' ? `department:${scope.department}` : null
    case 'town':
      return role === 'admin' ? 'admin' : null
  }
}

/** Everything an actor is addressed as: themselves, and each role they hold now. */
export function audiencesOf(actor: Actor): Audience[] {
  if (actor.personId === null) return []
  const roles = actor.grants.flatMap((grant) => audienceOf(grant) ?? [])
  return [...new Set<Audience>([`person:${actor.personId}`, ...roles])]
}

/** Who is behind an audience: one person, or the grants to look for. The opposite of `audiencesOf`. */
export type Addressees =
  | { readonly personId: string }
  | { readonly role: Role; readonly communityId: string; readonly department?: string }

export function addresseesOf(audience: Audience): Addressees {
  const [kind, name = ''] = audience.split(':') as [string, string?]
  if (kind === 'person') return { personId: name }
  if (kind === 'department') return { role: 'department', communityId: 'TOWN', department: name }
  if (kind === 'admin') return { role: 'admin', communityId: 'TOWN' }
  return { role: kind as Role, communityId: name }
}
