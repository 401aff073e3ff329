import { useState } from 'react'
import type * as z from 'zod/mini'
import type { AnyAction, OutputOf } from '@/kernel/action'
import type { AppError } from '@/kernel/errors'
import { asAppError } from './call'
import { type SubmitOptions, submit } from './sending'

/** Someone else was faster, or the form is older than the case. */
const outdated = new Set<string>(['conflict', 'wrong_state', 'not_found'])

export type Sent<A extends AnyAction> = { state: 'sent'; data: OutputOf<A> } | { state: 'waiting' }

export interface Submission {
  busy: boolean
  /** Kept on this device, to be sent when the network is back. */
  waiting: boolean
  /** Why the server refused; what was typed stays. */
  error: AppError | null
  /** Null when it was refused (see `error`). */
  send: <A extends AnyAction>(
    action: A,
    input: z.input<A['input']> & Record<string, unknown>,
    options: SubmitOptions,
  ) => Promise<Sent<A> | null>
}

/** A form whose submission survives a missing network (`submit` of sending.ts). `onOutdated`: load the page again. */
export function useSubmission(onOutdated?: () => void): Submission {
  const [state, setState] = useState<Pick<Submission, 'busy' | 'waiting' | 'error'>>({
    busy: false,
    waiting: false,
    error: null,
  })
  return {
    ...state,
    async send(action, input, options) {
      setState({ busy: true, waiting: false, error: null })
      try {
        const done = await submit(action, input, options)
        setState({ busy: false, waiting: done.state === 'waiting', error: null })
        return done.state === 'sent' ? done : { state: 'waiting' }
      } catch (thrown) {
        const error = asAppError(thrown)
        setState({ busy: false, waiting: false, error })
        if (outdated.has(error.code)) onOutdated?.()
        return null
      }
    },
  }
}
