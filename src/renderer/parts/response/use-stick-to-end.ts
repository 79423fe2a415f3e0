import { type RefCallback, useCallback } from 'react'

/** How near to the end counts as being there, in pixels. */
const slack = 24

/**
 * Keeps a scrolling element at its end while what is in it grows, until the person scrolls up; at the end again, it holds
 * on again. Put it on the scrolling element; what grows is its first child. Nothing is held where `isActive` is false.
 */
export function useStickToEnd(isActive: boolean): RefCallback<HTMLElement> {
  return useCallback(
    (element: HTMLElement | null) => {
      const content = element?.firstElementChild
      if (!element || !content || !isActive) return
      let isAtEnd = element.scrollHeight - element.clientHeight - element.scrollTop <= slack
      const onScroll = () => {
        isAtEnd = element.scrollHeight - element.clientHeight - element.scrollTop <= slack
      }
      const observer = new ResizeObserver(() => {
        if (isAtEnd) element.scrollTop = element.scrollHeight
      })
      observer.observe(content)
      element.addEventListener('scroll', onScroll, { passive: true })
      return () => {
        observer.disconnect()
        element.removeEventListener('scroll', onScroll)
        // What came last is laid out after this.
        if (isAtEnd) requestAnimationFrame(() => element.scrollTo({ top: element.scrollHeight }))
      }
    },
    [isActive],
  )
}
