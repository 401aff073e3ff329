import { type Actor, grantFor, type Role, type Scope } from '@/kernel/actor'
import { allow, needsRole, refuse, type Verdict } from '@/kernel/policy'
import type { GrantDocument } from './data'
import { communityOf } from './grants'
import { refusals } from './words'

const proposers: readonly Role[] = ['admin']
const deciders: readonly Role[] = ['admin', 'leadingGroup']

/** Only an administrator proposes; someone else has to countersign. */
export const mayPropose = (actor: Actor, scope: Scope): Verdict =>
  needsRole(actor, proposers, { communityId: communityOf(scope) }, refusals.propose)

export const mayList = (actor: Actor): Verdict => needsRole(actor, deciders, { communityId: 'TOWN' }, refusals.decide)

/** The second signature is a second person's, and never the holder's own. */
export function mayCountersign(actor: Actor, grant: GrantDocument): Verdict {
  const verdict = needsRole(actor, deciders, { communityId: grant.communityId }, refusals.decide)
  if (!verdict.allow) return verdict
  if (actor.personId === grant.grantedBy.id) return refuse(refusals.ownProposal)
  return actor.personId === grant.personId ? refuse(refusals.ownGrant) : allow
}

export const mayRevoke = (actor: Actor, grant: GrantDocument): Verdict =>
  needsRole(actor, deciders, { communityId: grant.communityId }, refusals.decide)

/** The role in which the actor decides about this grant; `permit` has made sure there is one. */
export const decidingRole = (actor: Actor, communityId: string): Role =>
  grantFor(actor, deciders, { communityId })?.role ?? 'admin'
