import type { VirtualClock } from '../clock'
import { CloudError } from '../errors'
import type { Functions, Outcome } from '../functions/functions'
import { GUEST } from '../identity/personas'
import type { FunctionSpec } from '../manifest'
import { type Cron, nextTime, parseCron } from './cron'

interface Timer {
  name: string
  functionName: string
  text: string
  cron: Cron
  next: number | undefined
}

const LONGEST_SLEEP_MS = 3_600_000

/**
 * Fires timer triggers by the virtual clock while it runs (real or ticking); a pinned clock fires none. A moved clock
 * starts counting from where it stands: times it jumped over are not made up for, nor are those of a stopped cloud.
 */
export class Timers {
  private readonly timers: Timer[]
  private alarm: NodeJS.Timeout | undefined
  private running = false

  constructor(
    specs: readonly FunctionSpec[],
    private readonly clock: VirtualClock,
    private readonly functions: Functions,
    private readonly enter: <T>(work: () => Promise<T>) => Promise<T>,
  ) {
    this.timers = specs.flatMap((spec) =>
      (spec.timers ?? []).map(({ name, cron }) => ({
        name,
        functionName: spec.name,
        text: cron,
        cron: parseCron(cron),
        next: undefined,
      })),
    )
    clock.onChange(() => this.plan())
  }

  start(): void {
    this.running = true
    this.plan()
  }

  stop(): void {
    this.running = false
    clearTimeout(this.alarm)
  }

  /** Fires one timer now, whatever its schedule; CloudError `TIMER_NOT_FOUND` names an unknown one. */
  async fire(name: string): Promise<Outcome> {
    const timer = this.timers.find((candidate) => candidate.name === name)
    if (!timer) throw new CloudError('TIMER_NOT_FOUND', `there is no timer "${name}"`)
    return this.run(timer, this.clock.now())
  }

  /** Every timer with the virtual time of its next firing; null while the clock stands still. */
  list(): { name: string; function: string; cron: string; next: string | null }[] {
    return this.timers.map(({ name, functionName, text, next }) => ({
      name,
      function: functionName,
      cron: text,
      next: next === undefined ? null : new Date(next).toISOString(),
    }))
  }

  private plan(): void {
    clearTimeout(this.alarm)
    const now = this.clock.now()
    const still = this.clock.setting().mode === 'pinned'
    for (const timer of this.timers) timer.next = still ? undefined : nextTime(timer.cron, now)
    this.sleep()
  }

  private sleep(): void {
    if (!this.running) return
    const next = Math.min(...this.timers.map((timer) => timer.next ?? Number.POSITIVE_INFINITY))
    if (next === Number.POSITIVE_INFINITY) return
    const wait = Math.min(Math.max(next - this.clock.now(), 0), LONGEST_SLEEP_MS)
    this.alarm = setTimeout(() => this.wake(), wait)
  }

  private wake(): void {
    const now = this.clock.now()
    for (const timer of this.timers) {
      if (timer.next === undefined || timer.next > now) continue
      const due = timer.next
      timer.next = nextTime(timer.cron, now)
      void this.run(timer, due)
    }
    this.sleep()
  }

  private run(timer: Timer, at: number): Promise<Outcome> {
    // the platform writes whole seconds
    const time = new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z')
    const event = { Type: 'Timer', TriggerName: timer.name, Time: time, Message: '' }
    return this.enter(() => this.functions.invoke(timer.functionName, JSON.stringify(event), GUEST, 'timer'))
  }
}
