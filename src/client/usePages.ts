import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '@/kernel/errors'
import { asAppError } from './call'
import { useLoaded } from './useLoaded'

export interface Page<Row> {
  items: Row[]
  next?: string | undefined
}

export interface Pages<Row> {
  /** Every row fetched so far; null before the first answer ever. */
  rows: readonly Row[] | null
  error: AppError | null
  loading: boolean
  /** There is another page. */
  more: boolean
  loadingMore: boolean
  loadMore: () => void
  /** Reads again what is shown; resolves when the first page is here. */
  refetch: () => Promise<void>
}

/** The pages after the first, and the first page they were read after. */
interface Tail<Row> {
  of: Page<Row>
  pages: Page<Row>[]
}

/**
 * A list by cursor: the first page as `useLoaded` gives it (last known at once, then fresh), further ones appended on
 * request. When the first page is read again the further ones are too, so the list keeps its length and its place.
 * `key` names the list with everything it depends on; null waits.
 */
export function usePages<Row>(
  key: string | null,
  read: (cursor: string | undefined) => Promise<Page<Row>>,
  idOf: (row: Row) => string,
): Pages<Row> {
  const first = useLoaded<Page<Row>>(key, () => read(undefined))
  const [tail, setTail] = useState<Tail<Row> | null>(null)
  const [state, setState] = useState<{ key: string | null; loading: boolean; error: AppError | null }>({
    key,
    loading: false,
    error: null,
  })
  const reader = useRef(read)
  reader.current = read
  const shown = useRef(first.data)
  shown.current = first.data

  const fetchTail = useCallback(
    async (of: Page<Row>, kept: Page<Row>[], count: number) => {
      setState({ key, loading: true, error: null })
      try {
        const pages = [...kept]
        let next = (pages.at(-1) ?? of).next
        while (pages.length < count && next !== undefined) {
          const page = await reader.current(next)
          pages.push(page)
          next = page.next
        }
        if (shown.current === of) setTail({ of, pages })
        setState({ key, loading: false, error: null })
      } catch (thrown) {
        setState({ key, loading: false, error: asAppError(thrown) })
      }
    },
    [key],
  )

  const of = first.data
  // Rows may have moved across the seam, but until the pages are read again they are better than a shorter list.
  const pages = tail && of && (tail.of === of || tail.of.next === of.next) ? tail.pages : []
  const outdated = tail !== null && of !== null && pages.length > 0 && tail.of !== of
  const count = pages.length
  useEffect(() => {
    if (outdated && of) void fetchTail(of, [], count)
  }, [outdated, of, count, fetchTail])

  const next = (pages.at(-1) ?? of)?.next
  const own = state.key === key ? state : null
  const all = of ? [of, ...pages].flatMap(({ items }) => items) : null
  return {
    rows: all && [...new Map(all.map((row) => [idOf(row), row])).values()],
    error: own?.error ?? first.error,
    loading: first.loading,
    more: next !== undefined,
    loadingMore: own?.loading ?? false,
    loadMore: () => {
      if (of && next !== undefined && !own?.loading) void fetchTail(of, pages, count + 1)
    },
    refetch: first.refetch,
  }
}
