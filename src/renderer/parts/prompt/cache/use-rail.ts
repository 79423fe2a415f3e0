import { type RefObject, useLayoutEffect, useState } from 'react'
import type { Breakpoint } from '#shared/request/cache-plan'

/** A piece of the rail beside the cards, in pixels from the top of what scrolls. */
export type Piece = { top: number; height: number; ttl: Breakpoint['ttl'] }

/**
 * The pieces of the rail: from breakpoint to breakpoint, measured in the page, and anew whenever a card beside it grows.
 * @param line The strip itself: the cards are the elements behind it.
 * @param placeOf The place of a message in the list, for one of many far ones that have no card: the same function each time.
 */
export function useRail(
  line: RefObject<HTMLElement | null>,
  plan: readonly Breakpoint[],
  placeOf: (id: string) => number,
): Piece[] {
  const [pieces, setPieces] = useState<Piece[]>([])
  useLayoutEffect(() => {
    const scroller = line.current?.parentElement
    if (!scroller) return
    const measure = () =>
      setPieces((before) => {
        const after = piecesIn(scroller, line.current!, plan, placeOf)
        return JSON.stringify(after) === JSON.stringify(before) ? before : after
      })
    const observer = new ResizeObserver(measure)
    for (const part of scroller.children) observer.observe(part)
    measure()
    return () => observer.disconnect()
  }, [line, plan, placeOf])
  return pieces
}

function piecesIn(
  scroller: HTMLElement,
  line: HTMLElement,
  plan: readonly Breakpoint[],
  placeOf: (id: string) => number,
): Piece[] {
  const origin = line.getBoundingClientRect().top
  const pieces: Piece[] = []
  let top = line.offsetHeight
  for (const { point, ttl } of plan) {
    const end = elementOf(scroller, point)?.getBoundingClientRect().bottom ?? farEnd(scroller, point, placeOf)
    if (end === undefined) continue
    pieces.push({ top, height: Math.max(0, Math.round(end - origin) - top), ttl })
    top = Math.round(end - origin)
  }
  return pieces
}

function elementOf(scroller: HTMLElement, point: Breakpoint['point']): Element | null {
  if (point.kind === 'tool') return null
  if (point.kind === 'end') return scroller.querySelector('[data-message-list]')
  const card = scroller.querySelector(
    point.kind === 'system' ? '[data-prompt-field="system"]' : `[data-message="${CSS.escape(point.id)}"]`,
  )
  // A card that is collapsed or far away shows no blocks.
  return card?.querySelector(`[data-block-text="${point.block}"]`) ?? card
}

/** Where about a message without a card ends, in the element that has the text of many. */
function farEnd(
  scroller: HTMLElement,
  point: Breakpoint['point'],
  placeOf: (id: string) => number,
): number | undefined {
  if (!('id' in point)) return undefined
  const place = placeOf(point.id)
  for (const far of scroller.querySelectorAll<HTMLElement>('[data-far-from]')) {
    const before = place - Number(far.dataset.farFrom)
    const count = Number(far.dataset.farCount)
    if (before < 0 || before >= count) continue
    const { top, height } = far.getBoundingClientRect()
    return top + (height * (before + 1)) / count
  }
  return undefined
}
