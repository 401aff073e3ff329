import { AppError, wrongState } from '@/kernel/errors'
import type { Sealer } from '@/kernel/handler'
import type { Write } from '@/kernel/store'
import { defaultAlias } from './alias'
import { privacyVersion } from './contract'
import type { ContactDocument, PersonDocument } from './data'
import { refusals, reservedNames } from './words'

/** What this capability reads of a community; `places` keeps them. */
export interface CommunityNames {
  readonly _id: string
  readonly name: string
  readonly buildings: readonly { readonly id: string; readonly name: string }[]
}

/** One person's two records, either absent before the first consent. */
export interface Profile {
  readonly person: PersonDocument | null
  readonly contact: ContactDocument | null
}

const put = (collection: string, before: { v: number } | null, document: PersonDocument | ContactDocument): Write =>
  before ? { kind: 'replace', collection, document, expected: before.v } : { kind: 'insert', collection, document }

/**
 * Agreeing makes the person and, sealed, the platform's id that messages go to. Agreeing again to the same words
 * changes nothing.
 * @throws AppError `wrong_state` for any version of the privacy words but the one in force
 */
export function consentWrites(
  personId: string,
  { person, contact }: Profile,
  consent: { readonly version: number; readonly now: number; readonly openid: string; readonly sealer: Sealer },
): Write[] {
  const { version, now } = consent
  if (version !== privacyVersion)
    throw wrongState(version < privacyVersion ? refusals.oldConsent : refusals.otherConsent)
  if (person?.consent?.version === version && contact) return []
  const agreed: PersonDocument = {
    _id: personId,
    alias: person?.alias ?? defaultAlias(personId),
    communityId: person?.communityId ?? null,
    buildingId: person?.buildingId ?? null,
    consent: { version, at: now },
    v: (person?.v ?? 0) + 1,
    createdAt: person?.createdAt ?? now,
    updatedAt: now,
  }
  const reachable: ContactDocument = {
    _id: personId,
    openid: consent.sealer.seal(consent.openid),
    phone: contact?.phone ?? null,
    phoneMasked: contact?.phoneMasked ?? null,
    v: (contact?.v ?? 0) + 1,
    createdAt: contact?.createdAt ?? now,
    updatedAt: now,
  }
  return [put('people', person, agreed), put('contacts', contact, reachable)]
}

/** What someone may change about themselves. Absent = as it was; an empty phone removes it. */
export interface Changes {
  readonly alias?: string | undefined
  readonly communityId?: string | undefined
  readonly buildingId?: string | undefined
  readonly phone?: string | undefined
}

const invalid = (field: string, sentence: string): AppError =>
  new AppError('invalid_input', sentence, { fields: { [field]: sentence } })

/** Moving to another community leaves the building behind unless a new one is named. */
function placeOf(person: PersonDocument, changes: Changes, community: CommunityNames | null) {
  const { communityId = person.communityId, buildingId } = changes
  if (changes.communityId === undefined && buildingId === undefined)
    return { communityId: person.communityId, buildingId: person.buildingId }
  if (communityId === null) throw invalid('communityId', refusals.buildingFirst)
  if (community?._id !== communityId) throw invalid('communityId', refusals.unknownCommunity)
  if (buildingId !== undefined && !community.buildings.some(({ id }) => id === buildingId))
    throw invalid('buildingId', refusals.unknownBuilding)
  const stayed = communityId === person.communityId ? person.buildingId : null
  return { communityId, buildingId: buildingId ?? stayed }
}

const aliasOf = (person: PersonDocument, alias: string = person.alias): string => {
  if (alias !== person.alias && reservedNames.some((name) => alias.includes(name)))
    throw invalid('alias', refusals.reservedName)
  return alias
}

const maskedPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`

/**
 * The records after the changes. `community` is the one the place changes name, or null when there is none.
 * @throws AppError `invalid_input` when the community or the building does not exist, or the alias poses as staff
 */
export function changeProfile(
  { person, contact }: { readonly person: PersonDocument; readonly contact: ContactDocument },
  changes: Changes,
  community: CommunityNames | null,
  { now, sealer }: { readonly now: number; readonly sealer: Sealer },
): { readonly person: PersonDocument; readonly contact: ContactDocument; readonly writes: Write[] } {
  const after: PersonDocument = {
    ...person,
    ...placeOf(person, changes, community),
    alias: aliasOf(person, changes.alias),
    v: person.v + 1,
    updatedAt: now,
  }
  const writes = [put('people', person, after)]
  const { phone } = changes
  if (phone === undefined) return { person: after, contact, writes }
  const reachable: ContactDocument = {
    ...contact,
    phone: phone === '' ? null : sealer.seal(phone),
    phoneMasked: phone === '' ? null : maskedPhone(phone),
    v: contact.v + 1,
    updatedAt: now,
  }
  return { person: after, contact: reachable, writes: [...writes, put('contacts', contact, reachable)] }
}
