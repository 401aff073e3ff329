import { DAY_MS, shanghaiDay } from '@/kernel/dates'
import { AppError, wrongState } from '@/kernel/errors'
import type { PhotoRef } from '@/kernel/photos'
import type { DecisionContext } from '@/kernel/workflow'
import type { Limit } from '@/kernel/workingTime'
import {
  type HandlerOrg,
  type RepairCommandName,
  type RepairStatus,
  repairContracts,
  repairStatuses,
  type SuspendReason,
} from './contract'
import { mostReworks, stepFor } from './deadlines'
import { hindranceTo } from './hindrances'
import type { Posting, Repair, RepairClock, RepairEvent } from './model'
import { statusWords } from './words'

/** What the results ledger wants of a category (★). */
export interface LedgerRule {
  readonly indicator: string
  readonly unit: string
}

/** A command with everything it names already looked up. */
export type RepairCommand =
  | {
      readonly name: 'submit'
      readonly id: string
      readonly number: string
      readonly communityId: string
      readonly buildingId: string | null
      readonly place: string
      readonly category: string
      readonly limit: Limit
      readonly danger: boolean
      readonly text: string
      readonly photos: readonly PhotoRef[]
      readonly onBehalfOf: string | null
    }
  | { readonly name: 'join' }
  | { readonly name: 'withdraw'; readonly reason: string }
  | { readonly name: 'dispatch'; readonly handler: HandlerOrg; readonly note: string }
  | { readonly name: 'decline'; readonly reason: string; readonly channel: string }
  | { readonly name: 'transfer'; readonly to: string; readonly reason: string }
  | { readonly name: 'ask'; readonly question: string }
  | { readonly name: 'answer'; readonly text: string; readonly photos: readonly PhotoRef[] }
  | { readonly name: 'return'; readonly reason: string }
  | { readonly name: 'sign' }
  | { readonly name: 'extend'; readonly workingDays: number; readonly reason: string }
  | { readonly name: 'suspend'; readonly reason: SuspendReason; readonly note: string; readonly days: number }
  | { readonly name: 'resume' }
  | {
      readonly name: 'finish'
      readonly note: string
      readonly quantity: number | null
      readonly photos: readonly PhotoRef[]
      readonly ledger: LedgerRule | null
    }
  | { readonly name: 'verify'; readonly note: string; readonly ledger: LedgerRule | null }
  | { readonly name: 'rework'; readonly reason: string }
  | { readonly name: 'rate'; readonly stars: number; readonly text: string }
  | { readonly name: 'closeUnrated' }
  | { readonly name: 'reopen'; readonly reason: string; readonly photos: readonly PhotoRef[] }
  | { readonly name: 'closeUnresolved'; readonly reason: string; readonly remedy: string }
  | { readonly name: 'merge'; readonly into: Repair }
  | { readonly name: 'absorb'; readonly from: Repair }
  | { readonly name: 'unmerge' }
  | { readonly name: 'separate'; readonly from: Repair }
  | { readonly name: 'remind' }
  | { readonly name: 'supervise'; readonly note: string }
  | { readonly name: 'reveal'; readonly reason: string }

/** What the cloud itself does beside the named commands, and from where. */
const unnamed: Readonly<Record<'closeUnrated' | 'absorb' | 'separate', readonly RepairStatus[]>> = {
  closeUnrated: ['awaitingRating'],
  absorb: repairContracts.join.from as readonly RepairStatus[],
  // Whatever became of the other case, a merged one can always be taken out of it again.
  separate: repairStatuses,
}

/** The states a command may be given in: the contract's own table. */
export const fromStates = (name: RepairCommand['name']): readonly RepairStatus[] =>
  name in unnamed
    ? unnamed[name as keyof typeof unnamed]
    : ((repairContracts[name as RepairCommandName].from ?? []) as readonly RepairStatus[])

const posted = ({ number, round, reworks }: Repair, ledger: LedgerRule, qty: number): Posting => ({
  // Chinese is not for ids: 报-20250318-0007 → P-20250318-0007.
  rowId: `P${number.slice(1)}-${ledger.indicator}-${round}-${reworks}`,
  indicator: ledger.indicator,
  qty,
  unit: ledger.unit,
})

const handlerKeyOf = (handler: HandlerOrg, communityId: string): string =>
  handler === 'PM' ? `PM:${communityId}` : handler

/**
 * What happens when this command is given to this repair. Pure; who may give it is the policy's question.
 * @throws AppError `wrong_state`, `conflict` or `invalid_input` with what to do instead
 */
