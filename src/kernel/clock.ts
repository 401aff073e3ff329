/** Where "now" comes from. Everything in the house asks this port, so a test or the local cloud can move time. */
export interface Clock {
  /** The present instant, in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number
}

/** The machine's own clock. */
export const systemClock: Clock = { now: () => Date.now() }

/** A clock that stands still at `at` (ms), for tests and replays. */
export function fixedClock(at: number): Clock {
  return { now: () => at }
}
