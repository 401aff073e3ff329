import { chinaCalendar } from '@/kernel/calendar'
import { DAY_MS, formatDateTime, parseShanghai } from '@/kernel/dates'
import { addWorkingMinutes } from '@/kernel/workingTime'
import type { RepairCommand } from './decide'
import {
  after,
  give,
  grid,
  lamp,
  neighbour,
  otherGrid,
  otherProperty,
  photo,
  property,
  report,
  resident,
} from './fixture'
import type { Repair } from './model'

const monday = parseShanghai('2025-03-17 09:00')
const dispatch: RepairCommand = { name: 'dispatch', handler: 'PM', note: '' }
const sign: RepairCommand = { name: 'sign' }
const finish: RepairCommand = { name: 'finish', note: '换了灯管', quantity: 2, photos: [photo], ledger: lamp }
const verify: RepairCommand = { name: 'verify', note: '', ledger: lamp }
const rate: RepairCommand = { name: 'rate', stars: 5, text: '' }

const submitted = () => after(monday, [resident, report()])
const dispatched = () => after(monday, [resident, report()], [grid, dispatch])
const inProgress = () => after(monday, [resident, report()], [grid, dispatch], [property, sign])
const finished = () => after(monday, [resident, report()], [grid, dispatch], [property, sign], [property, finish])
const verified = () =>
  after(monday, [resident, report()], [grid, dispatch], [property, sign], [property, finish], [otherGrid, verify])

const refused = (repair: Repair, command: RepairCommand, actor = grid, at = monday + 3_600_000) => {
  try {
    give(repair, { actor, command, at })
  } catch (error) {
    return error as Error & { code: string; userMessage: string }
  }
  throw new Error(`${command.name} was accepted`)
}

describe('the way of a repair', () => {
  test('given a report, when it is dispatched, signed, finished, verified and rated, then it is closed', () => {
    expect(submitted().status).toBe('submitted')
    expect(dispatched()).toMatchObject({ status: 'dispatched', handlerOrg: 'PM', handlerKey: 'PM:BLHY' })
    expect(inProgress()).toMatchObject({ status: 'inProgress', handledBy: ['property'] })
    expect(finished()).toMatchObject({ status: 'awaitingVerification', result: { quantity: 2 } })
    expect(verified()).toMatchObject({ status: 'awaitingRating', posting: { indicator: 'LAMP', qty: 2, unit: '个' } })
    const closed = give(verified(), { actor: resident, command: rate, at: monday + DAY_MS }).after
    expect(closed).toMatchObject({ status: 'closed', state: { rated: true }, open: false, stepDueAt: null })
  })

  test('a state cannot be skipped', () => {
    const error = refused(submitted(), verify, otherGrid)
    expect(error.code).toBe('wrong_state')
    expect(error.userMessage).toBe('现在是“待受理”，这一步办不了。')
  })

  test('someone who joined may rate too, each once', () => {
    const joined = give(verified(), { actor: resident, command: rate, at: monday + DAY_MS }).after
    expect(refused(joined, rate, resident).userMessage).toBe('您已经评价过了，谢谢您。')
    const withTwo = after(monday, [resident, report()], [neighbour, { name: 'join' }])
    expect(withTwo.people).toEqual(['resident', 'neighbour'])
  })
})

describe('clocks (DOMAIN §4)', () => {
  test('reported 2025-04-30 16:00 in A01 → due 2025-05-08 16:00', () => {
    const repair = after(parseShanghai('2025-04-30 16:00'), [resident, report()])
    expect(formatDateTime(repair.dueAt ?? 0)).toBe('2025-05-08 16:00')
  })

  test('reported Saturday 2025-04-26 10:00 → the clock starts on the working Sunday 2025-04-27 08:00', () => {
    const repair = after(parseShanghai('2025-04-26 10:00'), [resident, report()])
    expect(repair.dueAt).toBe(addWorkingMinutes(parseShanghai('2025-04-27 08:00'), 3 * 420, chinaCalendar))
  })

  test('danger is dispatched within half an hour by the clock on the wall', () => {
    const night = parseShanghai('2025-03-15 23:00')
    const repair = after(night, [resident, report({ danger: true })])
    expect(repair.stepDueAt).toBe(night + 30 * 60_000)
  })

  test('挂账 for exactly two working days moves the due time by exactly two working days', () => {
    const repair = inProgress()
    const from = parseShanghai('2025-03-17 15:00')
    const suspend: RepairCommand = { name: 'suspend', reason: 'weather', note: '下雨', days: 10 }
    const standing = give(repair, { actor: grid, command: suspend, at: from }).after
    expect(standing).toMatchObject({ status: 'suspended', running: false, dueAt: null, stepDueAt: null })
    const to = addWorkingMinutes(from, 2 * 420, chinaCalendar)
    const resumed = give(standing, { actor: grid, command: { name: 'resume' }, at: to }).after
    expect(resumed.dueAt).toBe(addWorkingMinutes(repair.dueAt ?? 0, 2 * 420, chinaCalendar))
    expect(resumed.status).toBe('inProgress')
  })

  test('待补充 stops the clock until the answer', () => {
    const repair = dispatched()
    const asked = give(repair, {
      actor: grid,
      command: { name: 'ask', question: '几楼？' },
      at: monday + 3_600_000,
    }).after
    expect(asked).toMatchObject({ status: 'needsInfo', stepDueAt: null })
    const answered = give(asked, {
      actor: resident,
      command: { name: 'answer', text: '三楼', photos: [] },
      at: monday + 2 * 3_600_000,
    }).after
    expect(answered.status).toBe('dispatched')
    expect((answered.stepDueAt ?? 0) - (repair.stepDueAt ?? 0)).toBeGreaterThan(0)
    expect(answered.dueAt).toBe(addWorkingMinutes(repair.dueAt ?? 0, 60, chinaCalendar))
  })

  test('延期 once, before the due time', () => {
    const extend: RepairCommand = { name: 'extend', workingDays: 2, reason: '配件没到' }
    const extended = give(inProgress(), { actor: grid, command: extend, at: monday + 3_600_000 }).after
    expect(extended.dueAt).toBe(addWorkingMinutes(inProgress().dueAt ?? 0, 2 * 420, chinaCalendar))
    expect(refused(extended, extend).userMessage).toContain('只能延期一次')
    expect(refused(inProgress(), extend, grid, monday + 30 * DAY_MS).userMessage).toContain('不能再延期')
  })
})

