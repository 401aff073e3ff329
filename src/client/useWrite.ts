import { useCallback, useRef, useState } from 'react'
import type * as z from 'zod/mini'
import type { AnyAction, OutputOf } from '@/kernel/action'
import type { AppError } from '@/kernel/errors'
import { asAppError, call } from './call'
import { newClientId } from './ids'

/** Failures after which nobody knows whether the write happened; trying again must be the same wish. */
const unanswered = new Set<string>(['unavailable', 'internal'])

export interface Write {
  busy: boolean
  error: AppError | null
  /** Gives the command; null when it failed, and then `error` says why. While one is under way it does nothing. */
  run: <A extends AnyAction>(action: A, input: z.input<A['input']>) => Promise<OutputOf<A> | null>
  clear: () => void
}

/**
 * One write a person gives from a button. The same input tried again after a lost reply goes out under the same client
 * id, so it is done once. `onRefused` is told of a refusal, e.g. to reload what the person is looking at.
 */
export function useWrite(onRefused?: (error: AppError) => void): Write {
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const wish = useRef<{ is: string; clientId: string } | null>(null)
  const flying = useRef(false)
  const refused = useRef(onRefused)
  refused.current = onRefused

  const run = useCallback(
    async <A extends AnyAction>(action: A, input: z.input<A['input']>): Promise<OutputOf<A> | null> => {
      if (flying.current) return null
      flying.current = true
      const is = JSON.stringify([action.name, input])
      if (wish.current?.is !== is) wish.current = { is, clientId: newClientId() }
      setBusy(true)
      setError(null)
      try {
        const output = await call(action, input, { clientId: wish.current.clientId })
        wish.current = null
        return output
      } catch (thrown) {
        const failure = asAppError(thrown)
        if (!unanswered.has(failure.code)) wish.current = null
        setError(failure)
        refused.current?.(failure)
        return null
      } finally {
        flying.current = false
        setBusy(false)
      }
    },
    [],
  )
  const clear = useCallback(() => setError(null), [])
  return { busy, error, run, clear }
}
