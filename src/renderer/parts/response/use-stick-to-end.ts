import { type RefCallback, useCallback } from 'react'

/** How near to the end counts as being there, in pixels. */
const slack = 24
const keysUp = new Set(['ArrowUp', 'PageUp', 'Home'])

/**
 * Keeps a scrolling element at its end while what is in it grows. It lets go only when the person scrolls up: that the end is
 * far may just mean that what came into sight is larger than was thought. At the end again, it holds on again. While it holds,
 * the element has the attribute `data-held`. Nothing is held where `isActive` is false.
 */
export function useStickToEnd(isActive: boolean): RefCallback<HTMLElement> {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element || !isActive) return
      const pane = element
      let holds = true
      let isLeaving = false
      let top = pane.scrollTop

      function setHolds(next: boolean) {
        holds = next
        pane.toggleAttribute('data-held', holds)
      }
      function hold() {
        if (!holds) return
        pane.scrollTop = pane.scrollHeight
        top = pane.scrollHeight - pane.clientHeight
      }
      const isAtEnd = () => pane.scrollHeight - pane.clientHeight - pane.scrollTop <= slack
      function readScroll() {
        const isUp = pane.scrollTop < top
        top = pane.scrollTop
        const isNear = isAtEnd()
        // Near the end, a way up may be that of what became smaller, and is not one back to the end.
        if (isNear === isUp) return
        // What comes into sight above pushes the first steps of a way up back down: they are no arrival at the end.
        if (isNear && isLeaving) return
        setHolds(isNear)
      }
      /** Before it scrolls: it scrolls smoothly, and to hold the end meanwhile would end that. */
      function letGo() {
        if (pane.scrollTop <= 0) return
        isLeaving = true
        setHolds(false)
      }
      function arrive() {
        isLeaving = false
      }
      /** One that ends at the end was our own, begun before the way up, or was pushed back there: the way up is not over with it. */
      function readScrollEnd() {
        if (!isAtEnd()) arrive()
      }
      function readWheel(event: WheelEvent) {
        if (event.ctrlKey) return
        if (event.deltaY < 0) letGo()
        else if (event.deltaY > 0) arrive()
      }
      /** At the key End the browser would glide to where the end was when it was pressed. */
      function readKey(event: KeyboardEvent) {
        if (event.target === pane && keysUp.has(event.key)) letGo()
        else arrive()
        if (event.key !== 'End' || event.shiftKey) return
        event.preventDefault()
        setHolds(true)
        hold()
      }

      const sizes = new ResizeObserver(hold)
      const watchChildren = () => {
        sizes.disconnect()
        for (const child of pane.children) sizes.observe(child)
      }
      const changes = new MutationObserver(watchChildren)
      changes.observe(pane, { childList: true })
      watchChildren()
      setHolds(true)
      pane.addEventListener('scroll', readScroll, { passive: true })
      pane.addEventListener('scrollend', readScrollEnd)
      pane.addEventListener('pointerdown', arrive)
      pane.addEventListener('wheel', readWheel, { passive: true })
      pane.addEventListener('keydown', readKey)
      return () => {
        sizes.disconnect()
        changes.disconnect()
        pane.removeEventListener('scroll', readScroll)
        pane.removeEventListener('scrollend', readScrollEnd)
        pane.removeEventListener('pointerdown', arrive)
        pane.removeEventListener('wheel', readWheel)
        pane.removeEventListener('keydown', readKey)
        pane.removeAttribute('data-held')
        // What came last is laid out after this.
        if (holds) requestAnimationFrame(() => pane.scrollTo({ top: pane.scrollHeight }))
      }
    },
    [isActive],
  )
}
