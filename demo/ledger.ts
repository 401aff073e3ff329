import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LedgerRow } from '@/capabilities/ledger/contract'
import { indicators } from '@/capabilities/ledger/indicators'
import { firstAttempt, ledgerRow } from '@/capabilities/ledger/posting'
import { parseShanghai } from '@/kernel/dates'
import type { Stage } from './stage'
import { communities } from './town'

/** A row of the demo ledger, in the product's words. */
export interface DemoLedgerRow {
  readonly id: string
  /** `YYYY-MM-DD`, Shanghai. */
  readonly date: string
  /** A community's code, or `TOWN`. */
  readonly communityId: string
  readonly indicator: LedgerRow['indicator']
  readonly qty: number
  readonly unit: string
  readonly sourceType: string
  readonly sourceNo: string
  readonly status: LedgerRow['status']
  readonly reversalOf: string | null
  readonly note: string
}

const header = 'id,date,community,indicator,qty,unit,source_type,source_no,status,reversal_of,note'
const sourceTypes = ['campaign', 'hazard', 'wish', 'suggestion', 'repair', 'mediation']
const places = ['TOWN', ...communities.map(({ id }) => id)]

const isIndicator = (text: string): text is LedgerRow['indicator'] => Object.hasOwn(indicators, text)
const isStatus = (text: string): text is LedgerRow['status'] => ['verified', 'pending', 'void'].includes(text)

/**
 * Reads the demo ledger (plain CSV, no quotes). Throws an Error that names the line for anything it does not know:
 * another column, a day that does not exist, an unknown place, indicator, source or status, a unit that is not the
 * indicator's, a quantity with more than two decimals, a doubled id, a reversal that does not undo its row.
 */
export function parseLedger(text: string): DemoLedgerRow[] {
  const [top, ...lines] = text.replace(/\r\n/g, '\n').replace(/\n$/, '').split('\n')
  if (top !== header) throw new Error('line 1: not the columns of the ledger')
  const rows = new Map<string, DemoLedgerRow>()
  lines.forEach((line, index) => {
    try {
      const row = parseRow(line)
      if (rows.has(row.id)) throw new Error(`${row.id} stands there twice`)
      if (row.reversalOf !== null) checkReversal(row, rows.get(row.reversalOf))
      else if (row.qty < 0) throw new Error('a negative row must name the row it reverses')
      rows.set(row.id, row)
    } catch (error) {
      throw new Error(`line ${index + 2}: ${error instanceof Error ? error.message : String(error)}`)
    }
  })
  return [...rows.values()]
}

function parseRow(line: string): DemoLedgerRow {
  const cells = line.split(',')
  if (cells.length !== 11 || line.includes('"')) throw new Error('not eleven plain columns')
  const [id = '', date = '', communityId = '', indicator = '', qty = '', unit = ''] = cells
  const [sourceType = '', sourceNo = '', status = '', reversalOf = '', note = ''] = cells.slice(6)
  if (!/^L\d{3}$/.test(id)) throw new Error(`not an id: ${id}`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error(`not a day: ${date}`)
  parseShanghai(date)
  if (!places.includes(communityId)) throw new Error(`no such place: ${communityId}`)
  if (!isIndicator(indicator)) throw new Error(`no such indicator: ${indicator}`)
  if (indicators[indicator].unit !== unit) throw new Error(`${indicator} is not counted in ${unit}`)
  if (!/^-?\d+(\.\d{1,2})?$/.test(qty) || Number(qty) === 0) throw new Error(`not a quantity: ${qty}`)
  if (!sourceTypes.includes(sourceType)) throw new Error(`no such source: ${sourceType}`)
  if (!/^[A-Z][A-Z0-9-]*-\d+$/.test(sourceNo)) throw new Error(`not a source number: ${sourceNo}`)
  if (!isStatus(status)) throw new Error(`no such status: ${status}`)
  const undone = reversalOf === '' ? null : reversalOf
  return {
    id,
    date,
    communityId,
    indicator,
    qty: Number(qty),
    unit,
    sourceType,
    sourceNo,
    status,
    reversalOf: undone,
    note,
  }
}

function checkReversal(row: DemoLedgerRow, undone: DemoLedgerRow | undefined): void {
  const undoes =
    undone !== undefined &&
    undone.communityId === row.communityId &&
    undone.indicator === row.indicator &&
    undone.sourceNo === row.sourceNo &&
    undone.qty === -row.qty
  if (!undoes) throw new Error(`does not undo ${row.reversalOf}`)
}

/** The 41 rows of `demo/ledger.csv`. */
export function readDemoLedger(): DemoLedgerRow[] {
  return parseLedger(readFileSync(join(__dirname, 'ledger.csv'), 'utf8'))
}

/** The published results of the campaign that other capabilities will post one day, as the ledger keeps them. */
export async function importLedger(stage: Stage): Promise<void> {
  const rows = readDemoLedger().map(({ id, note, ...row }) =>
    ledgerRow(
      // 陷阱 marks for readers of the file what a naive sum would trip over; on a screen it means nothing.
      {
        _id: id,
        ...row,
        note: note.replace(/^陷阱:/, '') || null,
        verifierId: null,
        evidence: [],
        attempt: firstAttempt,
      },
      stage.now(),
    ),
  )
  await stage.store.commit(rows.map((document) => ({ kind: 'insert', collection: 'ledger', document })))
}
