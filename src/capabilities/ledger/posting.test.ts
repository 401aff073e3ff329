import type { PublishedEvent } from '@/kernel/change'
import { parseShanghai } from '@/kernel/dates'
import type { LedgerDocument } from './data'
import { ledgerSubscribers } from './posting'

const event = (type: string, data: unknown, at = '2025-03-18 16:30'): PublishedEvent => ({
  type,
  data,
  caseId: 'case',
  number: '报-20250318-0007',
  communityId: 'BLHY',
  at: parseShanghai(at),
  actorId: 'verifier',
})
const result = { rowId: 'P-20250318-0007-LAMP-0-0', indicator: 'LAMP', qty: 2, unit: '个', evidence: ['photo'] }
const rowsOf = (published: PublishedEvent) =>
  (ledgerSubscribers[published.type]?.(published) ?? []).map(({ document }) => document as LedgerDocument)

describe('what the ledger posts', () => {
  test('a verified repair posts its quantity on the day it was verified, in the verifier’s name', () => {
    expect(rowsOf(event('repairs.verified', { posting: result }))).toEqual([
      expect.objectContaining({
        _id: result.rowId,
        date: '2025-03-18',
        communityId: 'BLHY',
        indicator: 'LAMP',
        qty: 2,
        sourceType: 'repair',
        sourceNo: '报-20250318-0007',
        status: 'verified',
        reversalOf: null,
        verifierId: 'verifier',
        evidence: ['photo'],
        dayKey: '2025-03-18:P-20250318-0007-LAMP-0-0',
      }),
    ])
  })

  test('a reopened one takes exactly that back, on its own day', () => {
    const { evidence: _, ...reverses } = result
    expect(rowsOf(event('repairs.reopened', { reverses }, '2025-03-20 09:00'))).toEqual([
      expect.objectContaining({ _id: `${result.rowId}-r`, date: '2025-03-20', qty: -2, reversalOf: result.rowId }),
    ])
  })

  test('the same verification twice names the same row; another round names another', () => {
    const [once] = rowsOf(event('repairs.verified', { posting: result }))
    const [twice] = rowsOf(event('repairs.verified', { posting: result }, '2025-03-19 09:00'))
    const [again] = rowsOf(event('repairs.verified', { posting: { ...result, rowId: 'P-20250318-0007-LAMP-1-0' } }))
    expect(twice).toMatchObject({ _id: once?._id, rowKey: once?.rowKey })
    expect(again?.rowKey).not.toBe(once?.rowKey)
  })

  test('a row under another id for the same first result would collide', () => {
    const [row] = rowsOf(event('repairs.verified', { posting: result }))
    expect(row?.rowKey).toBe('报-20250318-0007:LAMP:0-0')
  })

  test('an event without a result posts nothing, a malformed one stops the change', () => {
    expect(rowsOf(event('repairs.verified', { posting: null }))).toEqual([])
    expect(rowsOf(event('repairs.reopened', { reverses: null }))).toEqual([])
    expect(() => rowsOf(event('repairs.verified', { posting: { ...result, indicator: 'GOLD' } }))).toThrow()
    expect(() => rowsOf(event('repairs.verified', { posting: { ...result, qty: -1 } }))).toThrow()
  })
})
