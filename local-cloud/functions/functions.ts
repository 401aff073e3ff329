import type { VirtualClock } from '../clock'
import { CloudError } from '../errors'
import type { Identity } from '../identity/personas'
import type { FunctionSpec } from '../manifest'
import type { Call, CallLog, CallStats } from './calls'
import { type CloudCoordinates, callContext, callEnvironment, instanceEnvironment, type Trigger } from './environment'
import { FunctionPool } from './pool'
import { PAYLOAD_LIMIT } from './protocol'

/** How a call ended. `message` is fit for the caller: no stack and nothing the function said. */
export type Outcome = { requestId: string; stats: CallStats } & (
  | { ok: true; reply: string }
  | { ok: false; code: string; message: string }
)

/** The functions of an environment. */
export class Functions {
  private readonly pools = new Map<string, { spec: FunctionSpec; pool: FunctionPool }>()

  constructor(
    specs: readonly FunctionSpec[],
    private readonly cloud: CloudCoordinates,
    private readonly clock: VirtualClock,
    readonly calls: CallLog,
    workerFile: string,
  ) {
    for (const spec of specs) {
      const environment = () => instanceEnvironment(spec, cloud)
      this.pools.set(spec.name, {
        spec,
        pool: new FunctionPool({ spec, workerFile, clock: clock.shared, environment }),
      })
    }
  }

  /**
   * Calls a function with an event (JSON text; empty text is `{}`). A function that throws, crashes or takes too long
   * is an outcome. Throws CloudError `FUNCTION_NOT_FOUND` for an unknown name, `FUNCTION_PARAM_INVALID` for an event
   * that is not JSON, `EXCEED_MAX_PAYLOAD_SIZE` for one above 6 MB.
   */
  async invoke(name: string, eventText: string, identity: Identity, trigger: Trigger): Promise<Outcome> {
    const found = this.pools.get(name)
    if (!found) throw new CloudError('FUNCTION_NOT_FOUND', `there is no function "${name}"`)
    const { spec, pool } = found
    const event = eventText === '' ? '{}' : eventText
    const action = inspect(name, event)
    const at = new Date(this.clock.now()).toISOString()
    const call = this.calls.begin({ functionName: name, action, identity, trigger, at })
    const environment = callEnvironment(this.cloud, { token: call.token, requestId: call.requestId, identity, trigger })
    const context = callContext(spec, this.cloud, call.requestId, environment)
    const result = await pool.run(
      { call: call.requestId, token: call.token, event, environment, context },
      (level, text) => this.calls.log(call, level, text),
    )
    const { requestId } = call
    if (result.ok) return { ok: true, reply: result.reply, requestId, stats: this.calls.end(call, 'ok', result) }
    const stats = this.calls.end(call, result.code, { waves: result.waves, failure: result.message })
    report(call, result.message)
    return { ok: false, code: result.code, message: explain(result.code, spec), requestId, stats }
  }

  /** Starts one instance of each function, so that the first call is warm. */
  async prepare(): Promise<void> {
    await Promise.all([...this.pools.values()].map(({ pool }) => pool.prepare()))
  }

  /**
   * Retires every instance, because module state (caches) of the past must not meet a new seed, and starts one afresh of
   * each function that was in use.
   */
  renew(): void {
    for (const { pool } of this.pools.values()) if (pool.retire()) void pool.prepare()
  }

  async close(): Promise<void> {
    await Promise.all([...this.pools.values()].map(({ pool }) => pool.close()))
  }
}

/** Checks an event as the platform would and finds the name of its action for the records. */
function inspect(name: string, event: string): string | undefined {
  if (Buffer.byteLength(event) > PAYLOAD_LIMIT) {
    throw new CloudError('EXCEED_MAX_PAYLOAD_SIZE', `the event for function ${name} is larger than 6 MB`)
  }
  let value: unknown
  try {
    value = JSON.parse(event)
  } catch {
    throw new CloudError('FUNCTION_PARAM_INVALID', `the event for function ${name} is not JSON`)
  }
  if (typeof value !== 'object' || value === null || !('action' in value)) return undefined
  return typeof value.action === 'string' ? value.action.slice(0, 100) : undefined
}

function explain(code: string, spec: FunctionSpec): string {
  switch (code) {
    case 'FUNCTION_TIME_LIMIT_EXCEEDED':
      return `function ${spec.name} took longer than its ${spec.timeoutSeconds} seconds`
    case 'FUNCTION_MEMORY_LIMIT_EXCEEDED':
      return `function ${spec.name} used more than its ${spec.memoryMB} MB`
    case 'EXCEED_MAX_PAYLOAD_SIZE':
      return `function ${spec.name} replied more than 6 MB`
    default:
      return `function ${spec.name} failed; its reason is in GET /__local/calls`
  }
}

function report(call: Call, failure: string): void {
  process.stderr.write(`function ${call.functionName} failed, request ${call.requestId}: ${failure}\n`)
}
