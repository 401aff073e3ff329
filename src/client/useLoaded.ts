import { useDidShow } from '@tarojs/taro'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '@/kernel/errors'
import { storage } from '@/platform/storage'
import { asAppError } from './call'
import { useOwnerKey } from './session'

/** Newest kept answers a person's device holds; the oldest goes first. */
const keptAnswers = 40

const remember = (key: string, data: unknown): void => {
  const listed = storage.get('cache')
  const keys = Array.isArray(listed)
    ? listed.filter((one): one is string => typeof one === 'string' && one !== key)
    : []
  for (const old of keys.splice(0, Math.max(0, keys.length + 1 - keptAnswers))) storage.remove(`cache.${old}`)
  try {
    storage.set(`cache.${key}`, data)
    storage.set('cache', [...keys, key])
  } catch (error) {
    // A full device only loses the head start of the next visit.
    console.warn('cache', error)
  }
}

export interface Loaded<Data> {
  /** Last known at once, then fresh; null before the first answer ever. */
  data: Data | null
  /** Why the newest attempt failed; `data` may still hold what was known. */
  error: AppError | null
  /** An answer is on its way. */
  loading: boolean
  /** Asks again; resolves when answered, never throws. */
  refetch: () => Promise<void>
  /** Puts in an answer a write just returned. */
  set: (data: Data) => void
}

/**
 * Reads something for a page: what this person saw last at once, then fresh from the server, and again whenever the
 * page is shown. `key` names what is read, with everything it depends on; null waits. Call it from a page.
 */
export function useLoaded<Data>(key: string | null, read: () => Promise<Data>): Loaded<Data> {
  const owner = useOwnerKey()
  const full = key === null ? null : `${owner}.${key}`
  const [state, setState] = useState<{
    key: string | null
    data: Data | null
    error: AppError | null
    loading: boolean
  }>(() => ({ key: null, data: null, error: null, loading: full !== null }))
  const reader = useRef(read)
  reader.current = read
  const turn = useRef(0)
  const askedAt = useRef(0)

  const refetch = useCallback(async () => {
    if (full === null) return
    turn.current += 1
    const mine = turn.current
    askedAt.current = Date.now()
    setState((now) => (now.key === full ? { ...now, loading: true } : { ...start<Data>(full), loading: true }))
    try {
      const data = await reader.current()
      if (mine !== turn.current) return
      remember(full, data)
      setState({ key: full, data, error: null, loading: false })
    } catch (error) {
      if (mine === turn.current) setState((now) => ({ ...now, error: asAppError(error), loading: false }))
    }
  }, [full])

  useEffect(() => {
    void refetch()
    return () => {
      turn.current += 1
    }
  }, [refetch])

  // The first showing comes with mounting, which has just asked.
  useDidShow(() => {
    if (Date.now() - askedAt.current > 1000) void refetch()
  })

  const set = useCallback(
    (data: Data) => {
      if (full === null) return
      turn.current += 1
      remember(full, data)
      setState({ key: full, data, error: null, loading: false })
    },
    [full],
  )

  // Until the effect has run for a new key, show what is known of that key, never the old key's answer.
  const now = state.key === full ? state : { ...start<Data>(full), loading: full !== null }
  return { data: now.data, error: now.error, loading: now.loading, refetch, set }
}

/** What was kept comes from our own earlier answer, parsed then against the contract. */
function start<Data>(key: string | null): { key: string | null; data: Data | null; error: null } {
  const kept = key === null ? undefined : (storage.get(`cache.${key}`) as Data | undefined)
  return { key, data: kept ?? null, error: null }
}
