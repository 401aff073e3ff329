import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { systemActor } from '@/kernel/actor'
import { chinaCalendar } from '@/kernel/calendar'
import { parseShanghai } from '@/kernel/dates'
import { type RepairCommandName, repairCommands, repairContracts, repairStatuses } from './contract'
import type { RepairCommand } from './decide'
import { evolve } from './evolve'
import {
  cast,
  commandFor,
  contextOf,
  emptyWorld,
  give,
  pickFrom,
  reportIn,
  timerFor,
  type World,
  wouldDecide,
} from './fixture.world'
import type { Repair, RepairEventType } from './model'
import { allowedCommands } from './policy'

const start = parseShanghai('2025-03-03 09:00')
const minute = 60_000
const mostCases = 4

/** Raw chance; what it means depends on where the world stands. */
const stepArb = fc.record({
  // Mostly soon, sometimes long after: clocks run out, questions go unanswered, thirty days pass.
  later: fc.constantFrom(1, 5, 30, 60, 240, 240, 1440, 4 * 1440, 12 * 1440, 31 * 1440).map((n) => n * minute),
  who: fc.nat(1000),
  which: fc.nat(1000),
  what: fc.nat(1000),
  content: fc.nat(1000),
  // 0–4: something that brings a case on, 5–6: something somebody is offered, 7: time alone, 8: one more report, 9: anything at all by anyone.
  kind: fc.nat(9),
})
type Step = { later: number; who: number; which: number; what: number; content: number; kind: number }

/** Preferred, or most cases would end early, declined or withdrawn, and nothing would be seen of what comes late. */
const onwards: readonly RepairCommandName[] = [
  'dispatch',
  'return',
  'sign',
  'extend',
  'finish',
  'verify',
  'rate',
  'reopen',
  'answer',
  'resume',
  'merge',
]

const seen = { statuses: new Set<string>(), commands: new Set<string>(), weekly: 0, rounds: 0, arbitrations: 0 }

/** What is tried, by whom, on which case; null where this step has nothing to try. */
function attemptOf(world: World, step: Step, most: number) {
  const actor = pickFrom(cast, step.who)
  const repair = pickFrom([...world.cases.values()], step.which)
  if (!actor) throw new Error('an empty cast')
  if (!repair || (step.kind === 8 && world.cases.size < most))
    return {
      actor: pickFrom(cast, step.what % 2 ? step.who % 5 : step.who) ?? actor,
      repair: null,
      command: reportIn(world, step.content),
    }
  if (step.kind === 7) {
    const command = timerFor(repair, world.now)
    return command && { actor: systemActor, repair, command }
  }
  if (step.kind === 9) {
    const command = commandFor(pickFrom(repairCommands.slice(1), step.what) ?? 'join', repair, world, step.content)
    return command && { actor, repair, command }
  }
  const offers = cast.flatMap((one) => allowedCommands(contextOf(world, one), repair).map((name) => ({ one, name })))
  const offered = [...new Set(offers.map(({ name }) => name))]
  const onward = offered.filter((name) => onwards.includes(name))
  const names = step.kind <= 4 && onward.length > 0 ? onward : offered
  // First the command, then who gives it: else the rare ones drown among what everybody may do.
  const name = pickFrom(names, step.what)
  const offer = pickFrom(
    offers.filter((one) => one.name === name),
    step.who,
  )
  const command = offer && commandFor(offer.name, repair, world, step.content)
  return offer && command ? { actor: offer.one, repair, command } : null
}

const movesDue: readonly RepairEventType[] = [
  'repairs.submitted',
  'repairs.extended',
  'repairs.suspended',
  'repairs.resumed',
  'repairs.asked',
  'repairs.answered',
  'repairs.reopened',
]

const bare = ({ v: _v, chain: _chain, updatedAt: _updatedAt, ...rest }: Repair) => rest

/** Thousands of checks a run: an `expect` for each would take most of the time. */
const must = (true_: boolean, what: () => string): void => {
  if (!true_) throw new Error(what())
}