describe('side paths', () => {
  test('a case about the property company is never dispatched to it (DOMAIN §1.3)', () => {
    const complaint = after(monday, [resident, report({ category: 'E02' })])
    expect(refused(complaint, dispatch).userMessage).toBe('这件事涉及物业，不能派给物业。')
    expect(give(complaint, { actor: grid, command: { ...dispatch, handler: 'G7' }, at: monday }).after.status).toBe(
      'dispatched',
    )
  })

  test('退单: the second goes to the admin, whose dispatch is binding', () => {
    const giveBack: RepairCommand = { name: 'return', reason: '不是我们管' }
    const once = give(dispatched(), { actor: property, command: giveBack, at: monday + 3_600_000 }).after
    expect(once.state).toEqual({ status: 'submitted', arbitration: false })
    const again = give(once, { actor: grid, command: dispatch, at: monday + 4_000_000 }).after
    const twice = give(again, { actor: property, command: giveBack, at: monday + 5_000_000 }).after
    expect(twice.state).toEqual({ status: 'submitted', arbitration: true })
    const bound = give(twice, { actor: grid, command: dispatch, at: monday + 6_000_000 }).after
    expect(refused(bound, giveBack, property).userMessage).toBe('这是镇里定下的派单，不能再退。')
  })

  test('退单 after one working day is too late', () => {
    const giveBack: RepairCommand = { name: 'return', reason: '不是我们管' }
    expect(refused(dispatched(), giveBack, property, monday + 2 * DAY_MS).userMessage).toContain('已过一个工作日')
  })

  test('返工 goes back to work; the third is escalated', () => {
    let repair = finished()
    for (const round of [1, 2, 3]) {
      repair = give(repair, {
        actor: otherGrid,
        command: { name: 'rework', reason: '还是不亮' },
        at: monday + round * 3_600_000,
      }).after
      expect(repair.weekly).toBe(round === 3)
      repair = give(repair, { actor: property, command: finish, at: monday + round * 3_600_000 + 60_000 }).after
    }
    expect(repair.reworks).toBe(3)
  })

  test('重办: round 1 same handler, round 2 another one, round 3 the weekly packet, then no more', () => {
    const reopen: RepairCommand = { name: 'reopen', reason: '又不亮了', photos: [] }
    const at = (hours: number) => monday + hours * 3_600_000
    const first = give(verified(), { actor: resident, command: reopen, at: at(1) })
    expect(first.after).toMatchObject({ status: 'inProgress', round: 1, handlerKey: 'PM:BLHY', posting: null })
    expect(first.events[0]).toMatchObject({ reverses: { indicator: 'LAMP', qty: 2 } })

    const again = (repair: Repair, worker: typeof property, hour: number) => {
      const done = give(repair, { actor: worker, command: finish, at: at(hour) }).after
      return give(done, { actor: otherGrid, command: verify, at: at(hour) + 1 }).after
    }
    const second = give(again(first.after, property, 2), { actor: resident, command: reopen, at: at(3) }).after
    expect(second).toMatchObject({ status: 'submitted', round: 2, avoid: 'property' })
    const sent = give(second, { actor: grid, command: dispatch, at: at(4) }).after
    expect(refused(sent, sign, property).userMessage).toContain('换一位师傅')
    const signed = give(sent, { actor: otherProperty, command: sign, at: at(5) }).after
    const third = give(again(signed, otherProperty, 6), { actor: resident, command: reopen, at: at(7) }).after
    expect(third).toMatchObject({ status: 'submitted', round: 3, weekly: true, state: { arbitration: true } })
    const last = give(give(third, { actor: grid, command: dispatch, at: at(8) }).after, {
      actor: property,
      command: sign,
      at: at(9),
    }).after
    expect(refused(again(last, property, 10), reopen, resident).userMessage).toContain('已重办三次')
  })

  test('重办 after 30 days is refused', () => {
    const reopen: RepairCommand = { name: 'reopen', reason: '又不亮了', photos: [] }
    expect(refused(verified(), reopen, resident, monday + 31 * DAY_MS).userMessage).toBe('已超过30天，请重新报修。')
  })

  test('并入 and its undo: everyone is carried along and back', () => {
    const mine = after(monday, [neighbour, report({ id: 'case2', number: '报-20250317-0002' })])
    const target = submitted()
    const merged = give(mine, { actor: grid, command: { name: 'merge', into: target }, at: monday + 60_000 }).after
    const full = give(target, { actor: grid, command: { name: 'absorb', from: mine }, at: monday + 60_000 }).after
    expect(merged).toMatchObject({ status: 'merged', open: false })
    expect(full.people).toEqual(['resident', 'neighbour'])
    const alone = give(merged, { actor: grid, command: { name: 'unmerge' }, at: monday + 120_000 }).after
    const without = give(full, { actor: grid, command: { name: 'separate', from: merged }, at: monday + 120_000 }).after
    expect(alone.status).toBe('submitted')
    expect(without.people).toEqual(['resident'])
  })

  test('a merged case can be taken out again even after the other one has ended', () => {
    const mine = after(monday, [neighbour, report({ id: 'case2', number: '报-20250317-0002' })])
    const merged = give(mine, { actor: grid, command: { name: 'merge', into: submitted() }, at: monday + 60_000 }).after
    const full = give(submitted(), { actor: grid, command: { name: 'absorb', from: mine }, at: monday + 60_000 }).after
    const declining: RepairCommand = { name: 'decline', reason: '不归这里', channel: '别处' }
    const declined = give(full, { actor: grid, command: declining, at: monday + 90_000 }).after
    const without = give(declined, { actor: grid, command: { name: 'separate', from: merged }, at: monday + 120_000 })
    expect(without.after).toMatchObject({ status: 'declined', people: ['resident'] })
  })

  test('who came along with two merged cases stays until both have parted', () => {
    const [second, third] = ['case2', 'case3'].map((id) =>
      after(monday, [neighbour, report({ id, number: `报-${id}` })]),
    )
    if (!second || !third) throw new Error('two cases')
    const step = (repair: Repair, command: RepairCommand) => give(repair, { actor: grid, command, at: monday }).after
    const one = step(step(submitted(), { name: 'absorb', from: second }), { name: 'absorb', from: third })
    expect(one.people).toEqual(['resident', 'neighbour'])
    const parted = step(one, { name: 'separate', from: second })
    expect(parted.people).toEqual(['resident', 'neighbour'])
    expect(step(parted, { name: 'separate', from: third }).people).toEqual(['resident'])
  })

  test('matters of the property company are not merged with others', () => {
    const complaint = after(monday, [neighbour, report({ id: 'case2', number: '报-2', category: 'E01' })])
    expect(refused(submitted(), { name: 'merge', into: complaint }).userMessage).toContain('不能和别的报修合并')
  })

  test('what a neighbour waits for too cannot be taken back', () => {
    const shared = after(monday, [resident, report()], [neighbour, { name: 'join' }])
    expect(refused(shared, { name: 'withdraw', reason: '' }, resident).userMessage).toContain('还有邻居在等')
  })

  test('★ needs a quantity, others must not have one', () => {
    expect(refused(inProgress(), { ...finish, quantity: null }, property)).toMatchObject({ code: 'invalid_input' })
    expect(refused(inProgress(), { ...finish, ledger: null }, property).userMessage).toBe('这一类不用填数量。')
  })

  test('催一下 once a day', () => {
    const reminded = give(submitted(), { actor: resident, command: { name: 'remind' }, at: monday + 60_000 }).after
    expect(refused(reminded, { name: 'remind' }, resident).code).toBe('rate_limited')
    expect(give(reminded, { actor: resident, command: { name: 'remind' }, at: monday + DAY_MS }).events).toHaveLength(1)
  })

  test('unrated closes only after five working days', () => {
    const closing: RepairCommand = { name: 'closeUnrated' }
    expect(refused(verified(), closing).code).toBe('wrong_state')
    const closed = give(verified(), { actor: grid, command: closing, at: verified().stepDueAt ?? 0 }).after
    expect(closed.state).toEqual({ status: 'closed', rated: false })
  })
})
