import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'
import { format } from 'node:util'
import { parentPort, workerData } from 'node:worker_threads'
import { type CallMessage, PAYLOAD_LIMIT, type WorkerMessage, type WorkerSetup } from './protocol'
import { installVirtualDate } from './virtual-date'
import { waves } from './waves'

/**
 * The thread a function instance lives in. It answers one call at a time, as the platform's instances do: identity
 * comes from environment variables, and those belong to the whole thread.
 */
const { bundle, clock, functionName } = workerData as WorkerSetup
const port = parentPort
if (!port) throw new Error('function-worker runs only as a worker thread')

const tell = (message: WorkerMessage): void => port.postMessage(message)
let current = ''
let endpoint = ''
let spans: { start: number; end: number }[] = []

for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
  console[level] = (...args: unknown[]) => tell({ type: 'log', call: current, level, text: format(...args) })
}
installVirtualDate(clock)

// round trips are counted here and not in the gateway: two requests sent side by side may arrive one after the other
const started = new WeakMap<ClientRequest, number>()
subscribe('http.client.request.start', (message) => {
  started.set((message as { request: ClientRequest }).request, performance.now())
})
subscribe('http.client.response.finish', (message) => {
  const { request } = message as { request: ClientRequest }
  const start = started.get(request)
  if (start !== undefined && request.path.startsWith(endpoint)) spans.push({ start, end: performance.now() })
})

type Main = (event: unknown, context: unknown) => unknown

function load(): Main | undefined {
  try {
    // the bundle's path is known only at run time, so the bundler must leave this require alone
    const exported = (require as (file: string) => { main?: unknown })(bundle)
    if (typeof exported.main === 'function') return exported.main as Main
    tell({ type: 'broken', message: `the bundle of ${functionName} exports no function "main"` })
  } catch (error) {
    tell({ type: 'broken', message: `the bundle of ${functionName} fails to load: ${describe(error)}` })
  }
  return undefined
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : format(error)
}

async function run(main: Main, { call, token, event, environment, context }: CallMessage): Promise<void> {
  current = call
  endpoint = `/admin/${token}?`
  spans = []
  const before = new Map(Object.keys(environment).map((key) => [key, process.env[key]]))
  Object.assign(process.env, environment)
  try {
    const reply = JSON.stringify(await main(JSON.parse(event), context)) ?? 'null'
    const size = Buffer.byteLength(reply)
    if (size > PAYLOAD_LIMIT) {
      const message = `the reply of ${functionName} has ${size} bytes; the platform takes ${PAYLOAD_LIMIT}`
      tell({ type: 'failed', call, code: 'EXCEED_MAX_PAYLOAD_SIZE', message, waves: waves(spans) })
    } else {
      tell({ type: 'done', call, reply, waves: waves(spans) })
    }
  } catch (error) {
    tell({ type: 'failed', call, code: 'FUNCTION_INVOCATION_FAILED', message: describe(error), waves: waves(spans) })
  } finally {
    // what outlives its call must not keep acting in the caller's name
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key]
      else process.env[key] = value
    }
  }
}

const main = load()
if (main) {
  port.on('message', (message: CallMessage) => void run(main, message))
  tell({ type: 'ready' })
}
