import { type Actor, holdsAnywhere, type Role } from '@/kernel/actor'
import { allow, needsRole, refuse, type Verdict } from '@/kernel/policy'
import { refusals } from './words'

const readers: readonly Role[] = [
  'grid',
  'village',
  'hookedLeader',
  'integrity',
  'admin',
  'leadingGroup',
  'property',
  'committee',
  'department',
]

/**
 * Sums are everyone's; the rows with their case numbers are for those who work there. Whoever's role covers the town,
 * or one department's matters in all of it, may read without naming a community.
 */
export function mayList(actor: Actor, communityId: string | undefined): Verdict {
  const townWide = actor.grants.some(({ role, scope }) => readers.includes(role) && scope.kind !== 'community')
  if (townWide) return allow
  if (communityId !== undefined) return needsRole(actor, readers, { communityId }, refusals.list)
  return holdsAnywhere(actor, readers) ? refuse(refusals.chooseCommunity) : refuse(refusals.list)
}
