import { runSize } from './message-section.tsx'

/**
 * Wakes a list where the focus comes so near to messages without cards that Tab may soon lead to one.
 * @returns how to stop.
 */
export function wakeAtEdge(list: HTMLElement, wake: () => void): () => void {
  const look = ({ target }: FocusEvent) => {
    const card = target instanceof Element ? target.closest('[data-message]') : null
    const beside = card?.parentElement ? [...card.parentElement.children] : []
    const at = card ? beside.indexOf(card) : 0
    const near = beside.slice(Math.max(0, at - runSize), at + runSize + 1)
    if (near.some((one) => one.hasAttribute('data-far-from'))) wake()
  }
  list.addEventListener('focusin', look)
  return () => list.removeEventListener('focusin', look)
}
