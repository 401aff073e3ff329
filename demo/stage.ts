import { createHash } from 'node:crypto'
import { runDeadlines } from '@/capabilities/repairs/timer'
import type { AnyAction, InputOf, OutputOf } from '@/kernel/action'
import { chinaCalendar } from '@/kernel/calendar'
import { type CaseChange, change, withPostings } from '@/kernel/change'
import { parseShanghai } from '@/kernel/dates'
import { createIds } from '@/kernel/ids'
import { handleRequest } from '../cloudfunctions/api/handle'
import { loadActor } from '../cloudfunctions/api/identity'
import { registrations, subscribers } from '../cloudfunctions/api/registry'
import { createSealer } from '../cloudfunctions/store/environment'
import { createMemoryStore } from './memoryStore'

/** Keys the local cloud's functions run with (scripts/build.ts); a seed must be played under the same ones. */
export interface DemoKeys {
  readonly person: string
  readonly door: string
  readonly seal: string
}

/** Random bytes that are the same at every build: a demo, and a test that fails, must be repeatable. */
const repeatable = (seed: string) => {
  let block = 0
  return (n: number): Uint8Array => {
    const bytes = new Uint8Array(n)
    for (let at = 0; at < n; at += 32)
      bytes.set(
        createHash('sha256')
          .update(`${seed}:${block++}`)
          .digest()
          .subarray(0, n - at),
        at,
      )
    return bytes
  }
}

export type Stage = ReturnType<typeof createStage>

/**
 * The whole backend in memory on a clock of its own: the real handlers, policies and workflow, so that whatever is
 * played here is exactly what people could have done. `at` takes Shanghai wall time.
 */
export function createStage(keys: DemoKeys) {
  const store = createMemoryStore()
  const stored = new Map<string, Uint8Array>()
  const randomBytes = repeatable('wuquan demo town')
  const sealer = createSealer(keys.seal)
  let now = 0
  let requests = 0
  const newId = createIds({ now: () => now, randomBytes })

  const files = {
    async put(path: string, bytes: Uint8Array) {
      stored.set(path, bytes)
    },
    async urls(paths: readonly string[]) {
      return paths.map((path) => `memory:${path}`)
    },
    async remove(paths: readonly string[]) {
      for (const path of paths) stored.delete(path)
    },
  }

  return {
    store,
    files: stored,
    sealer,
    newId,
    now: () => now,

    /** Moves the clock, e.g. `at('2025-03-18 09:20')`. Never backwards: ids and chains are in the order of time. */
    at(wall: string): void {
      const next = parseShanghai(wall)
      if (next < now) throw new RangeError(`the demo's clock does not run backwards: ${wall}`)
      now = next
    },

    /** Gives an action as a person; a refusal throws with its sentence. */
    async as<A extends AnyAction>(openid: string, action: A, input: InputOf<A>): Promise<OutputOf<A>> {
      const reply = await handleRequest(
        { action: action.name, input, clientId: `demo-${String(++requests).padStart(8, '0')}` },
        {
          registrations,
          subscribers,
          store,
          files,
          wechat: { sendMessage: async () => 'sent' },
          secrets: { doorCodeKey: keys.door, sealer },
          calendar: chinaCalendar,
          now,
          openid,
          newId,
          randomBytes,
          requestId: `demo-${requests}`,
          loadActor: () => loadActor(store, openid, keys.person, now),
          log: () => {},
        },
      )
      if (!reply.ok) throw new Error(`${action.name} was refused: ${reply.error.code} ${reply.error.userMessage}`)
      return reply.data as OutputOf<A>
    },

    /** Saves one change as someone outside the actions (founding the town). */
    async save(one: CaseChange, by: { id: string; alias: string }): Promise<void> {
      await change([one], { store, now, newId, actor: { ...by, role: 'system' } })
    },

    /** Lets time do its work, as the `deadlines` timer would. */
    async timers(): Promise<void> {
      const system = { id: 'system', alias: '系统', role: 'system' }
      const save = (one: CaseChange) =>
        change(withPostings([one], subscribers, { now, actorId: system.id }), { store, now, newId, actor: system })
      await runDeadlines({ store, now, calendar: chinaCalendar, save })
    },
  }
}
