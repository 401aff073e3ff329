import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Why a ticket is refused. */
export type TicketVerdict = 'good' | 'expired' | 'forged'

/**
 * Permission to put or get one path until a moment. Tickets count in real time whatever the virtual clock says, by a
 * clock nobody can turn back, and end with the run that issued them.
 */
export class Tickets {
  private readonly secret = randomBytes(32)

  constructor(private readonly realNow: () => number = () => performance.timeOrigin + performance.now()) {}

  /** A ticket for `seconds` from now; `expires` is in seconds since the epoch and part of what is signed. */
  issue(use: 'get' | 'put', path: string, seconds: number): { sign: string; expires: number } {
    const expires = Math.ceil(this.realNow() / 1000 + seconds)
    return { sign: this.sign(use, path, expires), expires }
  }

  check(use: 'get' | 'put', path: string, sign: string | undefined, expires: string | undefined): TicketVerdict {
    if (sign === undefined || expires === undefined || !/^\d{1,12}$/.test(expires)) return 'forged'
    const expected = Buffer.from(this.sign(use, path, Number(expires)))
    const given = Buffer.from(sign)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged'
    return this.realNow() / 1000 > Number(expires) ? 'expired' : 'good'
  }

  private sign(use: string, path: string, expires: number): string {
    return createHmac('sha256', this.secret).update(`${use}\n${expires}\n${path}`).digest('hex')
  }
}
