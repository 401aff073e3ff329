import type { OutputOf } from '@/kernel/action'
import { forbidden } from '@/kernel/errors'
import type { CallContext } from '@/kernel/handler'
import type { Where } from '@/kernel/store'
import type { counts, WorklistFilter, worklist } from './contract'
import { urgencyOf } from './deadlines'
import type { Repair } from './model'
import { mayRead, worklistScope } from './policy'
import { cardOf } from './views'

const pageSize = 20

/** One slice of the town an actor works on: a community, a handler's desk, or everything. */
interface Desk {
  readonly where: Where
  /** A handler's first step is to take on what was dispatched to them. */
  readonly handling: boolean
}

const desksOf = (call: CallContext, communityId: string | undefined): Desk[] => {
  const { communities, handlerKeys, town } = worklistScope(call.actor)
  if (communityId !== undefined) {
    if (town || communities.includes(communityId)) return [{ where: { communityId }, handling: false }]
    if (handlerKeys.includes(`PM:${communityId}`))
      return [{ where: { handlerKey: `PM:${communityId}` }, handling: true }]
    throw forbidden('这不在您负责的范围内。')
  }
  if (town) return [{ where: {}, handling: false }]
  return [
    ...communities.map((id): Desk => ({ where: { communityId: id }, handling: false })),
    ...handlerKeys.map((handlerKey): Desk => ({ where: { handlerKey }, handling: true })),
  ]
}

/** DOMAIN §4's clocks as conditions an index serves; 将超时 is narrowed to past 75 % afterwards. */
const conditionOf = (filter: WorklistFilter, handling: boolean, now: number): Where => {
  switch (filter) {
    case 'submitted':
      return { status: handling ? 'dispatched' : 'submitted' }
    case 'verify':
      return { status: 'awaitingVerification' }
    case 'reply':
      return { status: 'needsInfo' }
    case 'suspended':
      return { status: 'suspended' }
    case 'late':
      return { running: true, urgency: { $lt: urgencyOf(now, '') } }
    case 'soon':
      return { running: true, urgency: { $gte: urgencyOf(now, '') }, stepYellowAt: { $lte: now } }
    case 'all':
      return { running: true }
  }
}

const after = (condition: Where, cursor: string | undefined): Where => {
  if (cursor === undefined) return condition
  const bounds = condition.urgency
  return { ...condition, urgency: { ...(typeof bounds === 'object' ? bounds : {}), $gt: cursor } }
}

/** The actor's cases, most urgent first: one indexed query a desk, merged. */
export async function listWork(
  {
    filter,
    communityId,
    cursor,
  }: { filter: WorklistFilter; communityId?: string | undefined; cursor?: string | undefined },
  call: CallContext,
): Promise<OutputOf<typeof worklist>> {
  const pages = await Promise.all(
    desksOf(call, communityId).map(({ where, handling }) =>
      call.store.find<Repair>('repairs', {
        where: { ...where, ...after(conditionOf(filter, handling, call.now), cursor) },
        sort: { urgency: 1 },
        limit: pageSize,
      }),
    ),
  )
  const merged = new Map(pages.flat().map((repair) => [repair._id, repair]))
  const sorted = [...merged.values()].sort((a, b) => (a.urgency < b.urgency ? -1 : 1)).slice(0, pageSize)
  const last = sorted.at(-1)
  const shown = sorted.filter((repair) => mayRead(call.actor, repair).allow)
  return {
    items: shown.map((repair) => cardOf(repair, call)),
    ...(last && sorted.length === pageSize && { next: last.urgency }),
  }
}

/** The five numbers, counted over every desk at once. */
export async function countAll(
  { communityId }: { communityId?: string | undefined },
  call: CallContext,
): Promise<OutputOf<typeof counts>> {
  const desks = desksOf(call, communityId)
  const count = async (filter: WorklistFilter) => {
    const found = await Promise.all(
      desks.map(({ where, handling }) =>
        call.store.count('repairs', { ...where, ...conditionOf(filter, handling, call.now) }),
      ),
    )
    return found.reduce((sum, one) => sum + one, 0)
  }
  const [submitted, soon, late, verify, reply] = await Promise.all([
    count('submitted'),
    count('soon'),
    count('late'),
    count('verify'),
    count('reply'),
  ])
  return { submitted, soon, late, verify, reply }
}
