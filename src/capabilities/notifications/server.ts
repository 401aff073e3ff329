import { AppError } from '@/kernel/errors'
import { type CallContext, type Handler, handle, type Registration } from '@/kernel/handler'
import { isId, timeOfId } from '@/kernel/ids'
import { signedIn } from '@/kernel/policy'
import { audiencesOf } from './audiences'
import * as contract from './contract'
import type { InboxDocument, NotificationDocument, SubscriptionDocument } from './data'
import { isUnread, mergePage, mostUnread, pageSize, shown, unreadOnFirstPage } from './inbox'
import { accept, subscriptionId } from './quota'
import { templateIds } from './templates'
import { refusals } from './words'

/** Newer than the inbox's mark, over all the actor is addressed as. Costs a round trip of its own. */
const countUnread = async (call: CallContext, inbox: InboxDocument | null): Promise<number> => {
  const counts = await Promise.all(
    audiencesOf(call.actor).map((audience) =>
      call.store.count('notifications', { audience, ...(inbox && { _id: { $gt: inbox.readUpTo } }) }),
    ),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}

const list: Handler<typeof contract.list> = async ({ cursor }, call) => {
  const personId = signedIn(call.actor)
  const [inbox, ...lists] = await Promise.all([
    call.store.get<InboxDocument>('inboxes', personId),
    ...audiencesOf(call.actor).map((audience) =>
      call.store.find<NotificationDocument>('notifications', {
        where: { audience, ...(cursor && { _id: { $lt: cursor } }) },
        sort: { _id: -1 },
        limit: pageSize + 1,
      }),
    ),
  ])
  const page = mergePage(lists)
  const known = cursor === undefined ? unreadOnFirstPage(page, inbox) : undefined
  const unread = Math.min(mostUnread, known ?? (await countUnread(call, inbox)))
  const last = page.items.at(-1)
  return { items: page.items.map((row) => shown(row, inbox)), unread, ...(page.more && last && { next: last._id }) }
}

/** Ids sort by time, so a mark far in the future would hide everything to come. A minute allows for clocks. */
const checkMark = (id: string, now: number): void => {
  if (!isId(id) || timeOfId(id) > now + 60_000) throw new AppError('invalid_input', refusals.notAnId)
}

const markRead: Handler<typeof contract.markRead> = async ({ upTo }, call) => {
  const personId = signedIn(call.actor)
  checkMark(upTo, call.now)
  const inbox = await call.store.get<InboxDocument>('inboxes', personId)
  if (inbox && !isUnread(upTo, inbox)) return call.saveDocuments([], { readUpTo: inbox.readUpTo })
  const document: InboxDocument = {
    _id: personId,
    v: (inbox?.v ?? 0) + 1,
    readUpTo: upTo,
    createdAt: inbox?.createdAt ?? call.now,
    updatedAt: call.now,
  }
  const write = inbox
    ? ({ kind: 'replace', collection: 'inboxes', document, expected: inbox.v } as const)
    : ({ kind: 'insert', collection: 'inboxes', document } as const)
  return call.saveDocuments([write], { readUpTo: upTo })
}

const subscribed: Handler<typeof contract.subscribed> = async ({ accepted }, call) => {
  const personId = signedIn(call.actor)
  const books = await Promise.all(
    contract.messageTemplates.map(async (template) => {
      const before = await call.store.get<SubscriptionDocument>('subscriptions', subscriptionId(personId, template))
      const change = accepted.includes(template) ? accept(before, personId, template, call.now) : null
      return { template, write: change?.write, left: change?.after.left ?? before?.left ?? 0 }
    }),
  )
  const quota = Object.fromEntries(books.map(({ template, left }) => [template, left]))
  const writes = books.flatMap(({ write }) => write ?? [])
  return call.saveDocuments(writes, { quota: quota as Record<contract.MessageTemplate, number> })
}

const templates: Handler<typeof contract.templates> = async () => {
  const ids = templateIds(process.env)
  return { items: contract.messageTemplates.map((key) => ({ key, templateId: ids[key] })) }
}

export const registrations: readonly Registration[] = [
  handle(contract.list, list),
  handle(contract.markRead, markRead),
  handle(contract.subscribed, subscribed),
  handle(contract.templates, templates),
]
