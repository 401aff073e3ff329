import type { Actor } from '@/kernel/actor'
import { systemActor } from '@/kernel/actor'
import { chinaCalendar } from '@/kernel/calendar'
import { DAY_MS } from '@/kernel/dates'
import { AppError } from '@/kernel/errors'
import { categoryOf } from './categories'
import { type HandlerOrg, type RepairCommandName, suspendReasons } from './contract'
import { answerDays } from './deadlines'
import { decide, type RepairCommand } from './decide'
import {
  admin,
  grid,
  neighbour,
  otherGrid,
  otherProperty,
  photo,
  property,
  resident,
  someone,
  village,
} from './fixture'
import type { Repair, RepairEvent } from './model'
import { mayCommand, mayReport } from './policy'
import { changeOf } from './server'
import { cardOf } from './views'

/** Tests only: a small town in which anybody may try anything, and what has happened in it. */

const here = { kind: 'community', communityId: 'BLHY' } as const
const liaison = (department: 'G5' | 'G6' | 'G7') =>
  someone(department, ['department', { kind: 'department', department }])
/** Both grid officer and property worker: the one whom the separation of duties is about. */
const hybrid = someone('hybrid', ['grid', here], ['property', here])

export const cast: readonly Actor[] = [
  resident,
  neighbour,
  someone('third'),
  grid,
  otherGrid,
  village,
  admin,
  property,
  otherProperty,
  hybrid,
  liaison('G5'),
  liaison('G6'),
  liaison('G7'),
  someone('police', ['police', here]),
  someone('integrity', ['integrity', { kind: 'town' }]),
]

const reportable = ['A01', 'A10', 'A07', 'D01', 'E02', 'C01'] as const
const handlers: readonly HandlerOrg[] = ['PM', 'PM', 'G5', 'G6', 'G7']

export interface Happened {
  readonly event: RepairEvent
  readonly by: string
}

export interface World {
  now: number
  readonly cases: Map<string, Repair>
  readonly histories: Map<string, Happened[]>
  /** Row id → quantity, as the ledger would keep it. */
  readonly ledger: Map<string, { readonly caseId: string; readonly qty: number }>
}

export const emptyWorld = (now: number): World => ({ now, cases: new Map(), histories: new Map(), ledger: new Map() })

export const pickFrom = <T>(some: readonly T[], pick: number): T | undefined => some[pick % Math.max(1, some.length)]

/** A report of the next case. */
export function reportIn({ cases }: World, pick: number): RepairCommand {
  const category = categoryOf(pickFrom(reportable, pick) ?? 'A01')
  return {
    name: 'submit',
    id: `case${cases.size + 1}`,
    number: `报-20250303-000${cases.size + 1}`,
    communityId: 'BLHY',
    buildingId: null,
    place: '白鹭花园',
    category: category.code,
    limit: category.limit,
    danger: category.danger,
    text: '',
    photos: [],
    onBehalfOf: pick % 5 === 0 ? '居民A031' : null,
  }
}

/** The command by this name with content the forms would accept; null where there is nothing to merge with. */
export function commandFor(name: RepairCommandName, repair: Repair, world: World, pick: number): RepairCommand | null {
  const ledger = categoryOf(repair.category).ledger ?? null
  const reason = '一个理由'
  switch (name) {
    case 'submit':
      return reportIn(world, pick)
    case 'dispatch':
      return { name, handler: repair.category.startsWith('E') ? 'G7' : (pickFrom(handlers, pick) ?? 'PM'), note: '' }
    case 'decline':
      return { name, reason, channel: '别处' }
    case 'transfer':
      return { name, to: '别处', reason }
    case 'ask':
      return { name, question: '哪里？' }
    case 'answer':
      return { name, text: '这里', photos: [] }
    case 'extend':
      return { name, workingDays: 1 + (pick % 20), reason }
    case 'suspend':
      return { name, reason: pickFrom(suspendReasons, pick) ?? 'funds', note: '等', days: 1 + (pick % 30) }
    case 'finish':
      return { name, note: '', quantity: ledger ? 1 + (pick % 9) / 2 : null, photos: [photo], ledger }
    case 'verify':
      return { name, note: '', ledger }
    case 'rate':
      return { name, stars: 1 + (pick % 5), text: '' }
    case 'reopen':
      return { name, reason, photos: [] }
    case 'closeUnresolved':
      return { name, reason, remedy: '再议' }
    case 'merge': {
      const into = pickFrom(
        [...world.cases.values()].filter(({ _id }) => _id !== repair._id),
        pick,
      )
      return into ? { name, into } : null
    }
    case 'supervise':
      return { name, note: reason }
    case 'withdraw':
    case 'return':
    case 'rework':
    case 'reveal':
      return { name, reason }
    case 'join':
    case 'sign':
    case 'resume':
    case 'unmerge':
    case 'remind':
      return { name }
  }
}

