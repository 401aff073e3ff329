import { type Actor, systemActor } from '@/kernel/actor'
import { chinaCalendar } from '@/kernel/calendar'
import { repairCommands } from './contract'
import type { RepairCommand } from './decide'
import {
  admin,
  after,
  grid,
  gridElsewhere,
  lamp,
  neighbour,
  otherGrid,
  photo,
  property,
  report,
  resident,
  someone,
  village,
} from './fixture'
import type { Repair } from './model'
import { allowedCommands, mayCommand, mayRead, mayReport } from './policy'

const start = Date.UTC(2025, 2, 17, 1)
const steps: [Actor, RepairCommand][] = [
  [resident, report()],
  [grid, { name: 'dispatch', handler: 'PM', note: '' }],
  [property, { name: 'sign' }],
  [property, { name: 'finish', note: '', quantity: 2, photos: [photo], ledger: lamp }],
  [otherGrid, { name: 'verify', note: '', ledger: lamp }],
]
const upTo = (n: number): Repair => after(start, ...steps.slice(0, n))
const reason = (actor: Actor, repair: Repair, name: (typeof repairCommands)[number]): string => {
  const verdict = mayCommand(actor, repair, name)
  return verdict.allow ? '' : verdict.reason
}

describe('who may read a repair (DOMAIN §3, column P)', () => {
  test('its people, the staff of its place, and nobody else', () => {
    for (const actor of [resident, grid, village, property, admin]) expect(mayRead(actor, upTo(1)).allow).toBe(true)
    for (const actor of [neighbour, gridElsewhere, systemActor])
      expect(mayRead(actor, upTo(1))).toMatchObject({ allow: false, hide: true })
  })

  test('property staff never meet a case about themselves (E)', () => {
    const complaint = after(start, [resident, report({ category: 'E02' })])
    expect(mayRead(property, complaint).allow).toBe(false)
    const sent = after(
      start,
      [resident, report({ category: 'E02' })],
      [grid, { name: 'dispatch', handler: 'G7', note: '' }],
    )
    expect(reason(property, sent, 'sign')).not.toBe('')
    expect(reason(property, sent, 'reveal')).not.toBe('')
  })

  test('a department sees what was sent to it, police the D cases of their place', () => {
    const g4 = someone('g4', ['department', { kind: 'department', department: 'G4' }])
    const police = someone('police', ['police', { kind: 'community', communityId: 'BLHY' }])
    expect(mayRead(g4, upTo(1)).allow).toBe(false)
    expect(
      mayRead(g4, after(start, [resident, report()], [grid, { name: 'dispatch', handler: 'G4', note: '' }])).allow,
    ).toBe(true)
    expect(mayRead(police, upTo(1)).allow).toBe(false)
    expect(mayRead(police, after(start, [resident, report({ category: 'D01' })])).allow).toBe(true)
  })
})

describe('separation of duties (DOMAIN §1.3)', () => {
  test('whoever handled a case never verifies it, not even with a grid grant', () => {
    const both = { ...property, grants: [...property.grants, ...grid.grants] }
    expect(reason(both, upTo(4), 'verify')).toBe('您办理过这件事，要请另一位网格员核查。')
    expect(reason(otherGrid, upTo(4), 'verify')).toBe('')
  })

  test('nor does whoever reported it', () => {
    const reporter = { ...resident, grants: grid.grants }
    expect(reason(reporter, upTo(4), 'verify')).toBe('这是您自己报的事，要请另一位网格员核查。')
  })

  test('who reported for someone else does not rate in their name', () => {
    const entered = after(start, [grid, report({ onBehalfOf: '三楼阿婆' })], ...steps.slice(1))
    expect(reason(grid, entered, 'rate')).toBe('这是您代别人报的，不能替他评价。')
  })

  test('only its own people rate and reopen', () => {
    expect(reason(resident, upTo(5), 'rate')).toBe('')
    expect(reason(grid, upTo(5), 'rate')).toBe('只有报修的人或一起跟进的人可以办这一步。')
  })
})

describe('scope and time of a grant', () => {
  test('a grid officer of another community is told it is not their area', () => {
    expect(reason(gridElsewhere, upTo(1), 'dispatch')).toBe('这不在您负责的范围内。')
  })

  test('an ended grant says so', () => {
    const lapsed: Actor = { ...someone('lapsed'), lapsedRoles: ['grid'] }
    expect(reason({ ...lapsed, grants: village.grants }, upTo(4), 'verify')).toBe(
      '您的授权已到期，请联系镇管理员续期。',
    )
  })

  test('a third return is for the admin alone', () => {
    const arbitration = after(
      start,
      ...steps.slice(0, 2),
      [property, { name: 'return', reason: '不是我们' }],
      [grid, { name: 'dispatch', handler: 'PM', note: '' }],
      [property, { name: 'return', reason: '不是我们' }],
    )
    expect(reason(grid, arbitration, 'dispatch')).toBe('退过两次的单子由镇管理员裁定派给谁。')
    expect(reason(admin, arbitration, 'dispatch')).toBe('')
  })
})

const shown = (actor: Actor, repair: Repair) =>
  allowedCommands({ actor, now: repair.updatedAt, calendar: chinaCalendar }, repair)

describe('whom a complaint is about', () => {
  const complaint = after(start, [resident, report({ category: 'E02' })])

  test('property staff neither join it nor write it down', () => {
    expect(reason(property, complaint, 'join')).toBe('这件事涉及物业，物业人员不能一起跟进。')
    expect(mayReport(property, 'BLHY', 'E02')).toMatchObject({ allow: false })
    expect(mayReport(property, 'JHY', 'E02').allow).toBe(true)
    expect(mayReport(property, 'BLHY', 'A01').allow).toBe(true)
    expect(mayReport(grid, 'BLHY', 'E02').allow).toBe(true)
  })
})

test('nobody rates their own work, even where they reported it too', () => {
  const own = after(start, [property, report()], ...steps.slice(1))
  expect(reason(property, own, 'rate')).toBe('您办理过这件事，不能给自己评价。')
})

describe('buttons', () => {
  test('the likeliest command comes first', () => {
    expect(shown(grid, upTo(1))[0]).toBe('dispatch')
    expect(shown(property, upTo(2))[0]).toBe('sign')
    expect(shown(property, upTo(3))[0]).toBe('finish')
    expect(shown(otherGrid, upTo(4))[0]).toBe('verify')
    expect(shown(resident, upTo(5))[0]).toBe('rate')
  })

  test('none is offered in vain: not twice a day, not after thirty days', () => {
    const at = (repair: Repair, days: number) =>
      allowedCommands({ actor: resident, now: start + days * 86_400_000, calendar: chinaCalendar }, repair)
    const reminded = after(start, [resident, report()], [resident, { name: 'remind' }])
    expect([at(reminded, 0).includes('remind'), at(reminded, 1).includes('remind')]).toEqual([false, true])
    expect([at(upTo(5), 29).includes('reopen'), at(upTo(5), 31).includes('reopen')]).toEqual([true, false])
  })

  test('a stranger has none but joining', () => {
    expect(shown(neighbour, upTo(1))).toEqual(['join'])
  })

  test('every command has a rule', () => {
    for (const name of repairCommands) expect(mayCommand(grid, upTo(1), name)).toHaveProperty('allow')
  })
})
