import type { Document } from '@/kernel/store'

/** The town itself; one document, `TOWN`. */
export interface TownDocument extends Document {
  readonly name: string
  /** The campaign whose results are published, `YYYY-MM-DD` to `YYYY-MM-DD`, both included. */
  readonly campaign?: { readonly name: string; readonly from: string; readonly to: string }
}

/** A residential community (小区); its id is the partition key of every other record. */
export interface CommunityDocument extends Document {
  readonly name: string
  /** The property company, as residents know it. */
  readonly property: string
  readonly households: number
  /** Place in every list, as the town orders its communities. */
  readonly order: number
  readonly buildings: readonly { readonly id: string; readonly name: string }[]
}

/** A printed code on a building's door, or on a community's suggestion box. `_id` is its eight base32 characters. */
export interface CodeDocument extends Document {
  readonly kind: 'door' | 'box'
  readonly communityId: string
  readonly buildingId: string | null
  /** Times in ms; persons by id. A code is never deleted, only revoked with a reason. */
  readonly issuedAt: number
  readonly issuedBy: string
  readonly revokedAt: number | null
  readonly revokedBy: string | null
  readonly revokedReason: string | null
}

export const collections = [
  { name: 'towns', indexes: [] },
  { name: 'communities', indexes: [] },
  { name: 'codes', indexes: [{ name: 'community', keys: { communityId: 1, _id: 1 } }] },
] as const
