import type { Write } from '@/kernel/store'
import type { MessageTemplate } from './contract'
import type { SubscriptionDocument } from './data'

export const subscriptionId = (personId: string, template: MessageTemplate): string => `${personId}:${template}`

const put = (before: SubscriptionDocument | null, after: SubscriptionDocument): Write =>
  before
    ? { kind: 'replace', collection: 'subscriptions', document: after, expected: before.v }
    : { kind: 'insert', collection: 'subscriptions', document: after }

type Changed = { readonly after: SubscriptionDocument; readonly write: Write }

const changed = (
  before: SubscriptionDocument,
  now: number,
  fields: Partial<Pick<SubscriptionDocument, 'left' | 'accepted' | 'sent'>>,
): Changed => {
  const after = { ...before, ...fields, v: before.v + 1, updatedAt: now }
  return { after, write: put(before, after) }
}

/** One more message allowed: WeChat counts each yes as one. */
export function accept(
  before: SubscriptionDocument | null,
  personId: string,
  template: MessageTemplate,
  now: number,
): Changed {
  if (before) return changed(before, now, { left: before.left + 1, accepted: before.accepted + 1 })
  const after: SubscriptionDocument = {
    _id: subscriptionId(personId, template),
    v: 1,
    personId,
    template,
    left: 1,
    accepted: 1,
    sent: 0,
    createdAt: now,
    updatedAt: now,
  }
  return { after, write: put(null, after) }
}

/** One allowed message used up; undefined when none is left. */
export const take = (before: SubscriptionDocument | null, now: number): Write | undefined =>
  before && before.left > 0 ? changed(before, now, { left: before.left - 1, sent: before.sent + 1 }).write : undefined

/** WeChat said the person wants no more of these: nothing is left, whatever our books said. */
export const emptied = (before: SubscriptionDocument, now: number): Write => changed(before, now, { left: 0 }).write