/** What the timer would do to a case now. */
export function timerFor({ state, clock }: Repair, now: number): RepairCommand | null {
  if (state.status === 'awaitingRating') return { name: 'closeUnrated' }
  if (state.status === 'suspended' && state.until <= now) return { name: 'resume' }
  const waited = state.status === 'needsInfo' && clock.pausedAt !== null && clock.pausedAt + answerDays * DAY_MS <= now
  return waited ? { name: 'answer', text: '没有补充', photos: [] } : null
}

/** The cases a command changes at once, each with its own share. */
const partsOf = (world: World, repair: Repair | null, command: RepairCommand): [Repair | null, RepairCommand][] => {
  if (command.name === 'merge' && repair)
    return [
      [repair, command],
      [command.into, { name: 'absorb', from: repair }],
    ]
  if (command.name === 'unmerge' && repair?.state.status === 'merged') {
    const into = world.cases.get(repair.state.intoId)
    if (into)
      return [
        [repair, command],
        [into, { name: 'separate', from: repair }],
      ]
  }
  return [[repair, command]]
}

/** Why a command was not done: the sentence a person would see. Anything but a refusal is thrown on. */
export type Outcome =
  | { readonly done: readonly { before: Repair | null; after: Repair }[] }
  | { readonly refused: string }

const nameOf = ({ name }: RepairCommand): RepairCommandName | null =>
  name === 'closeUnrated' || name === 'absorb' || name === 'separate' ? null : name

/** Gives a command as the server would: permitted, decided, evolved, told; then the world is what it says. */
export function give(world: World, actor: Actor, repair: Repair | null, command: RepairCommand): Outcome {
  const name = nameOf(command)
  const call = contextOf(world, actor)
  if (command.name === 'submit') {
    const verdict = mayReport(actor, command.communityId, command.category)
    if (!verdict.allow) return { refused: verdict.reason }
  }
  const asked = [repair, ...(command.name === 'merge' ? [command.into] : [])]
  for (const one of asked) {
    if (!one || !name || actor === systemActor) continue
    const verdict = mayCommand(actor, one, name)
    if (!verdict.allow) return { refused: verdict.reason }
  }
  try {
    const changes = partsOf(world, repair, command).map(([before, part]) => ({
      before,
      ...changeOf(call, before, part),
    }))
    const done = changes.map(({ before, after, change }) => {
      const now: Repair = { ...after, v: (before?.v ?? 0) + 1, updatedAt: world.now, chain: { seq: 0, hash: null } }
      cardOf(now, call)
      const events = change.events.map(({ data }) => ({ event: data as RepairEvent, by: actor.personId ?? '' }))
      world.histories.set(now._id, [...(world.histories.get(now._id) ?? []), ...events])
      world.cases.set(now._id, now)
      return { before, after: now }
    })
    return { done }
  } catch (error) {
    if (error instanceof AppError) return { refused: error.userMessage }
    throw error
  }
}

/** What `decide` and the buttons look at. */
export const contextOf = ({ now }: World, actor: Actor) => ({ now, actor, calendar: chinaCalendar })

/** Would the workflow take this command now, whoever gives it? For asking about a button without pressing it. */
export function wouldDecide(world: World, actor: Actor, repair: Repair, command: RepairCommand): string | null {
  try {
    for (const [before, part] of partsOf(world, repair, command)) decide(before, part, contextOf(world, actor))
    return null
  } catch (error) {
    if (error instanceof AppError) return error.userMessage
    throw error
  }
}
