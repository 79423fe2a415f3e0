import { createContext, type RefObject, useContext, useLayoutEffect, useRef } from 'react'
import { AppError } from '#shared/app-error'
import { isNear as isWithin } from '../text/use-was-near.ts'

export type Distances = {
  /** Pixels from the visible part of the page within which an element is near. */
  nearPx: number
  /** The same until the list wakes. */
  calmPx: number
  /** Pixels beyond which one that was near is far again; `null` for never. */
  farPx: number | null
}

type Margins = {
  /** Pixels around the visible part of the page. */
  px: number
  /** The same until the list wakes. */
  calmPx: number
}
type Tell = (isWithin: boolean, width: number) => void

/**
 * Watches many elements with few observers: to make one for each takes longer than to find out what is near. It is calm until it is
 * woken, or something is scrolled: what is not on the screen is not needed before.
 */
export type NearnessWatch = {
  isCalm: () => boolean
  wake: () => void
  /**
   * Tells with the frame after which the element is, or no longer is, so near to the visible part of the page.
   * @returns how to end that.
   */
  watch: (element: Element, margins: Margins, tell: Tell) => () => void
  /** Tells of each jump of the page, before anything is drawn. */
  onJump: (look: () => void) => () => void
}

export function createNearnessWatch(): NearnessWatch {
  const observers = new Map<number, IntersectionObserver>()
  const watched = new Map<Element, { margins: Margins; tell: Tell }>()
  const looks = new Set<() => void>()
  let isCalm = true

  function observerWith(marginPx: number): IntersectionObserver {
    const known = observers.get(marginPx)
    if (known) return known
    const observer = new IntersectionObserver(
      (entries) => {
        // The last entry of an element says what it is now; what the others set off may have taken the element away.
        const newest = new Map(entries.map((entry) => [entry.target, entry]))
        for (const [element, { isIntersecting, boundingClientRect }] of newest)
          watched.get(element)?.tell(isIntersecting, boundingClientRect.width)
      },
      // A root margin alone ends at the list that scrolls around the element.
      { rootMargin: `${marginPx}px`, scrollMargin: `${marginPx}px` },
    )
    observers.set(marginPx, observer)
    return observer
  }

  function wake() {
    if (!isCalm) return
    isCalm = false
    for (const [element, { margins }] of watched) {
      if (margins.px === margins.calmPx) continue
      observerWith(margins.calmPx).unobserve(element)
      observerWith(margins.px).observe(element)
    }
  }
  const lookAll = () => {
    for (const look of looks) look()
    wake()
  }

  return {
    isCalm: () => isCalm,
    wake,
    watch: (element, margins, tell) => {
      watched.set(element, { margins, tell })
      observerWith(isCalm ? margins.calmPx : margins.px).observe(element)
      return () => {
        watched.delete(element)
        observerWith(isCalm ? margins.calmPx : margins.px).unobserve(element)
      }
    },
    onJump: (look) => {
      if (looks.size === 0) document.addEventListener('scroll', lookAll, { capture: true, passive: true })
      looks.add(look)
      return () => {
        looks.delete(look)
        if (looks.size === 0) document.removeEventListener('scroll', lookAll, { capture: true })
      }
    },
  }
}

/** The watch that the parts of one list share. */
export const NearnessContext = createContext<NearnessWatch | null>(null)

/**
 * Tells when an element comes near to the visible part of the page, or is far from it again; not while somebody works in it,
 * and not while it is hidden.
 * @param turn Told what it is now, and whether it was drawn already: what is near at first sight is told before that.
 */
export function useNearness(
  element: RefObject<HTMLElement | null>,
  isNear: boolean,
  { nearPx, calmPx, farPx }: Distances,
  turn: (isNear: boolean, wasDrawn: boolean) => void,
): void {
  const watch = useContext(NearnessContext)
  if (!watch) throw new AppError('unexpected', 'A part of a long list stands outside of it.')
  const newest = useRef(turn)
  useLayoutEffect(() => {
    newest.current = turn
  })
  useLayoutEffect(() => {
    const place = element.current
    const px = isNear ? farPx : nearPx
    if (!place || px === null) return
    if (!isNear && isWithin(place, watch.isCalm() ? calmPx : px)) return newest.current(true, false)
    const unwatch = watch.watch(place, { px, calmPx: isNear ? px : calmPx }, (isNearNow, width) => {
      if (isNearNow === isNear || width === 0) return
      if (isNear && isInUse(place)) return
      newest.current(isNearNow, true)
    })
    // An observer tells a frame too late of what a jump brings into sight.
    const endLook = isNear ? null : watch.onJump(() => isWithin(place, 0) && newest.current(true, true))
    return () => {
      unwatch()
      endLook?.()
    }
  }, [watch, element, isNear, nearPx, calmPx, farPx])
}

function isInUse(place: HTMLElement): boolean {
  return place.contains(document.activeElement) || place.querySelector('[data-dragged]') !== null
}
