import { type RefObject, useEffect } from 'react'
import type { RowKind } from './drag-rows.ts'
import { whenRested } from './when-rested.ts'

// Nobody drags at first sight: it is loaded behind the first screen. Rows that come later are dragged from the first moment on.
let loaded: DragModule | null = null
async function load(): Promise<DragModule> {
  await whenRested()
  loaded ??= await import('./drag-rows.ts')
  return loaded
}

/** Has a handle drag its row: the nearest element around it with `data-<kind>`. */
export function useDragHandle(handle: RefObject<HTMLElement | null>, kind: RowKind, id: string): void {
  useEffect(
    () => whileThere(handle, ({ dragByHandle }, element) => dragByHandle(element, kind, id)),
    [handle, kind, id],
  )
}

/** Lets rows be dropped between those of a list: see `takeDrops`. `move` and `order` must stay the same functions. */
export function useDrops(
  list: RefObject<HTMLElement | null>,
  kind: RowKind,
  move: (id: string, index: number) => void,
  order?: () => readonly string[],
): void {
  useEffect(
    () => whileThere(list, ({ takeDrops }, element) => takeDrops(element, kind, move, order)),
    [list, kind, move, order],
  )
}

/** Lets rows be dropped into a place. `take` must stay the same function. */
export function useDropInto(place: RefObject<HTMLElement | null>, kind: RowKind, take: (id: string) => void): void {
  useEffect(() => whileThere(place, ({ takeInto }, element) => takeInto(element, kind, take)), [place, kind, take])
}

type DragModule = typeof import('./drag-rows.ts')

/** Attaches to the element once the module is there, unless it is too late; returns how to detach. */
function whileThere(
  ref: RefObject<HTMLElement | null>,
  attach: (module: DragModule, element: HTMLElement) => () => void,
): () => void {
  let detach: (() => void) | null = null
  let isGone = false
  const begin = (module: DragModule) => {
    if (ref.current && !isGone) detach = attach(module, ref.current)
  }
  if (loaded) begin(loaded)
  else
    load().then(
      begin,
      // Without it nothing can be dragged; the keys still move rows.
      () => {},
    )
  return () => {
    isGone = true
    detach?.()
  }
}
