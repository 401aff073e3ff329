import { stat } from 'node:fs/promises'
import type { FunctionSpec } from '../manifest'
import { Instance, type InstanceOutcome } from './instance'
import type { CallMessage } from './protocol'

export interface PoolOptions {
  spec: FunctionSpec
  workerFile: string
  clock: SharedArrayBuffer
  /** The environment an instance is born with, made when it is. */
  environment: () => Record<string, string>
  /** Instances kept warm, and the most there may be while calls wait. */
  warm?: number
  most?: number
}

/** How long instances above the warm ones are kept after the last call: the next burst should not pay for new ones. */
const QUIET_MS = 30_000

const STOPPING: InstanceOutcome = {
  ok: false,
  code: 'FUNCTION_INVOCATION_FAILED',
  message: 'the local cloud is stopping',
}

interface Waiting {
  message: CallMessage
  log: (level: string, text: string) => void
  settle: (outcome: InstanceOutcome) => void
}

/**
 * The instances of one function. A call goes to an idle instance, else to a new one while there are fewer than `most`,
 * else it waits its turn. A changed bundle or a reset retires the instances: those at work finish, then end.
 */
export class FunctionPool {
  private instances: Instance[] = []
  private readonly retired = new Set<Instance>()
  private readonly waiting: Waiting[] = []
  private version = ''
  private closed = false
  private shrinking: NodeJS.Timeout | undefined
  private readonly warm: number
  private readonly most: number

  constructor(private readonly options: PoolOptions) {
    this.warm = options.warm ?? 2
    this.most = options.most ?? 4
  }

  /** Runs one call. Never rejects; a bundle that is not there is a failure naming it. */
  async run(message: CallMessage, log: Waiting['log']): Promise<InstanceOutcome> {
    const version = await this.bundleVersion()
    if (version === undefined) {
      return {
        ok: false,
        code: 'FUNCTION_INVOCATION_FAILED',
        message: `there is no bundle at ${this.options.spec.bundle}`,
      }
    }
    if (version !== this.version) {
      this.retire()
      this.version = version
    }
    if (this.closed) return STOPPING
    return new Promise((settle) => {
      this.waiting.push({ message, log, settle })
      this.dispatch()
    })
  }

  /** Starts one instance ahead of the first call. */
  async prepare(): Promise<void> {
    const version = await this.bundleVersion()
    if (version === undefined || this.closed || this.instances.length > 0) return
    this.version = version
    this.spawn()
  }

  /** Lets go of every instance, so that the next call meets fresh module state; whether there was one. */
  retire(): boolean {
    const old = this.instances
    this.instances = []
    for (const instance of old) {
      if (instance.busy) this.retired.add(instance)
      else void instance.close()
    }
    return old.length > 0
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.shrinking)
    for (const waiting of this.waiting.splice(0)) waiting.settle(STOPPING)
    await Promise.all([...this.instances.splice(0), ...this.retired].map((instance) => instance.close()))
  }

  private async bundleVersion(): Promise<string | undefined> {
    try {
      const { mtimeMs, size } = await stat(this.options.spec.bundle)
      return `${mtimeMs}:${size}`
    } catch {
      return undefined
    }
  }

  private spawn(): Instance {
    const { spec, workerFile, clock, environment } = this.options
    const instance = new Instance(
      {
        workerFile,
        setup: { bundle: spec.bundle, clock, functionName: spec.name },
        environment: environment(),
        memoryMB: spec.memoryMB,
      },
      () => {
        this.instances = this.instances.filter((other) => other !== instance)
      },
    )
    this.instances.push(instance)
    return instance
  }

  private dispatch(): void {
    while (this.waiting.length > 0 && !this.closed) {
      const idle = this.instances.find((candidate) => !candidate.busy && !candidate.dead)
      const instance = idle ?? (this.instances.length < this.most ? this.spawn() : undefined)
      if (!instance) return
      const next = this.waiting.shift()
      if (next) void this.serve(instance, next)
    }
  }

  private async serve(instance: Instance, { message, log, settle }: Waiting): Promise<void> {
    const outcome = await instance.run(message, this.options.spec.timeoutSeconds * 1000, log)
    settle(outcome)
    if (!this.instances.includes(instance)) {
      this.retired.delete(instance)
      void instance.close()
    }
    clearTimeout(this.shrinking)
    this.shrinking = setTimeout(() => this.shrink(), QUIET_MS)
    this.shrinking.unref()
    this.dispatch()
  }

  private shrink(): void {
    const idle = this.instances.filter((instance) => !instance.busy)
    for (const instance of idle.slice(0, Math.max(0, this.instances.length - this.warm))) {
      this.instances = this.instances.filter((other) => other !== instance)
      void instance.close()
    }
  }
}
