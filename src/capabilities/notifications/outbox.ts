import type { SealedEvent } from '@/kernel/change'
import { StaleWrite, type Store } from '@/kernel/store'
import { addresseesOf } from './audiences'
import type { NotificationDocument } from './data'
import { deliverTo, type OutboxContext, type Outcome } from './delivery'
import { templateFor } from './templates'

/** How many notifications ended how in one run. `waiting` ones stay for the next; `errors` are for the log. */
export type OutboxSummary = Record<NotificationDocument['delivery'] | 'waiting', number> & { readonly errors: string[] }

interface Grant {
  readonly personId: string
  readonly endsAt: number
  readonly scope: { readonly kind: string; readonly department?: string }
}

/** The most people one role at one place is written to. */
const mostRecipients = 100

/** Whoever an audience means at this moment; a lapsed grant means nobody. */
async function peopleBehind(
  { store, now }: OutboxContext,
  audience: NotificationDocument['audience'],
): Promise<string[]> {
  const wanted = addresseesOf(audience)
  if ('personId' in wanted) return [wanted.personId]
  const { role, communityId, department } = wanted
  const grants = await store.find<Grant>('grants', {
    where: { role, communityId, status: 'active' },
    limit: mostRecipients,
  })
  const live = grants.filter((grant) => grant.endsAt > now)
  const fitting = department === undefined ? live : live.filter((grant) => grant.scope.department === department)
  return [...new Set(fitting.map(({ personId }) => personId))]
}

/** What became of a notification, from what became of it for each person; undefined while someone is still to be tried. */
export function deliveryOf(
  outcomes: readonly Outcome[],
): Exclude<NotificationDocument['delivery'], 'pending'> | undefined {
  if (outcomes.some((outcome) => outcome === 'retry' || outcome === 'waiting')) return undefined
  if (outcomes.includes('sent')) return 'sent'
  return outcomes.some((outcome) => outcome === 'dead' || outcome === 'lost') ? 'dead' : 'inApp'
}

const typesOf = async (store: Store, pending: readonly NotificationDocument[]): Promise<Map<string, string>> => {
  const ids = [...new Set(pending.flatMap(({ eventId }) => eventId ?? []))]
  if (ids.length === 0) return new Map()
  const events = await store.find<SealedEvent>('events', { where: { _id: { $in: ids } }, limit: ids.length })
  return new Map(events.map(({ _id, type }) => [_id, type]))
}

/** Notes the end of a notification. Another run that got there first has noted the same. */
async function settle({ store, now }: OutboxContext, row: NotificationDocument, delivery: string): Promise<void> {
  const document = { ...row, delivery, v: row.v + 1, updatedAt: now }
  try {
    await store.commit([{ kind: 'replace', collection: 'notifications', document, expected: row.v }])
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
  }
}

/**
 * Sends subscription messages for notifications nobody has sent yet, oldest first, at most `limit` of them.
 *
 * Each person gets each notification at most once, even when two runs overlap or one is killed: before sending, a
 * delivery record whose id is the pair of both is stored in the same transaction that takes one message from the
 * person's quota. A run killed between that and the answer leaves a record that says `sending`; after
 * `sendingTimeout` it counts as lost and is not tried again, for a message twice annoys and the inbox has it anyway.
 * @returns how the run's notifications ended
 */
export async function deliverOutbox(context: OutboxContext, limit: number): Promise<OutboxSummary> {
  const { store } = context
  const pending = await store.find<NotificationDocument>('notifications', {
    where: { delivery: 'pending' },
    sort: { _id: 1 },
    limit,
  })
  const types = await typesOf(store, pending)
  const known = new Map<string, Promise<string[]>>()
  const summary: OutboxSummary = { pending: pending.length, sent: 0, inApp: 0, dead: 0, waiting: 0, errors: [] }
  for (const row of pending) {
    const people = known.get(row.audience) ?? peopleBehind(context, row.audience)
    known.set(row.audience, people)
    const template = templateFor(row.audience, types.get(row.eventId ?? ''))
    const outcomes = await Promise.all(
      (await people).map((personId) => deliverTo(context, row, personId, template, summary.errors)),
    )
    const delivery = deliveryOf(outcomes)
    summary[delivery ?? 'waiting'] += 1
    if (delivery !== undefined) await settle(context, row, delivery)
  }
  return summary
}
