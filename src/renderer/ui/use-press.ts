import { useRef } from 'react'

/** For what stands in for a part: replaced between the press of a pointer on it and the letting go, it would lose the click. */
export function usePress() {
  const press = useRef<Promise<void>>(null)
  return {
    /** Resolves once nothing is pressed on it, at once where nothing is. */
    isOver: async () => {
      await press.current
    },
    onPointerDown: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      const end = new AbortController()
      const letGo = () => {
        end.abort()
        // Behind the click, which comes with this very event.
        setTimeout(resolve)
      }
      for (const event of ['pointerup', 'pointercancel'])
        window.addEventListener(event, letGo, { capture: true, signal: end.signal })
      press.current = promise
    },
  }
}