/** What must be true of one case after any step. */
function checkCase(world: World, before: Repair | null, after: Repair, name: RepairCommand['name']): void {
  const history = world.histories.get(after._id) ?? []
  const newest = history.at(-1)?.event
  const { state, status } = after
  const way = () => `${name}: ${before?.status ?? 'nothing'} → ${status}`

  // A state of the contract, and a way the contract's table knows.
  must(repairStatuses.includes(status) && state.status === status, way)
  const table = repairContracts[name as RepairCommandName]
  if (table && before) must(table.from?.includes(before.status) === true, way)
  if (table) must(table.to?.includes(status) === true, way)

  // Whoever looked at the result neither made it nor asked for it.
  if (status === 'closed' || status === 'awaitingRating') {
    const verifier = history.filter(({ event }) => event.type === 'repairs.verified').at(-1)?.by
    must(verifier !== undefined, () => `${way()} without a verifier`)
    must(!after.handledBy.includes(verifier ?? ''), () => `${verifier} verified their own work`)
    must(!after.people.includes(verifier ?? ''), () => `${verifier} verified what they reported`)
  }

  // The promise moves only where somebody said so.
  const moved = before?.dueAt != null && after.dueAt !== null && before.dueAt !== after.dueAt
  must(!moved || (newest !== undefined && movesDue.includes(newest.type)), () => `${newest?.type} moved the due time`)
  must((after.dueAt !== null) === after.running, way)
  must((after.stepDueAt !== null) === (after.running || status === 'awaitingRating'), way)
  must((after.clock.pausedAt !== null) === (status === 'needsInfo' || status === 'suspended'), way)

  // Ratings: once a person and round, by people of the case who did not do the work.
  const raters = after.ratings.map(({ personId }) => personId)
  must(new Set(raters).size === raters.length, () => `rated twice by ${raters}`)
  for (const rater of raters) must(!after.handledBy.includes(rater), () => `${rater} rated their own work`)

  // Limits of number: rounds, more time once a round, another hand in the second round.
  must(after.round <= 3, () => `round ${after.round}`)
  const since = history.map(({ event }) => event.type).lastIndexOf('repairs.reopened')
  const longer = history.slice(since + 1).filter(({ event }) => event.type === 'repairs.extended')
  must(longer.length <= 1, () => 'extended twice')
  must(newest?.type !== 'repairs.signed' || newest.by.id !== after.avoid, () => `${after.avoid} came again in round 2`)
  must(newest?.type !== 'repairs.returned' || before?.state.status !== 'dispatched' || !before.state.binding, way)

  // The people: the reporter, and whoever joined or came along.
  const people = new Set([after.reporterId, ...after.joiners.map(({ personId }) => personId)])
  must(
    people.size === after.people.length && after.people.every((one) => people.has(one)),
    () => `people ${after.people}`,
  )
  const accused = ['property', 'otherProperty', 'hybrid']
  must(!after.category.startsWith('E') || !accused.some((one) => people.has(one)), () => `${way()}: property joined`)

  // Nobody who waits is left alone with a case another one took back.
  if (status === 'withdrawn') must(after.people.length === 1, () => `withdrawn over ${after.people}`)

  // The events alone tell the whole case.
  const again = evolve(
    null,
    history.map(({ event }) => event),
    chinaCalendar,
  )
  if (!isDeepStrictEqual(bare(again as Repair), bare(after))) expect(bare(again as Repair)).toEqual(bare(after))
}

