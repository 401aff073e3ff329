import { AppError } from '@/kernel/errors'
import type { ContactDocument, PersonDocument } from './data'
import { changeProfile, consentWrites } from './profile'

const sealer = { seal: (plain: string) => `<${plain.length}>`, open: (sealed: string) => sealed }
const at = { now: 1000, sealer }
const person: PersonDocument = {
  _id: 'p1',
  v: 3,
  alias: '居民A017',
  communityId: 'BLHY',
  buildingId: 'BLHY-3',
  consent: { version: 1, at: 1 },
  createdAt: 1,
  updatedAt: 1,
}
const contact: ContactDocument = {
  _id: 'p1',
  v: 2,
  openid: '<6>',
  phone: null,
  phoneMasked: null,
  createdAt: 1,
  updatedAt: 1,
}
const jhy = { _id: 'JHY', name: '金禾苑', buildings: [{ id: 'JHY-1', name: '1号楼' }] }

const refusal = (work: () => unknown): AppError => {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('was not refused')
}

describe('consent', () => {
  const consent = { version: 1, now: 1000, openid: 'wx-openid-1', sealer }

  test('given nobody known, agreeing makes the person and the sealed contact', () => {
    const writes = consentWrites('p1', { person: null, contact: null }, consent)
    expect(writes.map(({ kind, collection }) => [kind, collection])).toEqual([
      ['insert', 'people'],
      ['insert', 'contacts'],
    ])
    expect(writes[0]?.document).toMatchObject({ consent: { version: 1, at: 1000 }, communityId: null, v: 1 })
    expect(JSON.stringify(writes)).not.toContain('wx-openid-1')
  })

  test('given an older consent, the records keep what they held and name the version read', () => {
    const older = { ...person, consent: { version: 0, at: 1 } }
    const writes = consentWrites('p1', { person: older, contact }, consent)
    expect(writes[0]).toMatchObject({ kind: 'replace', expected: 3, document: { v: 4, alias: '居民A017' } })
  })

  test('agreeing twice writes nothing', () => {
    expect(consentWrites('p1', { person, contact }, consent)).toEqual([])
  })

  test.each([0, 2])('version %i, not in force, is refused', (version) => {
    const error = refusal(() => consentWrites('p1', { person: null, contact: null }, { ...consent, version }))
    expect(error.code).toBe('wrong_state')
    expect(error.userMessage).toContain('隐私说明')
  })
})

describe('changing oneself', () => {
  const before = { person, contact }

  test('moving to another community leaves the old building behind', () => {
    expect(changeProfile(before, { communityId: 'JHY' }, jhy, at).person).toMatchObject({
      communityId: 'JHY',
      buildingId: null,
    })
  })

  test('a community or building that does not exist is refused at its field', () => {
    expect(refusal(() => changeProfile(before, { communityId: 'NOPE' }, null, at)).fields).toHaveProperty('communityId')
    const wrongDoor = refusal(() => changeProfile(before, { communityId: 'JHY', buildingId: 'BLHY-3' }, jhy, at))
    expect(wrongDoor.fields).toEqual({ buildingId: '这个小区没有这栋楼，请重新选择。' })
  })

  test('a building without any community is refused', () => {
    const homeless = { person: { ...person, communityId: null, buildingId: null }, contact }
    expect(refusal(() => changeProfile(homeless, { buildingId: 'JHY-1' }, null, at)).userMessage).toContain(
      '先选择小区',
    )
  })

  test('a phone is sealed and masked, and an empty one removes both', () => {
    const kept = changeProfile(before, { phone: '19900000001' }, null, at)
    expect(kept.contact).toMatchObject({ phone: '<11>', phoneMasked: '199****0001' })
    expect(JSON.stringify(kept.writes)).not.toContain('19900000001')
    const removed = changeProfile({ person, contact: kept.contact }, { phone: '' }, null, at)
    expect(removed.contact).toMatchObject({ phone: null, phoneMasked: null, v: 4 })
  })

  test('nobody names themselves as staff, but a given name may stay', () => {
    expect(refusal(() => changeProfile(before, { alias: '网格员老王' }, null, at)).fields).toHaveProperty('alias')
    const officer = { person: { ...person, alias: '网格员01' }, contact }
    expect(changeProfile(officer, { alias: '网格员01' }, null, at).person.alias).toBe('网格员01')
    expect(changeProfile(before, { alias: '老王' }, null, at).person.alias).toBe('老王')
  })
})
