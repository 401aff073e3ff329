import { CROCKFORD } from '@/kernel/base32'
import type { Write } from '@/kernel/store'
import type { CodeDocument } from './data'

/** Who replaces a code, why and when (ms), and the eight characters of the new one. */
export interface Replacement {
  readonly newId: string
  readonly by: string
  readonly reason: string
  readonly now: number
}

/** The code that hangs at the same door from now on. */
export const successorOf = (code: CodeDocument, { newId, by, now }: Replacement): CodeDocument => ({
  _id: newId,
  v: 1,
  kind: code.kind,
  communityId: code.communityId,
  buildingId: code.buildingId,
  issuedAt: now,
  issuedBy: by,
  revokedAt: null,
  revokedBy: null,
  revokedReason: null,
  createdAt: now,
  updatedAt: now,
})

/** Takes the old code out of service and puts the new one in, both or neither. */
export const replaceWrites = (code: CodeDocument, successor: CodeDocument, replacement: Replacement): Write[] => {
  const revoked: CodeDocument = {
    ...code,
    v: code.v + 1,
    revokedAt: replacement.now,
    revokedBy: replacement.by,
    revokedReason: replacement.reason,
    updatedAt: replacement.now,
  }
  return [
    { kind: 'replace', collection: 'codes', document: revoked, expected: code.v },
    { kind: 'insert', collection: 'codes', document: successor },
  ]
}

/** Eight Crockford base32 characters from eight random bytes (five bits of each). */
export const codeIdFrom = (bytes: Uint8Array): string =>
  Array.from(bytes.subarray(0, 8), (byte) => CROCKFORD[byte & 31]).join('')
