import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether the element is, or ever was, within this many pixels of the visible part of the page. */
export function useWasNear(element: RefObject<Element | null>, marginPx: number): boolean {
  const [wasNear, setWasNear] = useState(false)
  useLayoutEffect(() => {
    if (!element.current || wasNear) return
    // What is at first sight is known before anything is drawn: an observer tells a frame later.
    if (isNear(element.current, marginPx)) return setWasNear(true)
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setWasNear(true)
      },
      // A root margin alone ends at the list that scrolls around the element.
      { rootMargin: `${marginPx}px`, scrollMargin: `${marginPx}px` },
    )
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element, wasNear, marginPx])
  return wasNear
}

/** Whether an element that is shown is within this many pixels of the window. */
export function isNear(element: Element, marginPx: number): boolean {
  const { top, bottom, width } = element.getBoundingClientRect()
  return width > 0 && bottom > -marginPx && top < window.innerHeight + marginPx
}
