import { readClock } from '../clock'

/**
 * Replaces this thread's global `Date` by one that reads the local cloud's clock; call it before the bundle is loaded.
 * Only "now" changes: `new Date()`, `Date()` and `Date.now()`. Timers, `performance.now()` and
 * `Intl.DateTimeFormat().format()` without an argument stay on real time.
 * A proxy instead of a subclass, so that dates made by Node itself are still `instanceof Date`.
 */
export function installVirtualDate(clock: SharedArrayBuffer): void {
  const cell = new BigInt64Array(clock)
  const RealDate = Date
  const now = (): number => readClock(cell, RealDate.now())
  const virtual = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  })
  Object.defineProperty(RealDate.prototype, 'constructor', { value: virtual, writable: true, configurable: true })
  globalThis.Date = virtual
}
