import type { InboxItem } from './contract'
import type { InboxDocument, NotificationDocument } from './data'

export const pageSize = 20
/** The badge says no more than this. */
export const mostUnread = 99

/** One page out of each audience's newest rows (one more than a page each), newest first. */
export function mergePage(lists: readonly (readonly NotificationDocument[])[]) {
  const byId = new Map(lists.flat().map((row) => [row._id, row]))
  const rows = [...byId.values()].sort((a, b) => (a._id < b._id ? 1 : -1))
  return { items: rows.slice(0, pageSize), more: rows.length > pageSize }
}

export const isUnread = (id: string, inbox: InboxDocument | null): boolean => inbox === null || id > inbox.readUpTo

/**
 * How many are unread, where the first page alone can tell: it can unless it is full of unread ones.
 * Undefined = they have to be counted.
 */
export function unreadOnFirstPage(
  { items, more }: ReturnType<typeof mergePage>,
  inbox: InboxDocument | null,
): number | undefined {
  const unread = items.filter(({ _id }) => isUnread(_id, inbox)).length
  return more && unread === items.length ? undefined : unread
}

export const shown = (row: NotificationDocument, inbox: InboxDocument | null): InboxItem => ({
  id: row._id,
  title: row.title,
  text: row.text,
  at: row.createdAt,
  unread: isUnread(row._id, inbox),
  caseKind: row.caseKind,
  caseId: row.caseId,
})
