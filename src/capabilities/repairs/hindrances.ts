import { DAY_MS, shanghaiDay } from '@/kernel/dates'
import { AppError, wrongState } from '@/kernel/errors'
import type { DecisionContext } from '@/kernel/workflow'
import { dueAt } from '@/kernel/workingTime'
import type { RepairCommandName } from './contract'
import { mostPeople, mostRounds, reopenDays, returnLimit } from './deadlines'
import type { Repair } from './model'

type Hindrance = (repair: Repair, me: string, context: DecisionContext) => AppError | null

/**
 * What can stand in the way of a command whatever it says: its time is past, it was given already, it would be one too
 * many. `decide` refuses with these and the buttons are hidden by them, so that no button is offered in vain.
 */
const hindrances: Readonly<Partial<Record<RepairCommandName, Hindrance>>> = {
  join: ({ people }, me) => {
    if (people.includes(me)) return new AppError('conflict', '您已经在跟进这一条了。')
    return people.length >= mostPeople ? new AppError('conflict', '跟进的人已满，请看进度。') : null
  },
  withdraw: ({ people }) =>
    people.length > 1 ? wrongState('还有邻居在等这件事，不能撤回。已经好了，请告诉网格员。') : null,
  return: ({ state, clock }, _, { now, calendar }) => {
    if (state.status !== 'dispatched') return null
    if (state.binding) return wrongState('这是镇里定下的派单，不能再退。')
    if (now <= dueAt(state.at, returnLimit, calendar, clock.pauses)) return null
    return wrongState('派单已过一个工作日，不能再退单，请先接单再说明情况。')
  },
  sign: ({ avoid }, me) => (avoid === me ? wrongState('第二次重办要换一位师傅，请同事接单。') : null),
  extend: ({ clock, dueAt: due }, _, { now }) => {
    if (clock.extraDays > 0) return wrongState('只能延期一次，这一条已经延过期了。')
    return due !== null && now > due ? wrongState('已经过了办结时间，不能再延期。') : null
  },
  rate: ({ ratings }, me) =>
    ratings.some(({ personId }) => personId === me) ? new AppError('conflict', '您已经评价过了，谢谢您。') : null,
  reopen: ({ milestones, round }, _, { now }) => {
    if (now > (milestones.verified ?? now) + reopenDays * DAY_MS) return wrongState('已超过30天，请重新报修。')
    return round >= mostRounds ? wrongState('已重办三次，这件事已报镇里每周调度。') : null
  },
  remind: ({ remindedOn }, me, { now }) =>
    remindedOn[me] === shanghaiDay(now) ? new AppError('rate_limited', '今天已经催过了，明天再来。') : null,
}

/** Why this command cannot be given now whatever it says, or null. Its state and the actor's rights are asked before. */
export const hindranceTo = (name: string, repair: Repair, context: DecisionContext): AppError | null =>
  hindrances[name as RepairCommandName]?.(repair, context.actor.personId ?? '', context) ?? null
