// From one part of the window to the next by a key, without a stop at every control in between.
import { useLayoutEffect, useRef } from 'react'
import { useKeymap } from '../../parts/keymap/use-keymap.tsx'

const paneSelector = '[data-pane]'
const controls = 'a[href], button, input, select, textarea, [contenteditable="true"], [tabindex]'

/** Moves the focus to where it was last in the next or the previous pane; at first to its text, or else its first control. */
export function usePaneKeys(): void {
  const lastIn = useRef(new WeakMap<Element, HTMLElement>())
  useLayoutEffect(() => {
    const note = ({ target }: FocusEvent) => {
      const pane = target instanceof HTMLElement && target.closest(paneSelector)
      if (pane) lastIn.current.set(pane, target)
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [])

  function move(step: 1 | -1) {
    const panes = [...document.querySelectorAll(paneSelector)].filter(isSeen)
    const here = panes.findIndex((pane) => pane.contains(document.activeElement))
    const from = here < 0 && step < 0 ? 0 : here
    for (let count = 1; count <= panes.length; count += 1) {
      const pane = panes[(from + step * count + panes.length * count) % panes.length]
      const target = pane && startOf(pane, lastIn.current.get(pane))
      if (target) return target.focus()
    }
  }
  useKeymap({ nextPane: () => move(1), previousPane: () => move(-1) })
}

function startOf(pane: Element, last: HTMLElement | undefined): HTMLElement | undefined {
  if (last && pane.contains(last) && canHaveFocus(last)) return last
  const inPane = [...pane.querySelectorAll<HTMLElement>(controls)].filter(canHaveFocus)
  return inPane.find((element) => element.matches('textarea, [role="textbox"]')) ?? inPane[0]
}

const canHaveFocus = (element: HTMLElement) => element.tabIndex >= 0 && !element.matches(':disabled') && isSeen(element)

const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true })
