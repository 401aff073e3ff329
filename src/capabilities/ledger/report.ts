import { AppError } from '@/kernel/errors'
import { indicatorCodes, type LedgerRow } from './contract'
import type { LedgerDocument } from './data'
import { indicators } from './indicators'
import { refusals } from './words'

/** Days of the longest period one report covers: two years and a leap day. It bounds what a guest can make us read. */
const longestPeriod = 731
const dayMs = 86_400_000

/**
 * The rows of a period as bounds of `dayKey`: from (inclusive) to (exclusive). `;` is the character after `:`.
 * @throws AppError `invalid_input` for days that do not exist, are in the wrong order, or lie too far apart
 */
export function dayBounds(from: string, to: string): { readonly first: string; readonly end: string } {
  const days = (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs
  const refuse = (sentence: string) => new AppError('invalid_input', sentence, { fields: { to: sentence } })
  if (Number.isNaN(days)) throw refuse(refusals.noSuchDay)
  if (days < 0) throw refuse(refusals.daysReversed)
  if (days > longestPeriod) throw refuse(refusals.tooLong)
  return { first: from, end: `${to};` }
}

/** Quantities have at most six decimals; as whole millionths they add up exactly, which 0.1 + 0.2 does not. */
const millionth = 1_000_000

export type Totals = Readonly<Record<LedgerRow['indicator'], { readonly millionths: number; readonly rows: number }>>

export const noTotals = Object.fromEntries(
  indicatorCodes.map((code) => [code, { millionths: 0, rows: 0 }]),
) as unknown as Totals

/** The totals with these rows added. Only verified rows count, whatever else is handed in. */
export function addRows(totals: Totals, rows: readonly Pick<LedgerDocument, 'indicator' | 'qty' | 'status'>[]): Totals {
  const sums = { ...totals }
  for (const { indicator, qty, status } of rows) {
    if (status !== 'verified') continue
    const sum = sums[indicator]
    sums[indicator] = { millionths: sum.millionths + Math.round(qty * millionth), rows: sum.rows + 1 }
  }
  return sums
}

/** Every indicator in the order the campaign publishes them, those without a result too. */
export const totalsShown = (totals: Totals) =>
  indicatorCodes.map((indicator) => ({
    indicator,
    ...indicators[indicator],
    qty: totals[indicator].millionths / millionth,
    rows: totals[indicator].rows,
  }))
