import { useRef, useState } from 'react'
import type { AppError } from '@/kernel/errors'
import { asAppError } from './call'
import { type Loaded, useLoaded } from './useLoaded'

export interface Page<Row> {
  items: Row[]
  next?: string | undefined
}

export interface Paged<Row> extends Loaded<Page<Row>> {
  /** There is an older page. */
  hasMore: boolean
  loadingMore: boolean
  moreError: AppError | null
  /** Appends the next page; does nothing while one is on its way. */
  more: () => Promise<void>
}

/**
 * A list read page by page by cursor. Coming back to the page reads again as many pages as were open, so that the list
 * neither jumps nor shows what is over. `key` as in `useLoaded`.
 */
export function usePaged<Row>(key: string | null, read: (cursor?: string) => Promise<Page<Row>>): Paged<Row> {
  const depth = useRef({ key, pages: 1 })
  if (depth.current.key !== key) depth.current = { key, pages: 1 }
  const [{ loadingMore, moreError }, setMore] = useState<{ loadingMore: boolean; moreError: AppError | null }>({
    loadingMore: false,
    moreError: null,
  })

  const loaded = useLoaded<Page<Row>>(key, async () => {
    const items: Row[] = []
    let next: string | undefined
    for (let page = 0; page < depth.current.pages; page += 1) {
      const one: Page<Row> = await read(next)
      items.push(...one.items)
      next = one.next
      if (next === undefined) break
    }
    return { items, next }
  })

  const more = async () => {
    const before = loaded.data
    if (!before?.next || loadingMore) return
    setMore({ loadingMore: true, moreError: null })
    try {
      const one = await read(before.next)
      depth.current.pages += 1
      loaded.set({ items: [...before.items, ...one.items], next: one.next })
      setMore({ loadingMore: false, moreError: null })
    } catch (error) {
      setMore({ loadingMore: false, moreError: asAppError(error) })
    }
  }

  return { ...loaded, hasMore: loaded.data?.next !== undefined, loadingMore, moreError, more }
}
