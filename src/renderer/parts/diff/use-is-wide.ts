import { useLayoutEffect, useState } from 'react'

/** Whether the element is at least so many pixels wide, now and whenever that changes; `null` until it was measured. */
export function useIsWide(element: HTMLElement | null, fromPx: number): boolean | null {
  const [isWide, setIsWide] = useState<boolean | null>(null)
  useLayoutEffect(() => {
    if (!element) return
    const measure = () => setIsWide(element.clientWidth >= fromPx)
    const observer = new ResizeObserver(measure)
    measure()
    observer.observe(element)
    return () => observer.disconnect()
  }, [element, fromPx])
  return isWide
}
