import { sha256 } from '@noble/hashes/sha2'
import { bytesToHex } from '@noble/hashes/utils'
import { canonicalJson, utf8 } from './canonical'

/** What every event of a chain carries; all its other fields are sealed with it. */
export interface ChainLink {
  /** 1, 2, 3, … within one case. */
  readonly seq: number
  /** The hash of the event before, null for the first. */
  readonly prevHash: string | null
  readonly hash: string
}

/** Where a chain ends, kept beside it; without it a cut tail cannot be noticed. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string | null
}

/** Whether a history is as it was written; `brokenAt` is the seq of the first event that is not. */
export type ChainVerdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly brokenAt: number; readonly reason: 'order' | 'link' | 'content' | 'head' }

/**
 * The hash of an event that follows `prevHash`: SHA-256, lower-case hex, over canonical JSON of both. `body` is the
 * whole event as it will be stored; its `hash` and `prevHash` fields, if present, are not counted twice.
 * Throws TypeError when `body` holds what a document cannot hold unchanged (see `canonicalJson`). Needs BigInt, as
 * @noble/hashes counts lengths with it: fine in functions and current phones, missing before iOS 14.
 */
export function sealEvent(prevHash: string | null, body: object): string {
  const content: Record<string, unknown> = { ...body }
  delete content.hash
  delete content.prevHash
  return bytesToHex(sha256(utf8(canonicalJson([prevHash, content]))))
}

/**
 * Checks a whole history in order of `seq`: no event changed, missing, added or moved. Give the `head` stored with the
 * case to notice a cut tail too. Never throws; an event that cannot be hashed counts as changed.
 * Reasons: `order` (seq is not 1, 2, 3, …), `link` (does not continue the one before), `content` (was changed),
 * `head` (does not end where the case says).
 */
export function verifyChain(events: readonly ChainLink[], head?: ChainHead): ChainVerdict {
  let prevHash: string | null = null
  let seq = 0
  for (const event of events) {
    seq += 1
    if (event.seq !== seq) return { ok: false, brokenAt: seq, reason: 'order' }
    if (event.prevHash !== prevHash) return { ok: false, brokenAt: seq, reason: 'link' }
    if (!isSealed(event)) return { ok: false, brokenAt: seq, reason: 'content' }
    prevHash = event.hash
  }
  if (head !== undefined && (head.seq !== seq || head.hash !== prevHash)) {
    return { ok: false, brokenAt: Math.min(seq, head.seq) + 1, reason: 'head' }
  }
  return { ok: true }
}

function isSealed(event: ChainLink): boolean {
  try {
    return sealEvent(event.prevHash, event) === event.hash
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
