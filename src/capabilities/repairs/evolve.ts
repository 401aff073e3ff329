import type { WorkingCalendar } from '@/kernel/workingTime'
import { timesOf } from './deadlines'
import type { Milestones, Repair, RepairClock, RepairEvent, RepairState } from './model'

/** What must be known of a repair before anything derived from its clocks is added. */
type Bare = Omit<
  Repair,
  'v' | 'chain' | 'updatedAt' | 'open' | 'running' | 'dueAt' | 'yellowAt' | 'stepDueAt' | 'stepYellowAt' | 'urgency'
>

const noMilestones: Milestones = { responded: null, signed: null, finished: null, verified: null, closed: null }

const born = (event: Extract<RepairEvent, { type: 'repairs.submitted' }>): Bare => ({
  _id: event.id,
  communityId: event.communityId,
  createdAt: event.at,
  number: event.number,
  buildingId: event.buildingId,
  place: event.place,
  category: event.category,
  danger: event.danger,
  text: event.text,
  photos: event.photos,
  reporterId: event.reporter.id,
  reporterAlias: event.reporter.alias,
  onBehalfOf: event.onBehalfOf,
  joiners: [],
  people: [event.reporter.id],
  state: { status: 'submitted', arbitration: false },
  status: 'submitted',
  clock: event.clock,
  step: event.step,
  handlerOrg: null,
  handlerKey: null,
  handledBy: [],
  handlerAlias: null,
  result: null,
  posting: null,
  returns: 0,
  reworks: 0,
  round: 0,
  avoid: null,
  weekly: false,
  supervised: 0,
  remindedOn: {},
  ratings: [],
  milestones: noMilestones,
})

const to = <R extends Bare>(repair: R, state: RepairState, more: Partial<Bare> = {}): R => ({
  ...repair,
  ...more,
  state,
  status: state.status,
})

const paused = (clock: RepairClock, at: number): RepairClock => ({ ...clock, pausedAt: at })
const unpaused = (clock: RepairClock, at: number): RepairClock =>
  clock.pausedAt === null
    ? clock
    : { ...clock, pausedAt: null, pauses: [...clock.pauses, { from: clock.pausedAt, to: at }] }

const once = (milestones: Milestones, name: keyof Milestones, at: number): Milestones => ({
  ...milestones,
  [name]: milestones[name] ?? at,
})

const withPerson = (people: readonly string[], personId: string): readonly string[] =>
  people.includes(personId) ? people : [...people, personId]

/** The state a side state came from, or null where there is none to go back to. */
const back = (state: RepairState) => ('back' in state ? state.back : null)

