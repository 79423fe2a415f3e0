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
      { rootMargin: `${marginPx}px` },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [element, wasNear, marginPx])
  return wasNear
}
