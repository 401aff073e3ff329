import type { Document } from '@/kernel/store'
import type { LedgerRow } from './contract'

/**
 * One row of the results ledger (成效台账). Rows are only ever added: a wrong one is answered by a negative row.
 * `verified` rows count, `pending` and `void` ones came from elsewhere and never do.
 */
export interface LedgerDocument extends Document {
  /** Shanghai day the result was verified, or the correction made. */
  readonly date: string
  /** A community's code, or `TOWN`. */
  readonly communityId: string
  readonly indicator: LedgerRow['indicator']
  readonly qty: number
  readonly unit: string
  /** What kind of record the result comes from: repair, hazard, wish, campaign, … */
  readonly sourceType: string
  /** The number people see, e.g. 报-20250318-0007. */
  readonly sourceNo: string
  readonly status: LedgerRow['status']
  readonly reversalOf: string | null
  readonly verifierId: string | null
  /** Ids of the photos that prove it. */
  readonly evidence: readonly string[]
  readonly note: string | null
  /** `<date>:<_id>`: orders rows by day and names a place in that order, so lists go on from a row, not from a count. */
  readonly dayKey: string
  /** Unique: what this row is the one and only row for. */
  readonly rowKey: string
}

export const collections = [
  {
    name: 'ledger',
    indexes: [
      { name: 'row', keys: { rowKey: 1 }, unique: true },
      { name: 'day', keys: { dayKey: -1 } },
      { name: 'communityDay', keys: { communityId: 1, dayKey: -1 } },
      { name: 'indicatorDay', keys: { indicator: 1, dayKey: -1 } },
      { name: 'communityIndicatorDay', keys: { communityId: 1, indicator: 1, dayKey: -1 } },
      { name: 'statusDay', keys: { status: 1, dayKey: -1 } },
      { name: 'communityStatusDay', keys: { communityId: 1, status: 1, dayKey: -1 } },
    ],
  },
] as const
