import * as z from 'zod/mini'
import type { Posting, PublishedEvent, Subscribers } from '@/kernel/change'
import { shanghaiDay } from '@/kernel/dates'
import { indicatorCodes } from './contract'
import type { LedgerDocument } from './data'

/** A verified result as a workflow's event names it. The row's id comes from the case, so it can be posted only once. */
const resultSchema = z.object({
  rowId: z.string().check(z.regex(/^[0-9A-Za-z_-]{1,38}$/)),
  indicator: z.enum(indicatorCodes),
  qty: z.number().check(z.gt(0)),
  unit: z.string(),
  evidence: z._default(z.array(z.string()), []),
})
export type Result = z.output<typeof resultSchema>

/** What a row is made of; keys and times follow from it. */
export interface RowFacts extends Omit<LedgerDocument, 'v' | 'dayKey' | 'rowKey' | 'createdAt' | 'updatedAt'> {
  /** Which doing of the case this is the result of: the end of the row's id. A case is posted again only after a reversal. */
  readonly attempt: string
}

/** The attempt of a case that never came back. */
export const firstAttempt = '0-0'

/**
 * What a row is the only row for (DOMAIN §1.2: `(sourceNo, indicator)` is unique among live rows): one attempt of one
 * source and indicator, or the reversal of one row. What was never verified stands in nobody's way.
 */
const rowKeyOf = ({ _id, sourceNo, indicator, attempt, status, reversalOf }: RowFacts): string => {
  if (reversalOf !== null) return `reversal:${reversalOf}`
  return status === 'verified' ? `${sourceNo}:${indicator}:${attempt}` : `row:${_id}`
}

/** A complete row, `now` in ms. Used by the postings below and by whoever brings rows from elsewhere. */
export const ledgerRow = (facts: RowFacts, now: number): LedgerDocument => {
  const { attempt: _, ...row } = facts
  return { ...row, v: 1, dayKey: `${row.date}:${row._id}`, rowKey: rowKeyOf(facts), createdAt: now, updatedAt: now }
}

type Source = Pick<PublishedEvent, 'number' | 'communityId' | 'at' | 'actorId'> & { readonly sourceType: string }

const rowOf = (result: Result, { number, communityId, at, actorId, sourceType }: Source): RowFacts => ({
  _id: result.rowId,
  date: shanghaiDay(at),
  communityId,
  indicator: result.indicator,
  qty: result.qty,
  unit: result.unit,
  sourceType,
  sourceNo: number,
  status: 'verified',
  reversalOf: null,
  verifierId: actorId,
  evidence: result.evidence,
  note: null,
  attempt: result.rowId.split(`-${result.indicator}-`)[1] ?? firstAttempt,
})

/** The row a verified result adds on the day it was verified; the verifier is whoever gave the command. */
export const postRow = (result: Result, source: Source): Posting => ({
  collection: 'ledger',
  document: ledgerRow(rowOf(result, source), source.at),
})

/** The negative row that takes a result back, on the day it turned out wrong. Its id allows one per row. */
export const reverseRow = (result: Result, source: Source): Posting => {
  const row = rowOf(result, source)
  const reversal = { ...row, _id: `${row._id}-r`, qty: -row.qty, reversalOf: row._id, evidence: [] }
  return { collection: 'ledger', document: ledgerRow(reversal, source.at) }
}

const verifiedSchema = z.object({ posting: z.optional(z.nullable(resultSchema)) })
const reopenedSchema = z.object({ reverses: z.optional(z.nullable(resultSchema)) })

/**
 * What the ledger posts exactly with other capabilities' events, in their transaction. An event that carries no
 * result posts nothing; one that carries a malformed result throws, and with it nothing of the change is saved.
 */
export const ledgerSubscribers: Subscribers = {
  'repairs.verified': (event) => {
    const { posting } = z.parse(verifiedSchema, event.data)
    return posting ? [postRow(posting, { ...event, sourceType: 'repair' })] : []
  },
  'repairs.reopened': (event) => {
    const { reverses } = z.parse(reopenedSchema, event.data)
    return reverses ? [reverseRow(reverses, { ...event, sourceType: 'repair' })] : []
  },
}
