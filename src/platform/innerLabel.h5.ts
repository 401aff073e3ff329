import { type RefObject, useEffect, useRef } from 'react'

/**
 * In the browser Taro's fields are custom elements around the real one, and a label on the outside is not read: this
 * ref, put on the field, gives the label to the inside.
 */
export function useInnerLabel(label: string): RefObject<HTMLElement> {
  const host = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = host.current
    if (!element) return
    const give = (): boolean => {
      const inner = element.querySelector('input, textarea')
      inner?.setAttribute('aria-label', label)
      return inner !== null
    }
    if (give()) return
    // The real field is drawn some time after its host, and nothing tells when.
    const watcher = new MutationObserver(() => {
      if (give()) watcher.disconnect()
    })
    watcher.observe(element, { childList: true, subtree: true })
    return () => watcher.disconnect()
  }, [label])
  return host
}
