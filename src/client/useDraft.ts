import { useCallback, useState } from 'react'
import { storage } from '@/platform/storage'
import { ownerKey } from './session'

/**
 * A form's values, kept on this device under `key` until `clear`: what was typed survives a lost network, a call, a
 * killed app. Fields a newer version added come from `initial`.
 */
export function useDraft<Values extends object>(
  key: string,
  initial: Values,
): [values: Values, patch: (part: Partial<Values>) => void, clear: () => void] {
  const [place] = useState(() => `draft.${ownerKey()}.${key}`)
  const [values, setValues] = useState<Values>(() => {
    const kept = storage.get(place)
    return typeof kept === 'object' && kept !== null ? { ...initial, ...kept } : initial
  })
  const patch = useCallback(
    (part: Partial<Values>) =>
      setValues((before) => {
        const after = { ...before, ...part }
        storage.set(place, after)
        return after
      }),
    [place],
  )
  const clear = useCallback(() => {
    storage.remove(place)
    setValues(initial)
  }, [place, initial])
  return [values, patch, clear]
}
