import { randomBytes } from 'node:crypto'
import cloudbase from '@cloudbase/node-sdk'
import { deliverOutbox } from '@/capabilities/notifications/outbox'
import { runDeadlines } from '@/capabilities/repairs/timer'
import { chinaCalendar } from '@/kernel/calendar'
import { type CaseChange, change, withPostings } from '@/kernel/change'
import { createIds } from '@/kernel/ids'
import { subscribers } from '../api/registry'
import { createSealer, keysFromEnvironment } from '../store/environment'
import { createStore } from '../store/store'
import { createWeChat } from '../store/wechat'

const keys = keysFromEnvironment()
const app = cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV as unknown as string })
const store = createStore(app.database())
const wechat = createWeChat(app)
const sealer = createSealer(keys.seal)
const newId = createIds({ now: Date.now, randomBytes: (n: number) => randomBytes(n) })
const system = { id: 'system', alias: '系统', role: 'system' }

const save = async (one: CaseChange): Promise<void> => {
  const now = Date.now()
  await change(withPostings([one], subscribers, { now, actorId: system.id }), { store, now, newId, actor: system })
}

/** Each job is idempotent and bounded: a run that is doubled, late or cut short is made good by the next. */
const jobs: Readonly<Record<string, () => Promise<unknown>>> = {
  outbox: () => deliverOutbox({ store, wechat, sealer, now: Date.now() }, 100),
  deadlines: () => runDeadlines({ store, now: Date.now(), calendar: chinaCalendar, save }),
}

/** The platform's entry for schedules: the trigger's name says which job. */
export async function main(event: { TriggerName?: string }): Promise<unknown> {
  const job = jobs[event.TriggerName ?? '']
  if (!job) throw new Error(`no such timer: ${event.TriggerName}`)
  const result = await job()
  console.log(JSON.stringify({ level: 'info', timer: event.TriggerName, result }))
  return result
}