/** Keeps the ledger as the subscriber would, and checks what stands in it. */
function checkLedger(world: World, after: Repair): void {
  const newest = world.histories.get(after._id)?.at(-1)?.event
  const post = (rowId: string, qty: number) => {
    expect([rowId, world.ledger.has(rowId)]).toEqual([rowId, false])
    world.ledger.set(rowId, { caseId: after._id, qty })
  }
  if (newest?.type === 'repairs.verified' && newest.posting) post(newest.posting.rowId, newest.posting.qty)
  if (newest?.type === 'repairs.reopened' && newest.reverses) {
    expect(world.ledger.get(newest.reverses.rowId)?.qty).toBe(newest.reverses.qty)
    post(`${newest.reverses.rowId}-r`, -newest.reverses.qty)
  }
  const rows = [...world.ledger].filter(([, { caseId }]) => caseId === after._id)
  const live = rows.filter(([id]) => !id.endsWith('-r') && !world.ledger.has(`${id}-r`))
  expect(live.length).toBeLessThanOrEqual(1)
  expect(live.map(([id]) => id)).toEqual(after.posting ? [after.posting.rowId] : [])
  expect(rows.reduce((sum, [, { qty }]) => sum + qty, 0)).toBe(after.posting?.qty ?? 0)
}

/** Merged cases: everybody goes along while they are one, and nobody stays behind when they part. */
function checkMerges({ cases }: World): void {
  for (const one of cases.values()) {
    if (one.state.status === 'merged') {
      const along = cases.get(one.state.intoId)?.people ?? []
      must(
        one.people.every((person) => along.includes(person)),
        () => `${one.people} did not come along: ${along}`,
      )
    }
    for (const { via } of one.joiners) {
      const from = via === null ? undefined : cases.get(via)
      const together = from?.state.status === 'merged' && from.state.intoId === one._id
      must(via === null || together, () => `${via} has parted, but its people stay with ${one._id}`)
    }
  }
}

/** The buttons are exactly what the server accepts: none that it refuses, none missing. */
function checkButtons(world: World, step: Step): void {
  const actor = pickFrom(cast, step.what)
  if (!actor) return
  for (const repair of world.cases.values()) {
    const shown = allowedCommands(contextOf(world, actor), repair)
    for (const name of shown) {
      if (name === 'merge') continue
      const command = commandFor(name, repair, world, step.content)
      const refusal = command && wouldDecide(world, actor, repair, command)
      must(refusal === null, () => `${name} was offered to ${actor.alias} on ${repair.status}, and refused: ${refusal}`)
    }
  }
}

test('whatever people and time do, in any order, a repair keeps its promises', () => {
  fc.assert(
    // Half of the runs are one case in quick hands: only those come as far as the third round.
    fc.property(fc.boolean(), fc.array(stepArb, { maxLength: 140, size: 'max' }), (quick, steps) => {
      const world = emptyWorld(start)
      for (const step of steps) {
        world.now += quick ? Math.min(step.later, 240 * minute) : step.later
        const attempt = attemptOf(world, step, quick ? 1 : mostCases)
        if (!attempt) continue
        const { actor, repair, command } = attempt
        const outcome = give(world, actor, repair, command)
        if ('refused' in outcome) {
          must(/[一-鿿]/.test(outcome.refused), () => `a refusal in no words: ${outcome.refused}`)
          continue
        }
        seen.commands.add(command.name)
        outcome.done.forEach(({ before, after }, part) => {
          checkCase(world, before, after, part === 0 ? command.name : 'absorb')
          checkLedger(world, after)
          seen.statuses.add(after.status)
          seen.weekly += after.weekly ? 1 : 0
          seen.rounds = Math.max(seen.rounds, after.round)
          seen.arbitrations += after.state.status === 'submitted' && after.state.arbitration ? 1 : 0
        })
        checkMerges(world)
        checkButtons(world, step)
      }
    }),
    { numRuns: 200, unbiased: true },
  )
}, 120_000)

test('…and the runs went everywhere: every status, every command, every round', () => {
  expect([...seen.statuses].sort()).toEqual([...repairStatuses].sort())
  expect([...seen.commands].sort()).toEqual([...repairCommands, 'closeUnrated'].sort())
  expect(seen.rounds).toBe(3)
  expect(seen.weekly).toBeGreaterThan(0)
  expect(seen.arbitrations).toBeGreaterThan(0)
})
