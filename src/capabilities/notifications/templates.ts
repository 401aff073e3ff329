import type { PublishedEvent } from '@/kernel/change'
import { formatDateTime } from '@/kernel/dates'
import { type MessageTemplate, messageTemplates } from './contract'
import type { NotificationDocument } from './data'
import { casePages, defaultPage, resultEvents, templateFields } from './words'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The platform's ids of our templates, from `WUQUAN_TEMPLATE_PROGRESS`, `…_TASK` and `…_RESULT`. Without them the
 * ids of the local cloud, which WeChat does not know.
 */
export const templateIds = (environment: Environment): Readonly<Record<MessageTemplate, string>> => {
  const id = (key: MessageTemplate) => environment[`WUQUAN_TEMPLATE_${key.toUpperCase()}`] || `local-${key}`
  return { progress: id('progress'), task: id('task'), result: id('result') }
}

/** For the manifest: what the local cloud checks messages against. Template id → field key → label. */
export const messageTemplatesManifest = (
  environment: Environment,
): Record<string, { readonly fields: Record<string, string> }> => {
  const ids = templateIds(environment)
  return Object.fromEntries(
    messageTemplates.map((key) => [
      ids[key],
      { fields: Object.fromEntries(Object.entries(templateFields[key]).map(([name, { label }]) => [name, label])) },
    ]),
  )
}

/** Which template tells this: whoever acts in a role is told of a task, whoever reported of progress or its result. */
export function templateFor(audience: string, eventType: PublishedEvent['type'] | undefined): MessageTemplate {
  if (!audience.startsWith('person:')) return 'task'
  return eventType !== undefined && resultEvents.includes(eventType) ? 'result' : 'progress'
}

const most: Readonly<Record<string, number>> = { thing: 20, character_string: 32, phrase: 5 }

/**
 * A value cut to what WeChat takes in a field of this type (`subscribeMessage.send`, 订阅消息参数值内容限制说明):
 * `thing` 20 characters, `phrase` 5 Han characters, `character_string` 32 of anything but Han; no control characters.
 * A cut `thing` ends with `…`. Empty values are refused by WeChat, so an emptied one becomes `-` or 无.
 */
export function cut(field: string, value: string): string {
  const type = field.replace(/\d+$/, '')
  const line = value.replace(/\p{Cc}+/gu, ' ').trim()
  if (type === 'phrase') return [...line.replace(/\P{Script=Han}/gu, '')].slice(0, most.phrase).join('') || '无'
  if (type === 'character_string') return line.replace(/\p{Script=Han}/gu, '').slice(0, most.character_string) || '-'
  const characters = [...line]
  const limit = most[type] ?? characters.length
  if (characters.length <= limit) return line || '无'
  return `${characters.slice(0, limit - 1).join('')}…`
}

/** The fields of a message, ready to send. */
export function messageData(
  template: MessageTemplate,
  { title, text, createdAt }: Pick<NotificationDocument, 'title' | 'text' | 'createdAt'>,
): Record<string, string> {
  const facts = { title, text: text || title, at: formatDateTime(createdAt) }
  return Object.fromEntries(
    Object.entries(templateFields[template]).map(([name, { fact }]) => [name, cut(name, facts[fact])]),
  )
}

/** The page the message opens. */
export const pageOf = (
  template: MessageTemplate,
  { caseKind, caseId }: Pick<NotificationDocument, 'caseKind' | 'caseId'>,
): string => {
  const pages = casePages[caseKind]
  if (pages === undefined) return defaultPage
  return `${template === 'task' ? pages.handle : pages.follow}?id=${caseId}`
}
