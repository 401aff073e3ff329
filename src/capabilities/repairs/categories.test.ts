import { categories, categoryOf, commonCategories, findCategories, findCategory } from './categories'
import { callsFor, callWords, dangerWords } from './danger'

/** DOMAIN §6, typed in a second time as printed there: code, lead, limit. */
const printed = `
A01 PM 3wd|A02 PM/G4 10wd|A03 PM 10wd|A04 G7 30wd|A05 PM 2wd|A06 PM 1wd|A07 PM 2eh|A08 PM 1wd|A09 PM 1wd|A10 PM 3wd|
A11 PM/G6 3wd|A12 PM 3wd|A13 PM/G7 20wd|A14 PM 5wd|A15 G7 15wd|
B01 PM/G4 4wh|B02 PM 1wd|B03 PM 1wd|B04 PM 2wd|B05 PM 3wd|B06 PM 2wd|B07 PM 5wd|B08 G4 5wd|B09 G6 3wd|
C01 PM/G5 1wd|C02 G5 2eh|C03 G5 4eh|C04 G6 2eh|C05 G5 0.5eh|C06 PM/G5 1wd|C07 G6 2eh|C08 G5 2eh|
D01 PM/G6 4wh|D02 G6 4wh|D03 G6 3wd|D04 G6 20wd|D05 G6 0.5eh|
E01 G7 5wd|E02 G7 5wd|E03 G7 10wd|E04 G7 10wd|E05 G7 15wd|
F01 G8 720eh|F02 G2 5wd|F03 G2 15wd|F04 G1 5wd|F05 G1 1wd`
  .replace(/\n/g, '')
  .split('|')

const codesWhere = (test: (category: (typeof categories)[number]) => boolean) =>
  categories.filter(test).map(({ code }) => code)

describe('the 47 categories', () => {
  it('have the leads and limits of the domain', () => {
    expect(categories.map((c) => `${c.code} ${c.lead.join('/')} ${c.limit.amount}${c.limit.unit}`)).toEqual(printed)
    expect(categories).toHaveLength(47)
  })

  it('carry the domain’s marks', () => {
    expect(categories.flatMap((c) => (c.ledger ? [`${c.code} ${c.ledger.indicator} ${c.ledger.unit}`] : []))).toEqual([
      'A01 LAMP 个',
      'A02 ROAD 平方米',
      'A03 WALL 处',
      'A04 CHG 个',
      'C01 FIRE 套',
    ])
    expect(codesWhere((c) => c.vote)).toEqual(['A04', 'A13', 'A15', 'E03', 'E05'])
    expect(codesWhere((c) => c.phoneFirst)).toEqual(['A06', 'C05', 'D05'])
    expect(codesWhere((c) => c.kind === 'property')).toEqual(['E01', 'E02', 'E03', 'E04', 'E05'])
    expect(codesWhere((c) => c.kind === 'wish')).toEqual(['F02', 'F03'])
    expect(codesWhere((c) => c.kind === 'suggestion')).toEqual(['F04', 'F05'])
    expect(codesWhere((c) => c.kind === 'mediation')).toEqual(['F01'])
  })

  it('are danger where the domain counts clock hours or says phone first', () => {
    const urgent = codesWhere(
      (c) =>
        c.phoneFirst ||
        (c.limit.unit === 'eh' && c.kind === 'repair') ||
        // A first aid for a named case only (falling plaster) does not make every report of the kind a danger.
        (c.firstAid !== undefined && c.firstAid.when === undefined),
    )
    expect(codesWhere((c) => c.danger)).toEqual(urgent)
    expect(categories.filter((c) => c.danger && c.calls.length === 0)).toEqual([])
    expect(
      categories.flatMap((c) => (c.firstAid ? [`${c.code} ${c.firstAid.limit.amount}${c.firstAid.limit.unit}`] : [])),
    ).toEqual(['A03 2eh', 'A06 0.5eh', 'A09 2eh', 'C01 2eh'])
  })

  it('end their stages with the whole limit', () => {
    expect(codesWhere((c) => c.stages !== undefined)).toEqual(['D04', 'F01'])
    for (const { stages, limit } of categories) if (stages) expect(stages.at(-1)?.limit).toEqual(limit)
    expect(categoryOf('D04').stages?.map((stage) => stage.limit)).toEqual([
      { amount: 4, unit: 'wh' },
      { amount: 7, unit: 'wd' },
      { amount: 20, unit: 'wd' },
    ])
  })

  it('fit on a tile, in words nobody else uses', () => {
    expect(categories.filter(({ plain }) => plain.length > 7)).toEqual([])
    expect(new Set(categories.map(({ plain }) => plain)).size).toBe(47)
    expect(new Set(categories.map(({ code }) => code)).size).toBe(47)
  })

  it('show twelve tiles first, all of them repairs', () => {
    expect(new Set(commonCategories).size).toBe(12)
    expect(commonCategories[0]?.code).toBe('A01')
    expect(commonCategories.every(({ kind }) => kind === 'repair')).toBe(true)
  })

  it('are found by code, or not at all', () => {
    expect(findCategory('A01')?.plain).toBe('灯不亮')
    expect(findCategory('Z99')).toBeUndefined()
    expect(() => categoryOf('Z99')).toThrow(RangeError)
  })
})

describe('searching a category', () => {
  it.each([
    ['灯', 'A01'],
    ['楼下的路灯坏了', 'A01'],
    ['灯不亮', 'A01'],
    ['漏水了！', 'A07'],
    ['顶楼漏水', 'A13'],
    ['充电桩坏了', 'A05'],
    ['加充电桩', 'A04'],
    ['电动车上楼充电', 'C03'],
    ['煤气味', 'C05'],
    ['有人遛狗', 'D03'],
    ['物业费', 'E01'],
    ['b01', 'B01'],
    ['垃圾', 'B01'],
    ['井盖', 'A09'],
    ['蟑螂', 'B05'],
  ])('%s finds %s first', (words, code) => expect(findCategories(words)[0]?.code).toBe(code))

  it('finds nothing for nothing and for what nobody knows', () => {
    expect(findCategories('  。')).toEqual([])
    expect(findCategories('魑魅')).toEqual([])
  })

  it('finds every category by each of its own words', () => {
    for (const category of categories) {
      for (const word of [category.code, category.name, category.plain, ...category.keywords]) {
        expect(findCategories(word).map(({ code }) => code)).toContain(category.code)
      }
    }
  })
})

describe('danger', () => {
  it.each([
    ['楼道冒烟了', ['119', '120']],
    ['有燃气味', ['119']],
    ['电梯困人', ['119', '120']],
    ['门口打架', ['110']],
    ['配电箱漏电', ['119', '120']],
    ['老人晕倒了', ['120']],
    ['路灯不亮', []],
  ])('%s offers %j', (text, calls) => expect(callsFor(undefined, text)).toEqual(calls))

  it('asks the category first and names each number once', () => {
    expect(callsFor(categoryOf('C05'), '燃气味，有人晕倒')).toEqual(['119', '120'])
    expect(callsFor(categoryOf('D05'), '')).toEqual(['110'])
    expect(callsFor(categoryOf('A01'), '')).toEqual([])
  })

  it('has words for every number', () => {
    for (const { calls } of dangerWords) for (const call of calls) expect(callWords[call]).toContain(call)
  })
})
