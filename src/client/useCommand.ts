import { useRef, useState } from 'react'
import type * as z from 'zod/mini'
import type { AnyAction, OutputOf } from '@/kernel/action'
import type { AppError } from '@/kernel/errors'
import { asAppError, call } from './call'
import { newClientId } from './ids'

/** What the server may have done although no answer came. */
const unanswered = new Set<string>(['unavailable', 'internal'])
/** The page shows something that is no longer so. */
const outdated = new Set<string>(['conflict', 'wrong_state', 'not_found'])

export interface Command {
  /** The action under way, or null. */
  busy: string | null
  /** Why the last one failed; stays until the next try or `clear`. */
  error: AppError | null
  /** The output, or null when it failed (see `error`). */
  run: <A extends AnyAction>(action: A, input: z.input<A['input']>) => Promise<OutputOf<A> | null>
  clear: () => void
}

/**
 * Gives commands from a page. The client id of a command is kept until its answer came, so that tapping again after a
 * lost network is the same wish and counts once. `onOutdated` runs when someone else was faster: load the page again.
 */
export function useCommand(onOutdated?: (error: AppError) => void): Command {
  const [state, setState] = useState<{ busy: string | null; error: AppError | null }>({ busy: null, error: null })
  const pending = useRef<{ wish: string; clientId: string } | null>(null)
  return {
    ...state,
    clear: () => setState({ busy: null, error: null }),
    async run(action, input) {
      const wish = JSON.stringify([action.name, input])
      const { clientId } = pending.current?.wish === wish ? pending.current : { clientId: newClientId() }
      pending.current = { wish, clientId }
      setState({ busy: action.name, error: null })
      try {
        const output = await call(action, input, { clientId })
        pending.current = null
        setState({ busy: null, error: null })
        return output
      } catch (thrown) {
        const error = asAppError(thrown)
        if (!unanswered.has(error.code)) pending.current = null
        setState({ busy: null, error })
        if (outdated.has(error.code)) onOutdated?.(error)
        return null
      }
    },
  }
}
