// Messages are dragged with the browser's own drag and drop. The list as a whole is what they are dropped on, and only
// cards that are near have handles, so that a list of thousands drags like one of three. Nothing renders while it lasts.
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import type { Input } from '@atlaskit/pragmatic-drag-and-drop/types'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine'
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { attachClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge'
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge'

const cardSelector = '[data-message]'
/** A taller card is dragged by the picture of its header: a picture of megabytes of text would take long to make. */
const largestPicturePx = 320

/** Has the handle drag its card. Returns how to end that. */
export function dragByHandle(handle: HTMLElement, id: string): () => void {
  const card = () => handle.closest<HTMLElement>(cardSelector)
  return draggable({
    element: handle,
    getInitialData: () => ({ messageId: id }),
    onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
      const header = handle.parentElement
      const picture = (card()?.offsetHeight ?? 0) > largestPicturePx ? header : card()
      if (!picture) return
      const { left, top } = picture.getBoundingClientRect()
      const { clientX, clientY } = location.initial.input
      nativeSetDragImage?.(picture, clientX - left, clientY - top)
    },
    onDragStart: () => card()?.setAttribute('data-dragged', ''),
    onDrop: () => card()?.removeAttribute('data-dragged'),
  })
}

/**
 * Lets messages be dropped between the cards of the list, shows where with a line, and scrolls at the list's edges.
 * @param move Told which message was dropped, and its place counted once it was taken out. Returns how to end all that.
 */
export function takeDrops(list: HTMLElement, move: (id: string, index: number) => void): () => void {
  let marked: HTMLElement | null = null

  function mark(card: HTMLElement | null, side: 'before' | 'after') {
    if (marked !== card) marked?.removeAttribute('data-drop')
    marked = card
    marked?.setAttribute('data-drop', side)
  }
  function follow(input: Input) {
    const card = cardAt(list, input.clientY)
    if (!card) return
    const data = attachClosestEdge({}, { element: card, input, allowedEdges: ['top', 'bottom'] })
    mark(card, extractClosestEdge(data) === 'top' ? 'before' : 'after')
  }
  function drop(id: unknown) {
    const landing = marked
    const side = landing?.dataset.drop
    mark(null, 'before')
    if (!landing || typeof id !== 'string') return
    const others = [...list.querySelectorAll<HTMLElement>(cardSelector)].filter((card) => card.dataset.message !== id)
    const place = others.indexOf(landing)
    if (place >= 0) move(id, side === 'before' ? place : place + 1)
  }
  const isMessage = ({ source }: { source: { data: object } }) => 'messageId' in source.data
  return combine(
    dropTargetForElements({
      element: list,
      canDrop: isMessage,
      // Asked at each of the browser's events. `onDrag` is told of some only: none come while the list scrolls quickly.
      getData: ({ input }) => {
        follow(input)
        return {}
      },
      onDragLeave: () => mark(null, 'before'),
      onDrop: ({ source, location }) => {
        follow(location.current.input)
        drop(source.data.messageId)
      },
    }),
    autoScrollForElements({ element: scrollerOf(list), canScroll: isMessage }),
  )
}

/** Half of the gap between two cards, and a little more. */
const reach = 6

/** The card at this height of the window, or beside the gap that is there. */
function cardAt(list: HTMLElement, y: number): HTMLElement | null {
  const { left, width } = list.getBoundingClientRect()
  const heights = [y, y - reach, y + reach]
  const cards = heights
    .flatMap((height) => document.elementsFromPoint(left + width / 2, height))
    .map((element) => element.closest<HTMLElement>(cardSelector))
  return cards.find((card) => card !== null && list.contains(card)) ?? null
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (getComputedStyle(parent).overflowY === 'auto') return parent
  }
  return document.documentElement
}
