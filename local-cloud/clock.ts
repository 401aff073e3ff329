/** How the local cloud tells the time. `offset` and `at` are milliseconds; `at` since the epoch. */
export type ClockSetting = { mode: 'real' } | { mode: 'pinned'; at: number } | { mode: 'ticking'; offset: number }

/**
 * The virtual time in ms since the epoch, read from a clock's shared cell.
 * The cell holds one 64-bit word, `value * 2 + pinned`, so a reader in any thread sees a setting whole or not at all:
 * pinned, the value is the instant itself; otherwise it is the offset added to `realNow`.
 */
export function readClock(cell: BigInt64Array, realNow: number): number {
  const word = Atomics.load(cell, 0)
  const value = Number(word >> 1n)
  return (word & 1n) === 1n ? value : realNow + value
}

/**
 * The one clock of a local cloud: serverDate, timers and every `Date` inside a function read it.
 * Real time until told otherwise; pinned time stands still; ticking time runs on from where it was set.
 */
export class VirtualClock {
  /** Shared with function workers, which read it through {@link readClock}. */
  readonly shared = new SharedArrayBuffer(8)
  private readonly cell = new BigInt64Array(this.shared)
  private readonly listeners: (() => void)[] = []

  /** Virtual now, ms since the epoch. */
  now(): number {
    return readClock(this.cell, Date.now())
  }

  /** The setting as it stands, fit to be kept and given to {@link set} again. */
  setting(): ClockSetting {
    const word = Atomics.load(this.cell, 0)
    const value = Number(word >> 1n)
    if ((word & 1n) === 1n) return { mode: 'pinned', at: value }
    return value === 0 ? { mode: 'real' } : { mode: 'ticking', offset: value }
  }

  /** Takes effect at once in every thread, also in calls already running. */
  set(setting: ClockSetting): void {
    const word = ((): bigint => {
      switch (setting.mode) {
        case 'real':
          return 0n
        case 'pinned':
          return BigInt(Math.trunc(setting.at)) * 2n + 1n
        case 'ticking':
          return BigInt(Math.trunc(setting.offset)) * 2n
      }
    })()
    Atomics.store(this.cell, 0, word)
    for (const listener of this.listeners) listener()
  }

  /** Runs the clock on from this instant (ms since the epoch). */
  tickFrom(at: number): void {
    this.set({ mode: 'ticking', offset: at - Date.now() })
  }

  /** Calls back after every change of the setting. */
  onChange(listener: () => void): void {
    this.listeners.push(listener)
  }

  /** What `GET /__local/clock` answers. */
  describe(): { now: string; mode: ClockSetting['mode'] } {
    return { now: new Date(this.now()).toISOString(), mode: this.setting().mode }
  }
}
