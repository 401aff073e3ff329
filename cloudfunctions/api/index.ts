import { randomBytes } from 'node:crypto'
import cloudbase from '@cloudbase/node-sdk'
import { chinaCalendar } from '@/kernel/calendar'
import { createIds } from '@/kernel/ids'
import { createSealer, keysFromEnvironment } from '../store/environment'
import { createFiles } from '../store/files'
import { createStore } from '../store/store'
import { createWeChat } from '../store/wechat'
import { handleRequest, type Reply } from './handle'
import { loadActor, openidOf } from './identity'
import { registrations, subscribers } from './registry'

const keys = keysFromEnvironment()
const app = cloudbase.init({ env: cloudbase.SYMBOL_CURRENT_ENV as unknown as string })
const store = createStore(app.database())
const files = createFiles(app)
const wechat = createWeChat(app)
const secrets = { doorCodeKey: keys.door, sealer: createSealer(keys.seal) }
const newId = createIds({ now: Date.now, randomBytes: (n) => randomBytes(n) })

/** The platform's entry: every client action comes through here. */
export async function main(event: unknown, context: { request_id?: string }): Promise<Reply> {
  const now = Date.now()
  const openid = openidOf(app)
  return handleRequest(event, {
    registrations,
    subscribers,
    store,
    files,
    wechat,
    secrets,
    calendar: chinaCalendar,
    now,
    openid,
    newId,
    randomBytes: (n) => randomBytes(n),
    requestId: context.request_id ?? newId(),
    loadActor: () => loadActor(store, openid, keys.person, now),
    log: (entry) => console.log(JSON.stringify(entry)),
  })
}
