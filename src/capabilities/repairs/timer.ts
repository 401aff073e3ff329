import { systemActor } from '@/kernel/actor'
import type { CaseChange } from '@/kernel/change'
import { DAY_MS } from '@/kernel/dates'
import { AppError } from '@/kernel/errors'
import type { Store } from '@/kernel/store'
import type { WorkingCalendar } from '@/kernel/workingTime'
import { answerDays, urgencyOf } from './deadlines'
import type { RepairCommand } from './decide'
import type { Repair } from './model'
import { changeOf } from './server'

export interface TimerContext {
  readonly store: Store
  readonly now: number
  readonly calendar: WorkingCalendar
  readonly save: (change: CaseChange) => Promise<void>
}

/** The most cases one run takes on of each kind; the next run continues. */
const batch = 100

const unrated = (context: TimerContext): Promise<Repair[]> =>
  context.store.find<Repair>('repairs', {
    where: { status: 'awaitingRating', urgency: { $lt: urgencyOf(context.now, '') } },
    sort: { urgency: 1 },
    limit: batch,
  })

const standing = (context: TimerContext, status: 'suspended' | 'needsInfo'): Promise<Repair[]> =>
  context.store.find<Repair>('repairs', { where: { status }, sort: { urgency: 1 }, limit: 1000 })

/** A 挂账 grant that has run out, or a question nobody answered in time: the clock runs again. */
const overdue = (repair: Repair, now: number): RepairCommand | null => {
  const { state } = repair
  if (state.status === 'suspended') return state.until <= now ? { name: 'resume' } : null
  if (state.status !== 'needsInfo' || repair.clock.pausedAt === null) return null
  const expired = repair.clock.pausedAt + answerDays * DAY_MS <= now
  return expired ? { name: 'answer', text: `${answerDays}天没有补充，按已有内容接着办。`, photos: [] } : null
}

/**
 * What time alone does to repairs: unrated ones close, grants and questions run out. Each case is its own
 * transaction; one that someone changed meanwhile is left for the next run, so running twice does nothing twice.
 */
export async function runDeadlines(context: TimerContext): Promise<{ done: number; skipped: number }> {
  const [late, suspended, waiting] = await Promise.all([
    unrated(context),
    standing(context, 'suspended'),
    standing(context, 'needsInfo'),
  ])
  const due: [Repair, RepairCommand][] = [
    ...late.map((repair): [Repair, RepairCommand] => [repair, { name: 'closeUnrated' }]),
    ...[...suspended, ...waiting].flatMap((repair): [Repair, RepairCommand][] => {
      const command = overdue(repair, context.now)
      return command ? [[repair, command]] : []
    }),
  ]
  let skipped = 0
  for (const [repair, command] of due.slice(0, 3 * batch)) {
    try {
      await context.save(changeOf({ ...context, actor: systemActor }, repair, command).change)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      skipped += 1
    }
  }
  return { done: due.length - skipped, skipped }
}
