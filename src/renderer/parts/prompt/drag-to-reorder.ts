import type { PointerEvent } from 'react'

/**
 * Begins dragging a message by its handle. While it lasts nothing is rendered: the card follows the pointer, a line shows
 * where it would land, and the list scrolls at its edges, so that a list of thousands drags like one of three.
 * @param event The pointerdown on the handle, inside the card.
 * @param move Told where the message lands: its place once it was taken out. Escape ends the drag without it.
 */
export function beginDrag(event: PointerEvent<HTMLElement>, move: (index: number) => void): void {
  const handle = event.currentTarget
  const card = handle.closest<HTMLElement>(cardSelector)
  const list = card?.closest<HTMLElement>('[data-message-list]')
  if (event.button !== 0 || !card || !list) return
  const scroller = scrollerOf(list)
  const startY = event.clientY
  const startScroll = scroller.scrollTop
  let lastY = startY
  let isDragging = false
  let frame = 0
  let target: { card: HTMLElement; side: 'before' | 'after' } | null = null

  handle.setPointerCapture(event.pointerId)
  handle.addEventListener('pointermove', follow)
  handle.addEventListener('pointerup', drop)
  handle.addEventListener('pointercancel', end)
  window.addEventListener('keydown', cancelByKey, { capture: true })

  function follow({ clientY }: globalThis.PointerEvent) {
    lastY = clientY
    if (!isDragging && Math.abs(lastY - startY) < startDistance) return
    isDragging = true
    if (frame === 0) frame = requestAnimationFrame(draw)
  }

  function draw() {
    frame = 0
    const box = scroller.getBoundingClientRect()
    const pull = lastY < box.top + edge ? -scrollStep : lastY > box.bottom - edge ? scrollStep : 0
    scroller.scrollTop += pull
    card!.dataset.dragged = ''
    card!.style.translate = `0 ${lastY - startY + scroller.scrollTop - startScroll}px`
    mark(cardAt(list!, card!, lastY))
    if (pull !== 0) frame = requestAnimationFrame(draw)
  }

  function mark(next: typeof target) {
    if (target) delete target.card.dataset.drop
    target = next
    if (target) target.card.dataset.drop = target.side
  }

  function drop() {
    const landing = isDragging ? target : null
    const cards = [...list!.querySelectorAll<HTMLElement>(cardSelector)]
    end()
    if (!landing) return
    const place = cards.filter((other) => other !== card).indexOf(landing.card)
    move(landing.side === 'before' ? place : place + 1)
  }

  function cancelByKey(key: KeyboardEvent) {
    if (key.key !== 'Escape') return
    // Escape would also stop a run.
    key.preventDefault()
    key.stopPropagation()
    end()
  }

  function end() {
    cancelAnimationFrame(frame)
    mark(null)
    delete card!.dataset.dragged
    card!.style.translate = ''
    handle.removeEventListener('pointermove', follow)
    handle.removeEventListener('pointerup', drop)
    handle.removeEventListener('pointercancel', end)
    window.removeEventListener('keydown', cancelByKey, { capture: true })
  }
}

const cardSelector = '[data-message]'
/** A press that moves less than this many pixels is a click. */
const startDistance = 4
/** So near to the edge of the list it scrolls, by so many pixels a frame. */
const edge = 36
const scrollStep = 12

/** The card under the pointer, and on which side of it the dragged one would land; `null` over itself or nothing. */
function cardAt(
  list: HTMLElement,
  dragged: HTMLElement,
  y: number,
): { card: HTMLElement; side: 'before' | 'after' } | null {
  const { left, width } = list.getBoundingClientRect()
  const under = document
    .elementsFromPoint(left + width / 2, y)
    .map((element) => element.closest<HTMLElement>(cardSelector))
    .find((card) => card !== null && card !== dragged && list.contains(card))
  if (!under) return null
  const { top, height } = under.getBoundingClientRect()
  return { card: under, side: y < top + height / 2 ? 'before' : 'after' }
}

function scrollerOf(element: HTMLElement): HTMLElement {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (getComputedStyle(parent).overflowY === 'auto') return parent
  }
  return document.documentElement
}
