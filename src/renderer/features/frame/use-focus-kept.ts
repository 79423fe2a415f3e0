// What has the focus may go away with what it belonged to: a tab that is closed, a view that is left, a wait that is over. The
// browser then has it nowhere, and whoever works by keyboard would begin again at the top of the window.
import { type RefObject, useLayoutEffect } from 'react'

/** What has, or had, the focus in a pane. */
type Place = { pane: HTMLElement; element: HTMLElement }

/**
 * Gives the focus that would be lost to the pane that it was in; where that is gone as well, back to where it was before. Whoever
 * gives it to something else at once has it there. So it is where a dialog closes whose opener is gone.
 */
export function useFocusKept(area: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const { current } = area
    if (!current) return
    /** One for each pane, the last one at the end. */
    let trail: Place[] = []
    let isInArea = false
    /** What has, or had, the focus beside the area: in a dialog, a menu. */
    let beside: HTMLElement | null = null
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return
      beside = current.contains(target) ? null : target
      const pane = current.contains(target) && target.closest<HTMLElement>('[data-pane]')
      isInArea = false
      if (!pane || pane === target) return
      isInArea = true
      trail = [...trail.filter((other) => other.pane !== pane && other.pane.isConnected), { pane, element: target }]
    }
    const keep = () => {
      const last = trail.at(-1)
      if (!isInArea || !last || last.element.isConnected || document.activeElement !== document.body) return
      isInArea = false
      if (last.pane.isConnected) return focusPane(last.pane)
      const before = trail.findLast(({ pane }) => pane.isConnected)
      if (before?.element.isConnected) return before.element.focus()
      const pane = before?.pane ?? current.querySelector<HTMLElement>('[data-pane]')
      if (pane) focusPane(pane)
    }
    // Who closes a dialog gives the focus back a moment after it is gone.
    const keepBeside = () =>
      requestAnimationFrame(() => {
        if (!beside || beside.isConnected || document.activeElement !== document.body) return
        beside = null
        const last = trail.at(-1)
        if (last?.element.isConnected) return last.element.focus()
        isInArea = true
        keep()
      })
    const observer = new MutationObserver(keep)
    observer.observe(current, { childList: true, subtree: true })
    const besideObserver = new MutationObserver(keepBeside)
    besideObserver.observe(document.body, { childList: true })
    document.addEventListener('focusin', note)
    return () => {
      observer.disconnect()
      besideObserver.disconnect()
      document.removeEventListener('focusin', note)
    }
  }, [area])
}

/** The pane itself takes no clicks as a focus, so it can have it for this once only. */
function focusPane(pane: HTMLElement): void {
  pane.tabIndex = -1
  pane.addEventListener('blur', () => pane.removeAttribute('tabindex'), { once: true })
  pane.focus({ preventScroll: true })
}
