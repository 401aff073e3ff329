import { sealEvent } from './chain'
import { AppError, staleVersion } from './errors'
import { AlreadyThere, type Document, StaleWrite, type Store, type Write } from './store'

/** Whom a notification addresses: one person, or whoever holds a role over a place at the time of reading. */
export type Audience =
  | `person:${string}`
  | `grid:${string}`
  | `village:${string}`
  | `property:${string}`
  | `department:${string}`
  | 'admin'

/** What one case tells one audience about one event; the words are ready to show. */
export interface Notice {
  readonly audience: Audience
  readonly title: string
  readonly text: string
}

/** An event before it is sealed into its case's chain. `data` is the workflow's own event. */
export interface EventBody {
  readonly type: string
  readonly data: unknown
  /** For events that look at a person: who was looked at, so that this person can see it. */
  readonly subjectId?: string
}

export interface SealedEvent extends EventBody {
  readonly _id: string
  readonly caseId: string
  readonly caseKind: string
  readonly communityId: string
  readonly seq: number
  readonly prevHash: string | null
  readonly hash: string
  readonly actorId: string
  readonly actorAlias: string
  readonly actorRole: string
  readonly at: number
}

/** A case carries the head of its own chain, so a cut tail shows too. */
export interface CaseDocument extends Document {
  readonly communityId: string
  readonly number?: string
  readonly chain: { readonly seq: number; readonly hash: string | null }
}

/** One case's share of a change: what it was, what it becomes, what happened, who is told, what is posted. */
export interface CaseChange {
  readonly collection: string
  readonly before: CaseDocument | null
  readonly after: Omit<CaseDocument, 'v' | 'chain' | 'updatedAt'>
  readonly events: readonly EventBody[]
  readonly notices: readonly Notice[]
  /** Rows a subscriber posts exactly with the event (ledger). Their `_id` makes a double posting impossible. */
  readonly postings: readonly Posting[]
}

export interface Posting {
  readonly collection: string
  readonly document: { readonly _id: string }
}

/** An event as other capabilities hear of it. */
export interface PublishedEvent {
  readonly type: string
  readonly data: unknown
  readonly caseId: string
  /** The number people see, or the id where a case has none. */
  readonly number: string
  readonly communityId: string
  readonly at: number
  readonly actorId: string
}

/** Event type → what another capability posts exactly with it, in the same transaction. */
export type Subscribers = Readonly<Record<string, (event: PublishedEvent) => readonly Posting[]>>

/** The changes with what subscribers post for their events. */
export const withPostings = (
  changes: readonly CaseChange[],
  subscribers: Subscribers,
  { now, actorId }: { now: number; actorId: string },
): CaseChange[] =>
  changes.map((one) => {
    const { _id: caseId, communityId, number = caseId } = one.after
    const published = one.events.flatMap(
      ({ type, data }) => subscribers[type]?.({ type, data, caseId, number, communityId, at: now, actorId }) ?? [],
    )
    return { ...one, postings: [...one.postings, ...published] }
  })

export interface Receipt {
  /** Derived from the person and the client's id. */
  readonly key: string
  readonly action: string
  readonly inputHash: string
  readonly reply: unknown
}

export interface ChangeContext {
  readonly store: Store
  readonly now: number
  readonly newId: () => string
  readonly actor: { readonly id: string; readonly alias: string; readonly role: string }
  readonly receipt?: Receipt
}

/** The receipt of this very request is already stored: the caller replies with that one instead. */
export class AlreadyDone extends Error {}

const seal = (change: CaseChange, context: ChangeContext): { events: SealedEvent[]; chain: CaseDocument['chain'] } => {
  let chain = change.before?.chain ?? { seq: 0, hash: null }
  const events = change.events.map((body) => {
    const sealed = {
      ...body,
      _id: context.newId(),
      caseId: change.after._id,
      caseKind: change.collection,
      communityId: change.after.communityId,
      seq: chain.seq + 1,
      prevHash: chain.hash,
      actorId: context.actor.id,
      actorAlias: context.actor.alias,
      actorRole: context.actor.role,
      at: context.now,
    }
    const event: SealedEvent = { ...sealed, hash: sealEvent(chain.hash, sealed) }
    chain = { seq: event.seq, hash: event.hash }
    return event
  })
  return { events, chain }
}

const writesOf = (change: CaseChange, context: ChangeContext): Write[] => {
  const { events, chain } = seal(change, context)
  const document: CaseDocument = {
    ...change.after,
    v: (change.before?.v ?? 0) + 1,
    updatedAt: context.now,
    chain,
  }
  const writes: Write[] = [
    change.before
      ? { kind: 'replace', collection: change.collection, document, expected: change.before.v }
      : { kind: 'insert', collection: change.collection, document },
  ]
  const last = events.at(-1)
  for (const event of events) writes.push({ kind: 'insert', collection: 'events', document: event })
  for (const posting of change.postings) writes.push({ kind: 'insert', ...posting })
  for (const notice of change.notices) {
    const notification = {
      _id: context.newId(),
      v: 1,
      communityId: change.after.communityId,
      caseKind: change.collection,
      caseId: change.after._id,
      eventId: last?._id ?? null,
      audience: notice.audience,
      title: notice.title,
      text: notice.text,
      delivery: 'pending',
      createdAt: context.now,
      updatedAt: context.now,
    }
    writes.push({ kind: 'insert', collection: 'notifications', document: notification })
  }
  return writes
}

/**
 * Saves what happened: documents, their events sealed into each case's hash chain, notifications, postings and the
 * idempotency receipt in ONE transaction that names every version read. No handler can forget the audit entry.
 * @throws AppError `conflict` when someone else changed one of the cases first
 * @throws AlreadyDone when this request's receipt is already there
 */
export async function change(changes: readonly CaseChange[], context: ChangeContext): Promise<void> {
  const writes = changes.flatMap((one) => writesOf(one, context))
  if (context.receipt) writes.push(receiptWrite(context.receipt, context.now))
  await commit(context.store, writes)
}

export const receiptWrite = (receipt: Receipt, now: number): Write => ({
  kind: 'insert',
  collection: 'receipts',
  document: { _id: receipt.key, ...receipt, createdAt: now } as { _id: string },
})

/** Commits writes, turning the store's two refusals into what a handler's caller understands. */
export async function commit(store: Store, writes: readonly Write[]): Promise<void> {
  try {
    await store.commit(writes)
  } catch (error) {
    if (error instanceof StaleWrite) throw staleVersion()
    if (error instanceof AlreadyThere) {
      if (error.collection === 'receipts') throw new AlreadyDone()
      throw new AppError('conflict', '这一步刚刚已经办过了，请刷新看看。', { detail: error.message, cause: error })
    }
    throw error
  }
}
