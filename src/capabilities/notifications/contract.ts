import * as z from 'zod/mini'
import { type Action, action } from '@/kernel/action'
import { cursorSchema, idSchema, pageSchema, timeSchema } from '@/kernel/schemas'

/** The subscription messages a person can be asked for; the platform's template ids are configuration. */
export const messageTemplates = ['progress', 'task', 'result'] as const
export type MessageTemplate = (typeof messageTemplates)[number]

const notificationSchema = z.strictObject({
  id: idSchema,
  title: z.string(),
  text: z.string(),
  at: timeSchema,
  unread: z.boolean(),
  caseKind: z.string(),
  caseId: idSchema,
})
export type InboxItem = z.output<typeof notificationSchema>

export const list = action({
  name: 'notifications.list',
  kind: 'read',
  summary: 'My inbox: what was told to me or to a role I hold, newest first.',
  who: 'signedIn',
  input: z.strictObject({ cursor: z.optional(cursorSchema) }),
  output: z.strictObject({ ...pageSchema(notificationSchema).shape, unread: z.int() }),
})

export const markRead = action({
  name: 'notifications.markRead',
  kind: 'write',
  summary: 'Everything up to and including this one has been read.',
  who: 'signedIn',
  input: z.strictObject({ upTo: idSchema }),
  output: z.strictObject({ readUpTo: idSchema }),
})

export const subscribed = action({
  name: 'notifications.subscribed',
  kind: 'write',
  summary: 'Record what the person answered to the subscribe-message ask: each yes is one message we may send.',
  who: 'signedIn',
  input: z.strictObject({ accepted: z.array(z.enum(messageTemplates)).check(z.maxLength(3)) }),
  output: z.strictObject({ quota: z.record(z.enum(messageTemplates), z.int()) }),
})

export const templates = action({
  name: 'notifications.templates',
  kind: 'read',
  summary: "The platform's template ids to ask for.",
  who: 'guest',
  input: z.strictObject({}),
  output: z.strictObject({ items: z.array(z.strictObject({ key: z.enum(messageTemplates), templateId: z.string() })) }),
})

export const notificationActions: readonly Action[] = [list, markRead, subscribed, templates]