function step<R extends Bare>(repair: R, event: Exclude<RepairEvent, { type: 'repairs.submitted' }>): R {
  switch (event.type) {
    case 'repairs.joined':
      return {
        ...repair,
        joiners: [...repair.joiners, event.joiner],
        people: withPerson(repair.people, event.joiner.personId),
      }
    case 'repairs.withdrawn':
      return to(repair, { status: 'withdrawn' }, { clock: unpaused(repair.clock, event.at) })
    case 'repairs.dispatched':
      return to(
        repair,
        { status: 'dispatched', at: event.at, binding: event.binding },
        {
          handlerOrg: event.handlerOrg,
          handlerKey: event.handlerKey,
          step: event.step,
          milestones: once(repair.milestones, 'responded', event.at),
        },
      )
    case 'repairs.declined':
      return to(
        repair,
        { status: 'declined', reason: event.reason, channel: event.channel },
        {
          milestones: once(repair.milestones, 'responded', event.at),
        },
      )
    case 'repairs.transferred':
      return to(
        repair,
        { status: 'transferred', to: event.to, reason: event.reason },
        {
          milestones: once(repair.milestones, 'responded', event.at),
        },
      )
    case 'repairs.asked': {
      const { state } = repair
      if (state.status !== 'submitted' && state.status !== 'dispatched' && state.status !== 'inProgress') return repair
      return to(
        repair,
        { status: 'needsInfo', question: event.question, askedBy: event.by.alias, back: state },
        {
          clock: paused(repair.clock, event.at),
          milestones: once(repair.milestones, 'responded', event.at),
        },
      )
    }
    case 'repairs.answered':
      return to(repair, back(repair.state) ?? repair.state, {
        clock: unpaused(repair.clock, event.at),
        photos: [...repair.photos, ...event.photos],
      })
    case 'repairs.returned':
      return to(
        repair,
        { status: 'submitted', arbitration: repair.returns + 1 > 1 },
        {
          returns: repair.returns + 1,
          handlerOrg: null,
          handlerKey: null,
          step: event.step,
        },
      )
    case 'repairs.signed':
      return to(
        repair,
        { status: 'inProgress', by: event.by.id },
        {
          handledBy: withPerson(repair.handledBy, event.by.id),
          handlerAlias: event.by.alias,
          step: event.step,
          milestones: once(repair.milestones, 'signed', event.at),
        },
      )
    case 'repairs.extended':
      return { ...repair, clock: { ...repair.clock, extraDays: repair.clock.extraDays + event.workingDays } }
    case 'repairs.suspended': {
      const { state } = repair
      if (state.status !== 'dispatched' && state.status !== 'inProgress') return repair
      const { reason, note, until } = event
      return to(
        repair,
        { status: 'suspended', reason, note, until, back: state },
        { clock: paused(repair.clock, event.at) },
      )
    }
    case 'repairs.resumed':
      return to(repair, back(repair.state) ?? repair.state, { clock: unpaused(repair.clock, event.at) })
    case 'repairs.finished':
      return to(
        repair,
        { status: 'awaitingVerification' },
        {
          handledBy: withPerson(repair.handledBy, event.by.id),
          handlerAlias: event.by.alias,
          result: event.result,
          step: event.step,
          milestones: { ...repair.milestones, finished: event.at },
        },
      )
    case 'repairs.verified': {
      const posting = event.posting && {
        rowId: event.posting.rowId,
        indicator: event.posting.indicator,
        qty: event.posting.qty,
        unit: event.posting.unit,
      }
      return to(
        repair,
        { status: 'awaitingRating' },
        {
          posting,
          step: event.step,
          milestones: { ...repair.milestones, verified: event.at },
        },
      )
    }
    case 'repairs.reworked':
      return to(
        repair,
        { status: 'inProgress', by: repair.handledBy.at(-1) ?? '' },
        {
          reworks: repair.reworks + 1,
          weekly: repair.weekly || event.escalated,
          step: event.step,
        },
      )
    case 'repairs.rated':
      return to(
        repair,
        { status: 'closed', rated: true },
        {
          ratings: [...repair.ratings, event.rating],
          milestones: once(repair.milestones, 'closed', event.at),
        },
      )
    case 'repairs.closedUnrated':
      return to(repair, { status: 'closed', rated: false }, { milestones: once(repair.milestones, 'closed', event.at) })
    case 'repairs.reopened': {
      const sameHandler = event.round === 1 && repair.handledBy.length > 0
      return to(
        repair,
        sameHandler
          ? { status: 'inProgress', by: repair.handledBy.at(-1) ?? '' }
          : { status: 'submitted', arbitration: event.round >= 3 },
        {
          round: event.round,
          weekly: repair.weekly || event.round >= 3,
          avoid: event.round >= 2 ? (repair.handledBy.at(-1) ?? null) : null,
          handlerOrg: sameHandler ? repair.handlerOrg : null,
          handlerKey: sameHandler ? repair.handlerKey : null,
          photos: [...repair.photos, ...event.photos],
          posting: null,
          ratings: [],
          returns: 0,
          clock: event.clock,
          step: event.step,
          milestones: { ...repair.milestones, verified: null, closed: null },
        },
      )
    }
    case 'repairs.closedUnresolved':
      return to(
        repair,
        { status: 'closedUnresolved', reason: event.reason, remedy: event.remedy },
        {
          clock: unpaused(repair.clock, event.at),
          milestones: once(repair.milestones, 'closed', event.at),
        },
      )
    case 'repairs.merged': {
      const { state } = repair
      if (state.status !== 'submitted' && state.status !== 'dispatched') return repair
      return to(repair, { status: 'merged', intoId: event.intoId, intoNumber: event.intoNumber, back: state })
    }
    case 'repairs.absorbed':
      return {
        ...repair,
        joiners: [...repair.joiners, ...event.joiners],
        people: event.joiners.reduce((people, { personId }) => withPerson(people, personId), repair.people),
      }
    case 'repairs.unmerged':
      return to(repair, back(repair.state) ?? repair.state)
    case 'repairs.separated': {
      const joiners = repair.joiners.filter(({ via }) => via !== event.fromId)
      const people = [...new Set([repair.reporterId, ...joiners.map(({ personId }) => personId)])]
      return { ...repair, joiners, people }
    }
    case 'repairs.reminded':
      return { ...repair, remindedOn: { ...repair.remindedOn, [event.by]: event.day } }
    case 'repairs.supervised':
      return { ...repair, supervised: repair.supervised + 1 }
    case 'repairs.revealed':
      return repair
  }
}

/** What is true after these events, with everything that follows from the clocks. Needs no clock of its own. */
export function evolve(
  current: Repair | null,
  events: readonly RepairEvent[],
  calendar: WorkingCalendar,
): Omit<Repair, 'v' | 'chain' | 'updatedAt'> {
  let repair: Bare | null = current
  for (const event of events) {
    if (event.type === 'repairs.submitted') repair = born(event)
    else if (repair) repair = step(repair, event)
  }
  if (!repair) throw new Error('a repair begins with repairs.submitted')
  return { ...repair, ...timesOf(repair._id, repair.status, repair.clock, repair.step, calendar) }
}
