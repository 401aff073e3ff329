import { type RefObject, useEffect, useRef } from 'react'

interface Host extends HTMLElement {
  componentOnReady?: () => Promise<unknown>
}

/**
 * In the browser Taro's fields are custom elements around the real one, and a label on the outside is not read: this
 * ref, put on the field, gives the label to the inside.
 */
export function useInnerLabel(label: string): RefObject<HTMLElement> {
  const host = useRef<Host>(null)
  useEffect(() => {
    const element = host.current
    if (!element) return
    let here = true
    void Promise.resolve(element.componentOnReady?.()).then(() => {
      if (here) element.querySelector('input, textarea')?.setAttribute('aria-label', label)
    })
    return () => {
      here = false
    }
  }, [label])
  return host
}
