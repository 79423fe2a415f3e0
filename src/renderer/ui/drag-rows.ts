// Rows of a list are dragged with the browser's own drag and drop. A row is the element with `data-<kind>` and its id there:
// `data-message`. The list as a whole is what rows are dropped on, and only rows that are near need handles, so that a list
// of thousands drags like one of three. Nothing renders while it lasts.
import './drag-rows.css'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import type { Input } from '@atlaskit/pragmatic-drag-and-drop/types'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { attachClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge'
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge'

/** What is dragged, such as `message`: rows of one kind are never dropped into a list of another. */
export type RowKind = 'prompt' | 'tab' | 'message' | 'preset' | 'tool'

const selectorOf = (kind: RowKind) => `[data-${kind}]`
/** A taller row is dragged by the picture of its header: a picture of megabytes of text would take long to make. */
const largestPicturePx = 320

/** Has the handle drag its row. Returns how to end that. */
export function dragByHandle(handle: HTMLElement, kind: RowKind, id: string): () => void {
  const row = () => handle.closest<HTMLElement>(selectorOf(kind))
  return draggable({
    element: handle,
    getInitialData: () => ({ kind, id }),
    onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
      const header = handle.parentElement
      const picture = (row()?.offsetHeight ?? 0) > largestPicturePx ? header : row()
      if (!picture) return
      const { left, top } = picture.getBoundingClientRect()
      const { clientX, clientY } = location.initial.input
      nativeSetDragImage?.(picture, clientX - left, clientY - top)
    },
    onDragStart: () => row()?.setAttribute('data-dragged', ''),
    onDrop: () => row()?.removeAttribute('data-dragged'),
  })
}

/**
 * Lets rows be dropped between the rows of the list, marks where with `data-drop`, and scrolls at the list's edges.
 * @param move Told which row was dropped, and its place counted once it was taken out. Returns how to end all that.
 * @param order All ids in their order, where not every row is in the page.
 */
export function takeDrops(
  list: HTMLElement,
  kind: RowKind,
  move: (id: string, index: number) => void,
  order: () => readonly (string | undefined)[] = () => rowsIn(list, kind).map((row) => row.dataset[kind]),
): () => void {
  let marked: HTMLElement | null = null

  function mark(row: HTMLElement | null, side: 'before' | 'after') {
    if (marked !== row) marked?.removeAttribute('data-drop')
    marked = row
    marked?.setAttribute('data-drop', side)
  }
  function follow(input: Input) {
    const row = rowAt(list, kind, input)
    if (!row) return
    const [before, after] = isAcross(kind) ? (['left', 'right'] as const) : (['top', 'bottom'] as const)
    const data = attachClosestEdge({}, { element: row, input, allowedEdges: [before, after] })
    mark(row, extractClosestEdge(data) === before ? 'before' : 'after')
  }
  function drop(id: unknown) {
    const landing = marked
    const side = landing?.dataset.drop
    mark(null, 'before')
    if (!landing || typeof id !== 'string') return
    const others = order().filter((other) => other !== id)
    const place = others.indexOf(landing.dataset[kind])
    if (place >= 0) move(id, side === 'before' ? place : place + 1)
  }
  const isRow = ({ source }: { source: { data: Record<string, unknown> } }) => source.data.kind === kind
  return combine(
    dropTargetForElements({
      element: list,
      canDrop: isRow,
      // Asked at each of the browser's events. `onDrag` is told of some only: none come while the list scrolls quickly.
      getData: ({ input }) => {
        follow(input)
        return {}
      },
      onDragLeave: () => mark(null, 'before'),
      onDrop: ({ source, location }) => {
        follow(location.current.input)
        drop(source.data.id)
      },
    }),
    autoScrollForElements({ element: isAcross(kind) ? list : scrollerOf(list), canScroll: isRow }),
  )
}

/** Lets a row be dropped into a place, such as a folder, which is marked with `data-drop-into` meanwhile. Returns how to end that. */
export function takeInto(place: HTMLElement, kind: RowKind, take: (id: string) => void): () => void {
  const unmark = () => place.removeAttribute('data-drop-into')
  return dropTargetForElements({
    element: place,
    canDrop: ({ source }) => source.data.kind === kind,
    onDragEnter: () => place.setAttribute('data-drop-into', ''),
    onDragLeave: unmark,
    onDrop: ({ source, location, self }) => {
      unmark()
      // The innermost of several places has it.
      if (location.current.dropTargets[0]?.element === self.element && typeof source.data.id === 'string')
        take(source.data.id)
    },
  })
}

/** Half of the gap between two rows, and a little more. */
const reach = 6

const rowsIn = (list: HTMLElement, kind: RowKind) => [...list.querySelectorAll<HTMLElement>(selectorOf(kind))]

/** Whether the rows of this kind stand beside each other. */
const isAcross = (kind: RowKind) => kind === 'tab'

/** The row at the pointer, wherever that is across the list, or beside the gap that is there. */
function rowAt(list: HTMLElement, kind: RowKind, { clientX, clientY }: Input): HTMLElement | null {
  const { left, top, width, height } = list.getBoundingClientRect()
  const rows = [0, -reach, reach]
    .flatMap((off) =>
      isAcross(kind)
        ? document.elementsFromPoint(clientX + off, top + height / 2)
        : document.elementsFromPoint(left + width / 2, clientY + off),
    )
    .map((element) => element.closest<HTMLElement>(selectorOf(kind)))
  return rows.find((row) => row !== null && list.contains(row)) ?? null
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (getComputedStyle(parent).overflowY === 'auto') return parent
  }
  return document.documentElement
}
