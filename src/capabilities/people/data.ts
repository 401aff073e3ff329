import type { Role, Scope } from '@/kernel/actor'
import type { CaseDocument } from '@/kernel/change'
import type { Document } from '@/kernel/store'

/** A person as others may know them. `_id` is the pseudonymous person id; nothing here leads to a phone. */
export interface PersonDocument extends Document {
  readonly alias: string
  readonly communityId: string | null
  readonly buildingId: string | null
  /** The privacy words agreed to and when (ms). */
  readonly consent: { readonly version: number; readonly at: number } | null
}

/** How a person can be reached, kept apart from everything else. `_id` is the person id; sealed fields are encrypted. */
export interface ContactDocument extends Document {
  readonly openid: string
  readonly phone: string | null
  /** E.g. 199****0001: what may be shown without opening the seal. */
  readonly phoneMasked: string | null
}

/** Someone who signed a grant, as they were called then. */
export interface Signature {
  readonly id: string
  readonly alias: string
}

/**
 * A role someone holds or is to hold. It is a case with its own hash chain: who got which power through whom must be
 * as provable as what they then did. `communityId` is the scope's community, or `TOWN`.
 */
export interface GrantDocument extends CaseDocument {
  readonly personId: string
  readonly alias: string
  readonly role: Role
  readonly scope: Scope
  readonly status: 'proposed' | 'active' | 'revoked'
  readonly grantedBy: Signature
  readonly countersignedBy: Signature | null
  readonly revoked: { readonly by: Signature; readonly at: number; readonly reason: string } | null
  /** ms; from then on the grant counts for nothing, whatever its status. */
  readonly endsAt: number
}

export const collections = [
  { name: 'people', indexes: [] },
  { name: 'contacts', indexes: [] },
  {
    name: 'grants',
    indexes: [
      { name: 'person', keys: { personId: 1, status: 1 } },
      { name: 'role', keys: { role: 1, communityId: 1, status: 1 } },
      { name: 'status', keys: { status: 1, _id: -1 } },
    ],
  },
] as const
