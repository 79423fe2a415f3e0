import { type RefCallback, useCallback, useState } from 'react'

/** Whether an element is lower than so many pixels, now and whenever that changes; and what makes an element that one. */
export function useIsLower(thanPx: number): [isLower: boolean, ref: RefCallback<HTMLElement>] {
  const [isLower, setIsLower] = useState(false)
  const watch = useCallback(
    (element: HTMLElement) => {
      const measure = () => setIsLower(element.clientHeight < thanPx)
      const observer = new ResizeObserver(measure)
      measure()
      observer.observe(element)
      return () => observer.disconnect()
    },
    [thanPx],
  )
  return [isLower, watch]
}
