/** Why a call never reached an answer. `offline`: no network or no reply in time; the request may still have arrived. */
export type TransportReason = 'offline' | 'too_large' | 'failed'

/** The way to the function failed. What the function itself refuses is not an error here, but a reply. */
export class TransportError extends Error {
  constructor(
    readonly reason: TransportReason,
    detail: string,
    options?: { cause?: unknown },
  ) {
    super(`${reason}: ${detail}`, options)
    this.name = 'TransportError'
  }
}
