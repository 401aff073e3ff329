import type { Actor } from '@/kernel/actor'
import type { SealedEvent } from '@/kernel/change'
import { AppError, notFound, staleVersion } from '@/kernel/errors'
import { type CallContext, type Handler, handle, type Registration } from '@/kernel/handler'
import { permit, signedIn } from '@/kernel/policy'
import { actorFrom } from './actor'
import * as contract from './contract'
import type { ContactDocument, GrantDocument, PersonDocument, Signature } from './data'
import { asChange, checkScope, countersign, grantDays, propose, revoke } from './grants'
import { meOf } from './me'
import { decidingRole, mayCountersign, mayList, mayPropose, mayRevoke } from './policy'
import { type CommunityNames, changeProfile, consentWrites, type Profile } from './profile'
import { refusals } from './words'

const pageSize = 20

const profileOf = async ({ store }: CallContext, personId: string): Promise<Profile> => {
  const [person, contact] = await Promise.all([
    store.get<PersonDocument>('people', personId),
    store.get<ContactDocument>('contacts', personId),
  ])
  return { person, contact }
}

const activeGrants = ({ store }: CallContext, personId: string): Promise<GrantDocument[]> =>
  store.find<GrantDocument>('grants', { where: { personId, status: 'active' } })

const allCommunities = ({ store }: CallContext): Promise<CommunityNames[]> =>
  store.find<CommunityNames>('communities', { where: {}, limit: 1000 })

const signature = (actor: Actor): Signature => ({ id: signedIn(actor), alias: actor.alias })

const me: Handler<typeof contract.me> = async (_input, call) => {
  const { personId } = call.actor
  if (personId === null) return meOf(call.actor, { contact: null, grants: [], communities: [] })
  const [contact, grants, communities] = await Promise.all([
    call.store.get<ContactDocument>('contacts', personId),
    activeGrants(call, personId),
    allCommunities(call),
  ])
  return meOf(call.actor, { contact, grants, communities })
}

const consent: Handler<typeof contract.consent> = async ({ version }, call) => {
  const personId = signedIn(call.actor)
  if (call.openid === null) throw new AppError('internal', refusals.unreachable, { detail: 'signed in without openid' })
  const profile = await profileOf(call, personId)
  const { now, openid, secrets } = call
  const writes = consentWrites(personId, profile, { version, now, openid, sealer: secrets.sealer })
  return call.saveDocuments(writes, { consentVersion: version })
}

const update: Handler<typeof contract.update> = async (input, call) => {
  const personId = signedIn(call.actor)
  const [{ person, contact }, grants, communities] = await Promise.all([
    profileOf(call, personId),
    activeGrants(call, personId),
    allCommunities(call),
  ])
  if (!person || !contact) throw notFound()
  const community = communities.find(({ _id }) => _id === (input.communityId ?? person.communityId)) ?? null
  const world = { now: call.now, sealer: call.secrets.sealer }
  const changed = changeProfile({ person, contact }, input, community, world)
  const actor = actorFrom(personId, changed.person, grants, call.now)
  return call.saveDocuments(changed.writes, meOf(actor, { contact: changed.contact, grants, communities }))
}

const listLooks: Handler<typeof contract.listLooks> = async ({ cursor }, call) => {
  const events = await call.store.find<SealedEvent & { data: { reason: string } }>('events', {
    where: { subjectId: signedIn(call.actor), ...(cursor && { _id: { $lt: cursor } }) },
    sort: { _id: -1 },
    limit: pageSize + 1,
  })
  return page(events, ({ at, actorAlias, actorRole, data, caseKind, caseId }) => ({
    at,
    who: actorAlias,
    role: actorRole,
    reason: data.reason,
    caseKind,
    caseId,
  }))
}

/** A page out of one row more than it shows: the extra one only tells that there is a next page. */
const page = <Row extends { readonly _id: string }, Item>(rows: readonly Row[], show: (row: Row) => Item) => {
  const items = rows.slice(0, pageSize)
  const last = items.at(-1)
  return { items: items.map(show), ...(rows.length > pageSize && last && { next: last._id }) }
}

const shown = (grant: GrantDocument) => ({
  id: grant._id,
  v: grant.v,
  personId: grant.personId,
  alias: grant.alias,
  role: grant.role,
  scope: grant.scope,
  status: grant.status,
  grantedBy: grant.grantedBy.alias,
  ...(grant.countersignedBy && { countersignedBy: grant.countersignedBy.alias }),
  endsAt: grant.endsAt,
})

const listGrants: Handler<typeof contract.listGrants> = async ({ status, cursor }, call) => {
  permit(mayList(call.actor))
  const grants = await call.store.find<GrantDocument>('grants', {
    where: { ...(status && { status }), ...(cursor && { _id: { $lt: cursor } }) },
    sort: { _id: -1 },
    limit: pageSize + 1,
  })
  return page(grants, shown)
}

const proposeGrant: Handler<typeof contract.proposeGrant> = async ({ personId, role, scope, days }, call) => {
  permit(mayPropose(call.actor, scope))
  const [person, community] = await Promise.all([
    call.store.get<PersonDocument>('people', personId),
    scope.kind === 'community' ? call.store.get<CommunityNames>('communities', scope.communityId) : null,
  ])
  if (!person) throw new AppError('not_found', refusals.grantedToNobody)
  checkScope(role, scope, community)
  const by = signature(call.actor)
  const proposal = { id: call.newId(), person, role, scope, days: days ?? grantDays, by, now: call.now }
  const saved = propose(proposal)
  return call.save([asChange(saved)], decidingRole(call.actor, saved.after.communityId), shown(saved.after))
}

/** The grant at the version the person saw. */
const grantAt = async ({ store }: CallContext, id: string, v: number): Promise<GrantDocument> => {
  const grant = await store.get<GrantDocument>('grants', id)
  if (!grant) throw notFound()
  if (grant.v !== v) throw staleVersion()
  return grant
}

const countersignGrant: Handler<typeof contract.countersignGrant> = async ({ id, v }, call) => {
  const grant = await grantAt(call, id, v)
  permit(mayCountersign(call.actor, grant))
  const saved = countersign(grant, signature(call.actor), call.now)
  return call.save([asChange(saved)], decidingRole(call.actor, grant.communityId), shown(saved.after))
}

const revokeGrant: Handler<typeof contract.revokeGrant> = async ({ id, v, reason }, call) => {
  const grant = await grantAt(call, id, v)
  permit(mayRevoke(call.actor, grant))
  const saved = revoke(grant, signature(call.actor), reason, call.now)
  return call.save([asChange(saved)], decidingRole(call.actor, grant.communityId), shown(saved.after))
}

export const registrations: readonly Registration[] = [
  handle(contract.me, me),
  handle(contract.consent, consent),
  handle(contract.update, update),
  handle(contract.listLooks, listLooks),
  handle(contract.listGrants, listGrants),
  handle(contract.proposeGrant, proposeGrant),
  handle(contract.countersignGrant, countersignGrant),
  handle(contract.revokeGrant, revokeGrant),
]
