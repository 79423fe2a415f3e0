import { useEffect, useState } from 'react'

/** Whether the element is, or ever was, within this many pixels of the visible part of the page. */
export function useWasNear(element: Element | null, marginPx: number): boolean {
  const [wasNear, setWasNear] = useState(false)
  useEffect(() => {
    if (!element || wasNear) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setWasNear(true)
      },
      // A root margin alone ends at the list that scrolls around the element.
      { rootMargin: `${marginPx}px`, scrollMargin: `${marginPx}px` },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [element, wasNear, marginPx])
  return wasNear
}
