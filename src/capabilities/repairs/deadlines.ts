import { dueAt, type Limit, type Pause, type WorkingCalendar, yellowAt } from '@/kernel/workingTime'
import type { RepairStatus } from './contract'
import type { Repair, RepairClock, Step } from './model'

/** How long each step may take (DOMAIN §4, defaults a town confirms); null = until the whole promise is due. */
export const stepLimits: Readonly<Partial<Record<RepairStatus, Limit | null>>> = {
  submitted: { amount: 4, unit: 'wh' },
  dispatched: { amount: 4, unit: 'wh' },
  inProgress: null,
  awaitingVerification: { amount: 2, unit: 'wd' },
  awaitingRating: { amount: 5, unit: 'wd' },
}
/** Danger is dispatched within half an hour by the clock on the wall. */
export const dangerDispatchLimit: Limit = { amount: 0.5, unit: 'eh' }
export const returnLimit: Limit = { amount: 1, unit: 'wd' }
/** A 挂账 grant, and the days in which a fix may be contested. Calendar days. */
export const reopenDays = 30
export const mostRounds = 3
export const mostReworks = 2
export const answerDays = 5
/** Reporters and followers of one case. */
export const mostPeople = 200

export const stepFor = (status: RepairStatus, startedAt: number, danger: boolean): Step => ({
  startedAt,
  limit: status === 'submitted' && danger ? dangerDispatchLimit : (stepLimits[status] ?? null),
})

interface Due {
  readonly dueAt: number
  readonly yellowAt: number
}

const since = (start: number, pauses: readonly Pause[]): Pause[] =>
  pauses.flatMap((pause) => (pause.to <= start ? [] : [{ from: Math.max(pause.from, start), to: pause.to }]))

/** When the whole promise is due: the limit, what was granted on top, and what the pauses cost. */
export function promiseDue(clock: RepairClock, calendar: WorkingCalendar): Due {
  const pauses = since(clock.startedAt, clock.pauses)
  const base = dueAt(clock.startedAt, clock.limit, calendar, pauses)
  const yellow = yellowAt(clock.startedAt, clock.limit, calendar, pauses)
  if (clock.extraDays === 0) return { dueAt: base, yellowAt: yellow }
  const extra: Limit = { amount: clock.extraDays, unit: 'wd' }
  return { dueAt: dueAt(base, extra, calendar, since(base, clock.pauses)), yellowAt: base }
}

/** When the current step is due. */
export function stepDue(step: Step, clock: RepairClock, calendar: WorkingCalendar): Due {
  if (step.limit === null) return promiseDue(clock, calendar)
  const pauses = since(step.startedAt, clock.pauses)
  return {
    dueAt: dueAt(step.startedAt, step.limit, calendar, pauses),
    yellowAt: yellowAt(step.startedAt, step.limit, calendar, pauses),
  }
}

const promised: readonly RepairStatus[] = ['submitted', 'dispatched', 'inProgress', 'awaitingVerification']
const stepping: readonly RepairStatus[] = [...promised, 'awaitingRating']
const opened: readonly RepairStatus[] = [...promised, 'needsInfo', 'suspended']

const never = 9_999_999_999_999

/** Sortable as text: thirteen digits of milliseconds serve until the year 2286. */
export const urgencyOf = (dueAt: number | null, id: string): string =>
  `${String(Math.floor(dueAt ?? never)).padStart(13, '0')}:${id}`

type Times = Pick<Repair, 'open' | 'running' | 'dueAt' | 'yellowAt' | 'stepDueAt' | 'stepYellowAt' | 'urgency'>

/** The fields of a repair that follow from its state and clocks; stored so that lists can be asked for them. */
export function timesOf(
  id: string,
  status: RepairStatus,
  clock: RepairClock,
  step: Step,
  calendar: WorkingCalendar,
): Times {
  const whole = promised.includes(status) ? promiseDue(clock, calendar) : null
  const current = stepping.includes(status) ? stepDue(step, clock, calendar) : null
  return {
    open: opened.includes(status),
    running: promised.includes(status),
    dueAt: whole?.dueAt ?? null,
    yellowAt: whole?.yellowAt ?? null,
    stepDueAt: current?.dueAt ?? null,
    stepYellowAt: current?.yellowAt ?? null,
    urgency: urgencyOf(current?.dueAt ?? null, id),
  }
}
