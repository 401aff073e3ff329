import type { Sealer, WeChat } from '@/kernel/handler'
import { AlreadyThere, StaleWrite, type Store, type Write } from '@/kernel/store'
import type { MessageTemplate } from './contract'
import type { DeliveryDocument, NotificationDocument, SubscriptionDocument } from './data'
import { emptied, subscriptionId, take } from './quota'
import { messageData, pageOf, templateIds } from './templates'

/** What delivering needs of the world; `now` in ms. */
export interface OutboxContext {
  readonly store: Store
  readonly wechat: WeChat
  readonly sealer: Sealer
  readonly now: number
}

/** What became of a notification for one person; `none`: they allow no message, `waiting`: another run has it. */
export type Outcome = Exclude<DeliveryDocument['status'], 'sending'> | 'none' | 'waiting'

/** After this many refusals "for now" a message is given up. */
export const mostAttempts = 5
/** ms after which a record that still says `sending` belongs to a run that was killed; the timer lives 60 s. */
export const sendingTimeout = 120_000

interface Contact {
  readonly openid: string
}

const replace = (document: DeliveryDocument, expected: number): Write => ({
  kind: 'replace',
  collection: 'deliveries',
  document,
  expected,
})

const isRace = (error: unknown): boolean => error instanceof StaleWrite || error instanceof AlreadyThere

/** Commits unless someone else was faster. */
const won = async (store: Store, writes: readonly Write[]): Promise<boolean> => {
  try {
    await store.commit(writes)
    return true
  } catch (error) {
    if (isRace(error)) return false
    throw error
  }
}

const moved = (before: DeliveryDocument, now: number, fields: Partial<DeliveryDocument>): DeliveryDocument => ({
  ...before,
  ...fields,
  v: before.v + 1,
  updatedAt: now,
})

/**
 * Takes one message from the person's quota and claims the delivery, both or neither. A lost race is looked at again:
 * the person may just have allowed another message.
 */
async function claimNew(
  { store, now }: OutboxContext,
  fresh: DeliveryDocument,
): Promise<DeliveryDocument | 'none' | 'waiting'> {
  const quotaId = subscriptionId(fresh.personId, fresh.template)
  for (let tried = 0; tried < 3; tried++) {
    const taken = take(await store.get<SubscriptionDocument>('subscriptions', quotaId), now)
    if (!taken) return 'none'
    if (await won(store, [taken, { kind: 'insert', collection: 'deliveries', document: fresh }])) return fresh
  }
  return 'waiting'
}

/** The delivery as this run's own, marked `sending` in the store; or why this run has nothing to send. */
async function claim(
  context: OutboxContext,
  row: NotificationDocument,
  personId: string,
  template: MessageTemplate,
): Promise<DeliveryDocument | Outcome> {
  const { store, now } = context
  const id = `${row._id}:${personId}`
  const found = await store.get<DeliveryDocument>('deliveries', id)
  if (!found)
    return claimNew(context, {
      _id: id,
      v: 1,
      notificationId: row._id,
      personId,
      template,
      status: 'sending',
      attempts: 1,
      createdAt: now,
      updatedAt: now,
    })
  if (found.status === 'retry') {
    const again = moved(found, now, { status: 'sending', attempts: found.attempts + 1 })
    return (await won(store, [replace(again, found.v)])) ? again : 'waiting'
  }
  if (found.status !== 'sending') return found.status
  if (now - found.updatedAt < sendingTimeout) return 'waiting'
  return (await won(store, [replace(moved(found, now, { status: 'lost' }), found.v)])) ? 'lost' : 'waiting'
}

const statusAfter = (
  answer: 'sent' | 'refused' | 'failed' | 'lost',
  attempts: number,
): Exclude<Outcome, 'none' | 'waiting'> => {
  if (answer !== 'failed') return answer
  return attempts >= mostAttempts ? 'dead' : 'retry'
}

/** Notes the answer; a refusal also empties the quota, since WeChat knows better than our books. */
async function note(
  { store, now }: OutboxContext,
  delivery: DeliveryDocument,
  status: Exclude<Outcome, 'none' | 'waiting'>,
): Promise<void> {
  await store.commit([replace(moved(delivery, now, { status }), delivery.v)])
  if (status !== 'refused') return
  const quotaId = subscriptionId(delivery.personId, delivery.template)
  const quota = await store.get<SubscriptionDocument>('subscriptions', quotaId)
  // Whoever allows another message in this very moment keeps it: the race is theirs to win.
  if (quota && quota.left > 0) await won(store, [emptied(quota, now)])
}

/** Asks WeChat. Whether a call that broke off has sent anything nobody knows: it counts as lost, never as retry. */
async function send(
  { store, wechat, sealer }: OutboxContext,
  row: NotificationDocument,
  { personId, template }: DeliveryDocument,
  errors: string[],
): Promise<'sent' | 'refused' | 'failed' | 'lost'> {
  const contact = await store.get<Contact>('contacts', personId)
  if (!contact) return 'refused'
  const openid = sealer.open(contact.openid)
  try {
    return await wechat.sendMessage({
      openid,
      templateId: templateIds(process.env)[template],
      page: pageOf(template, row),
      data: messageData(template, row),
    })
  } catch (error) {
    errors.push(`${row._id}: ${String(error).replaceAll(openid, '<openid>')}`)
    return 'lost'
  }
}

/**
 * Sends one notification to one person, if they allow it and it has not been tried; see `deliverOutbox`. What went
 * wrong with the call itself is added to `errors`.
 */
export async function deliverTo(
  context: OutboxContext,
  row: NotificationDocument,
  personId: string,
  template: MessageTemplate,
  errors: string[],
): Promise<Outcome> {
  const claimed = await claim(context, row, personId, template)
  if (typeof claimed === 'string') return claimed
  const status = statusAfter(await send(context, row, claimed, errors), claimed.attempts)
  await note(context, claimed, status)
  return status
}
