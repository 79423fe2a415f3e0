import { useLayoutEffect, useState } from 'react'

/** Whether the element is lower than so many pixels, now and whenever that changes. */
export function useIsLower(element: HTMLElement | null, thanPx: number): boolean {
  const [isLower, setIsLower] = useState(false)
  useLayoutEffect(() => {
    if (!element) return
    const measure = () => setIsLower(element.clientHeight < thanPx)
    const observer = new ResizeObserver(measure)
    measure()
    observer.observe(element)
    return () => observer.disconnect()
  }, [element, thanPx])
  return isLower
}
