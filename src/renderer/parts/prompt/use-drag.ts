import { type RefObject, useEffect } from 'react'
import { whenRested } from '../../ui/when-rested.ts'

// Nobody drags at first sight: it is loaded behind the first screen.
const load = () => whenRested().then(() => import('./drag-messages.ts'))

/** Has a handle drag the card of this message. */
export function useDragHandle(handle: RefObject<HTMLElement | null>, id: string): void {
  useEffect(() => whileThere(handle, ({ dragByHandle }, element) => dragByHandle(element, id)), [handle, id])
}

/** Lets messages be dropped between the cards of a list. `move` must stay the same function. */
export function useDrops(list: RefObject<HTMLElement | null>, move: (id: string, index: number) => void): void {
  useEffect(() => whileThere(list, ({ takeDrops }, element) => takeDrops(element, move)), [list, move])
}

type DragModule = Awaited<ReturnType<typeof load>>

/** Attaches to the element once the module is there, unless it is too late; returns how to detach. */
function whileThere(
  ref: RefObject<HTMLElement | null>,
  attach: (module: DragModule, element: HTMLElement) => () => void,
): () => void {
  let detach: (() => void) | null = null
  let isGone = false
  load().then(
    (module) => {
      if (ref.current && !isGone) detach = attach(module, ref.current)
    },
    // Without it nothing can be dragged; the arrow keys still move messages.
    () => {},
  )
  return () => {
    isGone = true
    detach?.()
  }
}
