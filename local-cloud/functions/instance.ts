import { Worker } from 'node:worker_threads'
import type { CallMessage, WorkerMessage, WorkerSetup } from './protocol'

/** How a call ended inside its worker; `message` of a failure is for the log, not for the caller. */
export type InstanceOutcome =
  | { ok: true; reply: string; waves: number }
  | { ok: false; code: string; message: string; waves?: number }

export interface InstanceOptions {
  workerFile: string
  setup: WorkerSetup
  environment: Record<string, string>
  memoryMB: number
}

interface Running {
  call: string
  settle: (outcome: InstanceOutcome) => void
  log: (level: string, text: string) => void
  timer?: NodeJS.Timeout
  message: CallMessage
  timeoutMs: number
}

// a cold start on a busy laptop; the platform has its own limit for it
const LOAD_LIMIT_MS = 30_000

/** One worker thread with one bundle loaded. It runs one call at a time and is dead for good once it failed hard. */
export class Instance {
  private readonly worker: Worker
  private ready = false
  private running: Running | undefined
  private gone = false
  private broken = ''
  private readonly loadTimer: NodeJS.Timeout

  constructor(
    options: InstanceOptions,
    private readonly onGone: () => void,
  ) {
    this.worker = new Worker(options.workerFile, {
      workerData: options.setup,
      env: options.environment,
      stdout: true,
      stderr: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMB },
    })
    this.worker.stdout.resume()
    this.worker.stderr.resume()
    this.worker.on('message', (message: WorkerMessage) => this.hear(message))
    this.worker.on('error', (error: NodeJS.ErrnoException) => this.die(error))
    this.worker.on('exit', () => this.die(new Error(this.broken || 'the function ended its process')))
    this.loadTimer = setTimeout(() => {
      this.broken = `the bundle did not load within ${LOAD_LIMIT_MS / 1000} seconds`
      void this.worker.terminate()
    }, LOAD_LIMIT_MS)
  }

  get busy(): boolean {
    return this.running !== undefined
  }

  get dead(): boolean {
    return this.gone
  }

  /** Runs one call; the timeout counts from when the bundle is loaded. Never rejects. */
  run(message: CallMessage, timeoutMs: number, log: Running['log']): Promise<InstanceOutcome> {
    return new Promise((settle) => {
      this.running = { call: message.call, settle, log, message, timeoutMs }
      if (this.gone) this.settle({ ok: false, code: 'FUNCTION_INVOCATION_FAILED', message: this.broken })
      else if (this.ready) this.post()
    })
  }

  /** Ends the thread; a call under way fails. */
  async close(): Promise<void> {
    clearTimeout(this.loadTimer)
    this.broken ||= 'the instance was closed'
    await this.worker.terminate()
  }

  private post(): void {
    const running = this.running
    if (!running) return
    running.timer = setTimeout(() => {
      const message = `Invoking task timed out after ${running.timeoutMs / 1000} seconds`
      this.settle({ ok: false, code: 'FUNCTION_TIME_LIMIT_EXCEEDED', message })
      this.leave()
      void this.worker.terminate()
    }, running.timeoutMs)
    this.worker.postMessage(running.message)
  }

  private hear(message: WorkerMessage): void {
    switch (message.type) {
      case 'ready':
        clearTimeout(this.loadTimer)
        this.ready = true
        this.post()
        return
      case 'broken':
        this.broken = message.message
        void this.worker.terminate()
        return
      case 'log':
        if (this.running?.call === message.call) this.running.log(message.level, message.text)
        return
      case 'done':
        if (this.running?.call === message.call) this.settle({ ok: true, reply: message.reply, waves: message.waves })
        return
      case 'failed':
        if (this.running?.call === message.call) {
          const { code, message: text, waves } = message
          this.settle({ ok: false, code, message: text, waves })
        }
    }
  }

  private die(error: NodeJS.ErrnoException): void {
    clearTimeout(this.loadTimer)
    const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    const code = memory ? 'FUNCTION_MEMORY_LIMIT_EXCEEDED' : 'FUNCTION_INVOCATION_FAILED'
    this.broken ||= error.stack ?? error.message
    this.leave()
    this.settle({ ok: false, code, message: this.broken })
  }

  private leave(): void {
    if (this.gone) return
    this.gone = true
    this.onGone()
  }

  private settle(outcome: InstanceOutcome): void {
    const running = this.running
    if (!running) return
    clearTimeout(running.timer)
    this.running = undefined
    running.settle(outcome)
  }
}
