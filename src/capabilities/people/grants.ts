import type { Role, Scope } from '@/kernel/actor'
import type { CaseChange, EventBody, Notice } from '@/kernel/change'
import { DAY_MS, shanghaiDay } from '@/kernel/dates'
import { AppError, wrongState } from '@/kernel/errors'
import type { GrantDocument, PersonDocument, Signature } from './data'
import type { CommunityNames } from './profile'
import { grantNotices, refusals, wrongScope } from './words'

/** Which reach each role can have. A role that looks after people at one place never holds the whole town. */
export const scopesOf: Readonly<Record<Role, readonly Scope['kind'][]>> = {
  resident: [],
  owner: ['community'],
  committee: ['community'],
  property: ['community'],
  volunteer: ['community', 'town'],
  teamLead: ['community', 'town'],
  grid: ['community'],
  village: ['community'],
  hookedLeader: ['community', 'town'],
  partyInstructor: ['community', 'town'],
  police: ['community'],
  integrity: ['community', 'town'],
  department: ['department'],
  expert: ['community', 'town'],
  mediator: ['community', 'town'],
  admin: ['town'],
  leadingGroup: ['town'],
}

/** Days a grant lasts unless said otherwise (DOMAIN §3, to be confirmed by the town). */
export const grantDays = 90

/** The community a grant belongs to; department and town grants belong to the town. */
export const communityOf = (scope: Scope): string => (scope.kind === 'community' ? scope.communityId : 'TOWN')

const invalid = (field: string, sentence: string): AppError =>
  new AppError('invalid_input', sentence, { fields: { [field]: sentence } })

/** @throws AppError `invalid_input` when the role cannot reach that far, or its community does not exist */
export function checkScope(role: Role, scope: Scope, community: CommunityNames | null): void {
  if (role === 'resident') throw invalid('role', refusals.everyoneIs)
  if (!scopesOf[role].includes(scope.kind)) throw invalid('scope', wrongScope(role, scopesOf[role]))
  if (scope.kind === 'community' && community === null) throw invalid('scope', refusals.unknownCommunity)
}

export interface Proposal {
  readonly id: string
  readonly person: PersonDocument
  readonly role: Role
  readonly scope: Scope
  readonly days: number
  readonly by: Signature
  readonly now: number
}

type Saved = Pick<CaseChange, 'before' | 'events' | 'notices'> & { readonly after: GrantDocument }

/** What the store will hold once saved: the next version of the grant. `chain` is sealed by the kernel. */
const next = (before: GrantDocument, now: number, changed: Partial<GrantDocument>): GrantDocument => ({
  ...before,
  ...changed,
  v: before.v + 1,
  updatedAt: now,
})

const saved = (before: GrantDocument | null, after: GrantDocument, event: EventBody, notice: Notice): Saved => ({
  before,
  after,
  events: [event],
  notices: [notice],
})

/** A grant that waits for its second signature and counts for nothing until then. */
export function propose({ id, person, role, scope, days, by, now }: Proposal): Saved {
  const after: GrantDocument = {
    _id: id,
    v: 1,
    communityId: communityOf(scope),
    personId: person._id,
    alias: person.alias,
    role,
    scope,
    status: 'proposed',
    grantedBy: by,
    countersignedBy: null,
    revoked: null,
    endsAt: now + days * DAY_MS,
    createdAt: now,
    updatedAt: now,
    chain: { seq: 0, hash: null },
  }
  const event = { type: 'grants.proposed', data: { personId: person._id, role, scope, endsAt: after.endsAt } }
  return saved(null, after, event, { audience: 'admin', ...grantNotices.proposed(person.alias, role) })
}

/**
 * The second signature: from now on the grant counts.
 * @throws AppError `wrong_state` unless it waits for one and its end has not come yet
 */
export function countersign(before: GrantDocument, by: Signature, now: number): Saved {
  if (before.status !== 'proposed') throw wrongState(refusals.notProposed)
  if (before.endsAt <= now) throw wrongState(refusals.pastEnd)
  const after = next(before, now, { status: 'active', countersignedBy: by })
  const event = { type: 'grants.countersigned', data: { by: by.id } }
  const notice = grantNotices.active(before.role, shanghaiDay(before.endsAt))
  return saved(before, after, event, { audience: `person:${before.personId}`, ...notice })
}

/**
 * Ends a grant at once. The record stays.
 * @throws AppError `wrong_state` when it has been ended before
 */
export function revoke(before: GrantDocument, by: Signature, reason: string, now: number): Saved {
  if (before.status === 'revoked') throw wrongState(refusals.notRevocable)
  const after = next(before, now, { status: 'revoked', revoked: { by, at: now, reason } })
  const event = { type: 'grants.revoked', data: { by: by.id, reason } }
  return saved(before, after, event, { audience: `person:${before.personId}`, ...grantNotices.revoked(before.role) })
}

/** The grant's share of `change()`. */
export const asChange = ({ before, after, events, notices }: Saved): CaseChange => ({
  collection: 'grants',
  before,
  after,
  events,
  notices,
  postings: [],
})
