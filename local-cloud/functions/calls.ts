import { randomBytes, randomUUID } from 'node:crypto'
import type { Identity } from '../identity/personas'
import { waves } from './waves'

/** One request of the SDK during a call; times are `performance.now()` milliseconds. */
export interface SdkRequest {
  action: string
  start: number
  end: number
  examined: number
  returned: number
  plan?: string
  code?: string
}

/**
 * What one call cost. `waves` is the longest chain of requests of which none overlaps another: round trips in a row, as
 * the function saw them (as the gateway saw them for a call whose instance died).
 */
export interface CallStats {
  ms: number
  requests: number
  waves: number
  examined: number
  returned: number
  databaseRequests: number
}

/** A function call, kept for `GET /__local/calls`. */
export interface Call {
  /** Secret part of the call's SDK endpoint. */
  readonly token: string
  readonly requestId: string
  readonly functionName: string
  readonly action: string | undefined
  readonly identity: Identity
  readonly trigger: string
  /** Virtual time, ISO. */
  readonly at: string
  readonly started: number
  ms: number | undefined
  outcome: string
  /** Why it failed, with its stack: for the developer only. */
  failure: string | undefined
  readonly requests: SdkRequest[]
  readonly logs: { level: string; text: string }[]
  droppedLogs: number
  /** Round trips in a row, counted inside the function. */
  waves: number | undefined
}

const KEPT_CALLS = 200
const KEPT_LOGS = 200
/** Characters of console output kept of one call. */
const LOG_LENGTH = 65_536

/** The calls of this run: those under way by token, and the newest 200. */
export class CallLog {
  private readonly active = new Map<string, Call>()
  private readonly kept: Call[] = []

  begin(start: Pick<Call, 'functionName' | 'action' | 'identity' | 'trigger' | 'at'>): Call {
    const call: Call = {
      ...start,
      token: randomBytes(18).toString('base64url'),
      requestId: randomUUID(),
      started: performance.now(),
      ms: undefined,
      outcome: 'running',
      failure: undefined,
      requests: [],
      logs: [],
      droppedLogs: 0,
      waves: undefined,
    }
    this.active.set(call.token, call)
    this.kept.push(call)
    if (this.kept.length > KEPT_CALLS) this.kept.shift()
    return call
  }

  /** The call under way that this token belongs to. */
  byToken(token: string): Call | undefined {
    return this.active.get(token)
  }

  log(call: Call, level: string, text: string): void {
    const kept = call.logs.reduce((sum, line) => sum + line.text.length, 0)
    if (call.logs.length < KEPT_LOGS && kept < LOG_LENGTH)
      call.logs.push({ level, text: text.slice(0, LOG_LENGTH - kept) })
    else call.droppedLogs += 1
  }

  end(call: Call, outcome: string, seen: { waves?: number | undefined; failure?: string } = {}): CallStats {
    this.active.delete(call.token)
    call.ms = performance.now() - call.started
    call.outcome = outcome
    call.failure = seen.failure?.slice(0, LOG_LENGTH)
    call.waves = seen.waves
    return statsOf(call)
  }

  /** Newest first, without the tokens. */
  list(): unknown[] {
    return [...this.kept].reverse().map((call) => ({
      requestId: call.requestId,
      function: call.functionName,
      action: call.action ?? null,
      persona: call.identity.personaKey ?? null,
      trigger: call.trigger,
      at: call.at,
      outcome: call.outcome,
      ...(call.failure === undefined ? {} : { failure: call.failure }),
      ms: round(call.ms ?? performance.now() - call.started),
      stats: statsOf(call),
      plans: call.requests.map(({ action, start, end, examined, returned, plan, code }) => ({
        action,
        ms: round(end - start),
        examined,
        returned,
        ...(plan === undefined ? {} : { plan }),
        ...(code === undefined ? {} : { code }),
      })),
      logs: call.logs,
      ...(call.droppedLogs === 0 ? {} : { droppedLogs: call.droppedLogs }),
    }))
  }
}

const round = (ms: number): number => Math.round(ms * 10) / 10

function statsOf({ requests, ms, waves: counted }: Pick<Call, 'requests' | 'ms' | 'waves'>): CallStats {
  return {
    ms: round(ms ?? 0),
    requests: requests.length,
    waves: counted ?? waves(requests),
    examined: requests.reduce((sum, request) => sum + request.examined, 0),
    returned: requests.reduce((sum, request) => sum + request.returned, 0),
    databaseRequests: requests.filter((request) => request.action.startsWith('database.')).length,
  }
}
