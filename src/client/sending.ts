import type * as z from 'zod/mini'
import { create } from 'zustand'
import type { AnyAction, OutputOf } from '@/kernel/action'
import { network } from '@/platform/network'
import { storage } from '@/platform/storage'
import { parseOutput, send } from './call'
import { newClientId } from './ids'
import { createOutbox, isMine, type OutboxEntry } from './outbox'
import { forgetPhoto, photoId } from './photos'
import { ownerKey, useOwnerKey, useSession } from './session'

const useEntries = create<{ entries: readonly OutboxEntry[] }>(() => ({ entries: [] }))

const outbox = createOutbox({
  load: () => storage.get('outbox'),
  save: (entries) => storage.set('outbox', entries),
  async send({ id, action, input, photos }) {
    const ids: string[] = []
    for (const ref of photos?.refs ?? []) ids.push(await photoId(ref))
    return send({ action, input: photos ? { ...input, [photos.field]: ids } : input, clientId: id })
  },
  settled({ photos }) {
    for (const ref of photos?.refs ?? []) void forgetPhoto(ref)
  },
  owner: ownerKey,
  now: () => Date.now(),
  newId: newClientId,
  changed: (entries) => useEntries.setState({ entries }),
})

/** Once, at launch: sends what waits now and whenever the network comes back. */
export function startSending(): void {
  useEntries.setState({ entries: outbox.all() })
  network.onBack(() => void outbox.flush())
  useSession.subscribe((now, before) => {
    if (now.me?.personId !== before.me?.personId) void outbox.flush()
  })
  void outbox.flush()
}

export type SubmitOptions = {
  /** What the person calls it, shown while it waits: "报修：灯不亮". */
  title: string
  /** Photos on this device; their ids become `input[field]`. */
  photos?: { field: string; refs: string[] } | undefined
}

/**
 * Submits a write so that it survives a missing network: `sent` with the action's output, or `waiting` and shown as
 * 待发送. Leave the photo field out of `input`, or empty. Throws `AppError` when the server refuses it.
 */
export async function submit<A extends AnyAction>(
  action: A,
  input: z.input<A['input']> & Record<string, unknown>,
  { title, photos }: SubmitOptions,
): Promise<{ state: 'sent'; data: OutputOf<A> } | { state: 'waiting'; id: string }> {
  const done = await outbox.submit({
    action: action.name,
    input,
    title,
    ...(photos && photos.refs.length > 0 ? { photos } : {}),
  })
  return done.state === 'sent' ? { state: 'sent', data: parseOutput(action, done.data) } : done
}

/** What of this person's waits or was refused later, oldest first; and what can be done about it. */
export function useOutbox(): {
  entries: readonly OutboxEntry[]
  flush: () => Promise<void>
  retry: (id: string) => Promise<void>
  discard: (id: string) => void
} {
  const owner = useOwnerKey()
  const entries = useEntries((state) => state.entries)
  return {
    entries: entries.filter((entry) => isMine(entry, owner)),
    flush: () => outbox.flush(),
    retry: (id) => outbox.retry(id),
    discard: (id) => outbox.discard(id),
  }
}
