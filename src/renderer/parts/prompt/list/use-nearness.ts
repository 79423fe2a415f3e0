import { type RefObject, useLayoutEffect, useRef } from 'react'
import { isNear as isWithin } from '../use-was-near.ts'

export type Distances = {
  /** Pixels from the visible part of the page within which an element is near. */
  nearPx: number
  /** Pixels beyond which one that was near is far again; `null` for never. */
  farPx: number | null
}

/**
 * Tells when an element comes near to the visible part of the page, or is far from it again; not while somebody works in it,
 * and not while it is hidden.
 * @param turn Told what it is now, and whether it was drawn already: what is near at first sight is told before that.
 */
export function useNearness(
  element: RefObject<HTMLElement | null>,
  isNear: boolean,
  { nearPx, farPx }: Distances,
  turn: (isNear: boolean, wasDrawn: boolean) => void,
): void {
  const newest = useRef(turn)
  useLayoutEffect(() => {
    newest.current = turn
  })
  useLayoutEffect(() => {
    const place = element.current
    const marginPx = isNear ? farPx : nearPx
    if (!place || marginPx === null) return
    if (!isNear && isWithin(place, marginPx)) return newest.current(true, false)
    const observer = new IntersectionObserver(
      (entries) => {
        const { isIntersecting = isNear, boundingClientRect } = entries.at(-1) ?? {}
        if (isIntersecting === isNear || boundingClientRect?.width === 0) return
        if (isNear && isInUse(place)) return
        newest.current(isIntersecting, true)
      },
      // A root margin alone ends at the list that scrolls around the element.
      { rootMargin: `${marginPx}px`, scrollMargin: `${marginPx}px` },
    )
    observer.observe(place)
    // An observer tells a frame too late of what a jump brings into sight.
    const look = () => !isNear && isWithin(place, 0) && newest.current(true, true)
    document.addEventListener('scroll', look, { capture: true, passive: true })
    return () => {
      observer.disconnect()
      document.removeEventListener('scroll', look, { capture: true })
    }
  }, [element, isNear, nearPx, farPx])
}

function isInUse(place: HTMLElement): boolean {
  return place.contains(document.activeElement) || place.querySelector('[data-dragged]') !== null
}
