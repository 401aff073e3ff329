import * as z from 'zod/mini'
import { AppError } from '@/kernel/errors'

const entrySchema = z.strictObject({
  /** Also the client id: however often it is sent, it counts once. */
  id: z.string(),
  /** Who wanted it; it is never sent as someone else. */
  owner: z.string(),
  action: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** Photos still on this device; their server ids go into `input[field]` when it is sent. */
  photos: z.optional(z.strictObject({ field: z.string(), refs: z.array(z.string()) })),
  /** What the person calls it: "报修：灯不亮". */
  title: z.string(),
  createdAt: z.number(),
  /** `waiting` for the network; `refused` by the server for a reason only the person can mend. */
  state: z.enum(['waiting', 'refused']),
  userMessage: z.optional(z.string()),
})

/** The owner of what was submitted before this device knew its person: it goes out as the first one known. */
export const nobody = 'guest'

/** Something a person submitted that has not arrived yet. */
export type OutboxEntry = z.output<typeof entrySchema>
export type Wish = Pick<OutboxEntry, 'action' | 'input' | 'title'> & { photos?: { field: string; refs: string[] } }

/** `sent`: the server has it. `waiting`: kept on this device, shown as 待发送, sent when the network is back. */
export type Submitted = { state: 'sent'; data: unknown } | { state: 'waiting'; id: string }

/** The world around the outbox. */
export interface OutboxPorts {
  load(): unknown
  save(entries: readonly OutboxEntry[]): void
  /** Delivers one entry under its id; throws `AppError`. */
  send(entry: OutboxEntry): Promise<unknown>
  /** The entry is settled: what was kept for it may go. */
  settled(entry: OutboxEntry): void
  owner(): string
  now(): number
  newId(): string
  /** The list changed. */
  changed(entries: readonly OutboxEntry[]): void
}

/** Refusals that time or the network heal; everything else needs the person. */
const passing = new Set<string>(['unavailable', 'rate_limited', 'internal', 'not_signed_in'])

const loaded = (stored: unknown): OutboxEntry[] => {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((one) => {
    const entry = z.safeParse(entrySchema, one)
    return entry.success ? [entry.data] : []
  })
}

/** Whether an entry is this owner's to see and send. */
export const isMine = (entry: OutboxEntry, owner: string): boolean => entry.owner === owner || entry.owner === nobody

/**
 * Keeps what people submit until the server has it. An entry is stored before it is first sent and removed after the
 * server's receipt, so a lost reply or a killed app only leads to the same client id being sent again.
 */
export function createOutbox(ports: OutboxPorts) {
  let entries = loaded(ports.load())
  const flying = new Map<string, Promise<unknown>>()

  const put = (next: OutboxEntry[]) => {
    ports.save(next)
    entries = next
    ports.changed(entries)
  }
  const drop = (entry: OutboxEntry) => {
    put(entries.filter(({ id }) => id !== entry.id))
    ports.settled(entry)
  }

  /** One flight per entry at a time; throws what `send` threw, after writing down what it means for the entry. */
  const attempt = (entry: OutboxEntry): Promise<unknown> => {
    const already = flying.get(entry.id)
    if (already) return already
    const flight = ports
      .send(entry)
      .then(
        (data) => {
          drop(entry)
          return data
        },
        (error: unknown) => {
          if (error instanceof AppError && !passing.has(error.code)) {
            const refused: OutboxEntry = { ...entry, state: 'refused', userMessage: error.userMessage }
            put(entries.map((one) => (one.id === entry.id ? refused : one)))
          }
          throw error
        },
      )
      .finally(() => flying.delete(entry.id))
    flying.set(entry.id, flight)
    return flight
  }

  const mine = () => entries.filter((entry) => isMine(entry, ports.owner()))

  return {
    /** Everyone's entries on this device. */
    all: (): readonly OutboxEntry[] => entries,

    /** What this person has not got rid of yet, oldest first. */
    list: (): readonly OutboxEntry[] => mine(),

    /**
     * Stores a wish and tries to send it at once. Throws `AppError` when the server refuses it for good; it is then not
     * kept, since the form it came from is still open.
     */
    async submit(wish: Wish): Promise<Submitted> {
      const entry: OutboxEntry = {
        ...wish,
        id: ports.newId(),
        owner: ports.owner(),
        createdAt: ports.now(),
        state: 'waiting',
      }
      put([...entries, entry])
      try {
        return { state: 'sent', data: await attempt(entry) }
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (passing.has(error.code)) return { state: 'waiting', id: entry.id }
        put(entries.filter(({ id }) => id !== entry.id))
        throw error
      }
    },

    /** Sends what waits, oldest first, until one meets no network. Never throws. */
    async flush(): Promise<void> {
      for (const entry of mine()) {
        if (entry.state !== 'waiting') continue
        try {
          await attempt(entry)
        } catch (error) {
          if (!(error instanceof AppError) || passing.has(error.code)) return
        }
      }
    },

    /** The person gives an entry up. */
    discard(id: string): void {
      const entry = entries.find((one) => one.id === id)
      if (entry) drop(entry)
    },

    /** Tries a refused entry once more, e.g. after consent was given. */
    async retry(id: string): Promise<void> {
      put(
        entries.map(({ userMessage, ...one }) =>
          one.id === id ? { ...one, state: 'waiting' } : { ...one, ...(userMessage ? { userMessage } : {}) },
        ),
      )
      await this.flush()
    },
  }
}
