import { privacyVersion } from '@/capabilities/people/contract'
import type { ContactDocument, GrantDocument, PersonDocument } from '@/capabilities/people/data'
import { asChange, countersign, propose } from '@/capabilities/people/grants'
import type { CodeDocument, CommunityDocument, TownDocument } from '@/capabilities/places/data'
import type { CaseChange } from '@/kernel/change'
import { parseShanghai } from '@/kernel/dates'
import { personIdOf } from '../cloudfunctions/store/environment'
import type { DemoPersona } from './personas'
import { personas } from './personas'
import type { DemoKeys, Stage } from './stage'
import { campaign, codes, communities, townName } from './town'

/** The town exists from the Saturday before its campaign; grants outlive any clock a visitor may set. */
const founded = parseShanghai('2025-03-01 09:00')
const grantDays = 5 * 365
const endedGrantDays = 2

const fresh = { v: 1, createdAt: founded, updatedAt: founded }
const proposer = { id: 'founding-1', alias: '建档人' }
const countersigner = { id: 'founding-2', alias: '复核人' }
/** Nobody wants sixty messages about roles on the first day. */
const quiet = (change: CaseChange): CaseChange => ({ ...change, notices: [] })

/** A fictional number behind the mask of DOMAIN §7: 199****0001. */
const phoneOf = (persona: DemoPersona): string => persona.phoneMasked.replace('****', '0000')

const insert = (stage: Stage, collection: string, documents: readonly { readonly _id: string }[]) =>
  stage.store.commit(documents.map((document) => ({ kind: 'insert', collection, document })))

const townOf = (): TownDocument => ({
  _id: 'TOWN',
  ...fresh,
  name: townName,
  campaign: { name: campaign.name, from: campaign.from, to: campaign.to },
})

const communityDocuments = (): CommunityDocument[] =>
  communities.map(({ id, name, company, households, buildings }, order) => ({
    _id: id,
    ...fresh,
    name,
    property: company.name,
    households,
    order,
    buildings: buildings.map((building) => ({ id: building.id, name: building.name })),
  }))

const codeDocuments = (): CodeDocument[] =>
  codes.map(({ id, kind, communityId, buildingId }) => ({
    _id: id,
    ...fresh,
    kind,
    communityId,
    buildingId,
    issuedAt: founded,
    issuedBy: proposer.id,
    revokedAt: null,
    revokedBy: null,
    revokedReason: null,
  }))

/** The person id of a persona under these keys. */
export const demoPersonId = (persona: DemoPersona, keys: DemoKeys): string => personIdOf(persona.openid, keys.person)

async function admitPerson(stage: Stage, keys: DemoKeys, persona: DemoPersona): Promise<void> {
  const _id = demoPersonId(persona, keys)
  const person: PersonDocument = {
    _id,
    ...fresh,
    alias: persona.alias,
    communityId: persona.home?.communityId ?? null,
    buildingId: persona.home?.buildingId ?? null,
    consent: { version: privacyVersion, at: founded },
  }
  const phone = phoneOf(persona)
  const contact: ContactDocument = {
    _id,
    ...fresh,
    openid: stage.sealer.seal(persona.openid),
    phone: stage.sealer.seal(phone),
    phoneMasked: persona.phoneMasked,
  }
  await insert(stage, 'people', [person])
  await insert(stage, 'contacts', [contact])
  for (const { role, scope, ended } of persona.roles) {
    const days = ended ? endedGrantDays : grantDays
    const proposal = propose({ id: stage.newId(), person, role, scope, days, by: proposer, now: founded })
    await stage.save(quiet(asChange(proposal)), proposer)
    const stored = await stage.store.get<GrantDocument>('grants', proposal.after._id)
    if (!stored) throw new Error('a proposed grant was not saved')
    await stage.save(quiet(asChange(countersign(stored, countersigner, founded))), countersigner)
  }
}

/** The town before its first case: places, codes, people with their grants. No case, no ledger. */
export async function foundTown(stage: Stage, keys: DemoKeys): Promise<void> {
  stage.at('2025-03-01 09:00')
  await insert(stage, 'towns', [townOf()])
  await insert(stage, 'communities', communityDocuments())
  await insert(stage, 'codes', codeDocuments())
  for (const persona of personas) if (persona.consented) await admitPerson(stage, keys, persona)
}