export function decide(current: Repair | null, command: RepairCommand, context: DecisionContext): RepairEvent[] {
  const { now: at, actor } = context
  const me = { id: actor.personId ?? '', alias: actor.alias }

  if (command.name === 'submit') {
    const clock: RepairClock = { startedAt: at, limit: command.limit, extraDays: 0, pauses: [], pausedAt: null }
    const { name: _, limit: __, ...report } = command
    return [
      { type: 'repairs.submitted', at, ...report, reporter: me, clock, step: stepFor('submitted', at, command.danger) },
    ]
  }

  if (!current) throw new Error(`${command.name} needs a repair`)
  if (!fromStates(command.name).includes(current.status))
    throw wrongState(
      `现在是“${statusWords[current.status].name}”，这一步办不了。`,
      `${command.name} from ${current.status}`,
    )

  const hindrance = hindranceTo(command.name, current, context)
  if (hindrance) throw hindrance

  switch (command.name) {
    case 'join':
      return [{ type: 'repairs.joined', joiner: { personId: me.id, at, via: null } }]
    case 'withdraw':
      return [{ type: 'repairs.withdrawn', at, reason: command.reason }]
    case 'dispatch': {
      if (command.handler === 'PM' && current.category.startsWith('E'))
        throw new AppError('invalid_input', '这件事涉及物业，不能派给物业。', { fields: { handler: '请派给职能小组' } })
      const binding = current.state.status === 'submitted' && current.state.arbitration
      const step = stepFor('dispatched', at, current.danger)
      const handlerKey = handlerKeyOf(command.handler, current.communityId)
      return [
        { type: 'repairs.dispatched', at, handlerOrg: command.handler, handlerKey, binding, note: command.note, step },
      ]
    }
    case 'decline':
      return [{ type: 'repairs.declined', at, reason: command.reason, channel: command.channel }]
    case 'transfer':
      return [{ type: 'repairs.transferred', at, to: command.to, reason: command.reason }]
    case 'ask':
      return [{ type: 'repairs.asked', at, by: me, question: command.question }]
    case 'answer':
      return [{ type: 'repairs.answered', at, text: command.text, photos: command.photos }]
    case 'return':
      return [{ type: 'repairs.returned', at, reason: command.reason, step: stepFor('submitted', at, current.danger) }]
    case 'sign':
      return [{ type: 'repairs.signed', at, by: me, step: stepFor('inProgress', at, current.danger) }]
    case 'extend':
      return [{ type: 'repairs.extended', at, workingDays: command.workingDays, reason: command.reason }]
    case 'suspend':
      return [
        {
          type: 'repairs.suspended',
          at,
          reason: command.reason,
          note: command.note,
          until: at + command.days * DAY_MS,
        },
      ]
    case 'resume':
      return [{ type: 'repairs.resumed', at }]
    case 'finish': {
      const { ledger, quantity, photos, note } = command
      if (ledger && quantity === null)
        throw new AppError('invalid_input', `请填写完成的数量（${ledger.unit}）。`, {
          fields: { quantity: `请填写完成的数量（${ledger.unit}）。` },
        })
      if (!ledger && quantity !== null)
        throw new AppError('invalid_input', '这一类不用填数量。', { fields: { quantity: '这一类不用填数量。' } })
      return [
        {
          type: 'repairs.finished',
          at,
          by: me,
          result: { note, quantity, photos },
          step: stepFor('awaitingVerification', at, current.danger),
        },
      ]
    }
    case 'verify': {
      const { ledger, note } = command
      const quantity = current.result?.quantity ?? null
      const evidence = (current.result?.photos ?? []).map((photo) => photo.id)
      const posting = ledger && quantity !== null ? { ...posted(current, ledger, quantity), evidence } : null
      return [{ type: 'repairs.verified', at, note, posting, step: stepFor('awaitingRating', at, current.danger) }]
    }
    case 'rework':
      return [
        {
          type: 'repairs.reworked',
          at,
          reason: command.reason,
          escalated: current.reworks >= mostReworks,
          step: stepFor('inProgress', at, current.danger),
        },
      ]
    case 'rate':
      return [{ type: 'repairs.rated', at, rating: { personId: me.id, stars: command.stars, text: command.text, at } }]
    case 'closeUnrated':
      if (current.stepDueAt !== null && at < current.stepDueAt) throw wrongState('还没到默认办结的时间。')
      return [{ type: 'repairs.closedUnrated', at }]
    case 'reopen': {
      const round = current.round + 1
      const clock: RepairClock = { startedAt: at, limit: current.clock.limit, extraDays: 0, pauses: [], pausedAt: null }
      const step = stepFor(round === 1 ? 'inProgress' : 'submitted', at, current.danger)
      const { reason, photos } = command
      return [{ type: 'repairs.reopened', at, reason, photos, round, reverses: current.posting, clock, step }]
    }
    case 'closeUnresolved':
      return [{ type: 'repairs.closedUnresolved', at, reason: command.reason, remedy: command.remedy }]
    case 'merge':
      if (command.into._id === current._id) throw new AppError('invalid_input', '不能并入它自己。')
      if (command.into.communityId !== current.communityId)
        throw new AppError('invalid_input', '只能并入同一个小区的报修。')
      // Who may see an E case is not who may see another, and a merge carries people over.
      if (command.into.category.startsWith('E') !== current.category.startsWith('E'))
        throw new AppError('invalid_input', '涉及物业的事不能和别的报修合并。')
      return [{ type: 'repairs.merged', at, intoId: command.into._id, intoNumber: command.into.number }]
    case 'absorb': {
      const { from } = command
      // Someone who came with one merged case comes again with the next: parting from one must not lose them.
      const own = [
        current.reporterId,
        ...current.joiners.flatMap(({ personId, via }) => (via === null ? [personId] : [])),
      ]
      const joiners = from.people
        .filter((personId) => !own.includes(personId))
        .map((personId) => ({ personId, at, via: from._id }))
      return [{ type: 'repairs.absorbed', fromId: from._id, fromNumber: from.number, joiners }]
    }
    case 'unmerge':
      return [{ type: 'repairs.unmerged', at }]
    case 'separate':
      return [{ type: 'repairs.separated', fromId: command.from._id, fromNumber: command.from.number }]
    case 'remind':
      return [{ type: 'repairs.reminded', by: me.id, day: shanghaiDay(at) }]
    case 'supervise':
      return [{ type: 'repairs.supervised', at, note: command.note }]
    case 'reveal':
      return [{ type: 'repairs.revealed', at, reason: command.reason }]
  }
}
