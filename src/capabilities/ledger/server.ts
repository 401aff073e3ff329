import { type Handler, handle, type Registration } from '@/kernel/handler'
import { permit } from '@/kernel/policy'
import * as contract from './contract'
import type { LedgerDocument } from './data'
import { mayList } from './policy'
import { addRows, dayBounds, noTotals, totalsShown } from './report'

const pageSize = 20
/** Rows a round trip brings when summing: the platform's most. */
const batch = 1000

const report: Handler<typeof contract.report> = async ({ from, to, communityId }, call) => {
  const { first, end } = dayBounds(from, to)
  let totals = noTotals
  let bound: { readonly $gte: string } | { readonly $gt: string } = { $gte: first }
  for (;;) {
    const rows: LedgerDocument[] = await call.store.find<LedgerDocument>('ledger', {
      where: { ...(communityId && { communityId }), status: 'verified', dayKey: { ...bound, $lt: end } },
      sort: { dayKey: 1 },
      limit: batch,
    })
    totals = addRows(totals, rows)
    const last = rows.at(-1)
    if (rows.length < batch || !last) return { from, to, totals: totalsShown(totals) }
    bound = { $gt: last.dayKey }
  }
}

const shown = (row: LedgerDocument) => ({
  id: row._id,
  date: row.date,
  communityId: row.communityId,
  indicator: row.indicator,
  qty: row.qty,
  unit: row.unit,
  sourceType: row.sourceType,
  sourceNo: row.sourceNo,
  status: row.status,
  ...(row.reversalOf !== null && { reversalOf: row.reversalOf }),
  ...(row.note !== null && { note: row.note }),
})

const list: Handler<typeof contract.list> = async ({ from, to, communityId, indicator, cursor }, call) => {
  permit(mayList(call.actor, communityId))
  const { first, end } = dayBounds(from, to)
  const rows: LedgerDocument[] = await call.store.find<LedgerDocument>('ledger', {
    where: {
      ...(communityId && { communityId }),
      ...(indicator && { indicator }),
      dayKey: { $gte: first, $lt: cursor !== undefined && cursor < end ? cursor : end },
    },
    sort: { dayKey: -1 },
    limit: pageSize + 1,
  })
  const items = rows.slice(0, pageSize)
  const last = items.at(-1)
  return { items: items.map(shown), ...(rows.length > pageSize && last && { next: last.dayKey }) }
}

export const registrations: readonly Registration[] = [handle(contract.report, report), handle(contract.list, list)]
