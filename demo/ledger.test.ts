import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseLedger, readDemoLedger } from './ledger'
import { campaign } from './town'

const text = readFileSync(join(__dirname, 'ledger.csv'), 'utf8')
const published = { ENV: 5, DRL: 1, HAZ: 9, CHG: 14, ROAD: 33, WALL: 10, LAMP: 12, FIRE: 6, DISP: 2 }

function totals(rows: ReturnType<typeof readDemoLedger>) {
  const result: Record<string, number> = {}
  for (const { indicator, qty } of rows) result[indicator] = (result[indicator] ?? 0) + qty
  return result
}

describe('the demo ledger', () => {
  const rows = readDemoLedger()

  it('has 41 rows, which inside the campaign and verified give the published figures', () => {
    expect(rows).toHaveLength(41)
    const counted = rows.filter(
      ({ status, date }) => status === 'verified' && campaign.from <= date && date <= campaign.to,
    )
    expect(totals(counted)).toEqual(published)
  })

  it('still holds its traps: a naive sum is wrong', () => {
    expect(totals(rows)).toEqual({ ...published, ROAD: 36, WALL: 11, LAMP: 14 })
  })

  it('reads whole rows', () => {
    expect(rows[18]).toEqual({
      id: 'L019',
      date: '2025-03-25',
      communityId: 'BLHY',
      indicator: 'ROAD',
      qty: 12.5,
      unit: '平方米',
      sourceType: 'repair',
      sourceNo: 'P-004',
      status: 'verified',
      reversalOf: null,
      note: '',
    })
    expect(rows[40]).toMatchObject({ id: 'L041', qty: -1, reversalOf: 'L040', note: '红字冲销' })
  })

  it.each([
    ['another column', text.replace('note', 'note,who')],
    ['a column more in a row', text.replace('环境巡查整治', '环境,巡查')],
    ['a day that does not exist', text.replace('2025-03-08', '2025-02-30')],
    ['an unknown place', text.replace('BLHY', 'XXXX')],
    ['an unknown indicator', text.replace('ENV', 'EVN')],
    ['another unit', text.replace('1,次', '1,个')],
    ['a quantity in words', text.replace('12.5', '12.5m')],
    ['three decimals', text.replace('12.5', '12.555')],
    ['an unknown source', text.replace('campaign', 'company')],
    ['an unknown status', text.replace('pending', 'open')],
    ['a doubled id', text.replace('L002', 'L001')],
    ['a reversal of another quantity', text.replace('WALL,-1', 'WALL,-2')],
    ['a negative row out of nowhere', text.replace('verified,L040', 'verified,')],
    ['an empty line', `${text}\n`],
  ])('refuses %s, naming the line', (_, wrong) => {
    expect(wrong).not.toBe(text)
    expect(() => parseLedger(wrong)).toThrow(/^line \d+: /)
  })
})
