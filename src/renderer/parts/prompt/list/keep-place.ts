import { flushSync } from 'react-dom'
import type { PromptMessage } from '#shared/prompt/prompt'
import { messageAt } from './far-messages.ts'

/**
 * Makes a change that puts cards in the place of far messages, or the other way round. Cards are higher than their text: the
 * message in the middle of what is seen, such as one that the browser's search has just found, stays where it was; so does the
 * end of the list.
 * @param place The element whose text or cards change.
 * @param change Told the message in the middle, where it is one of those far ones: it must be a card afterwards.
 */
export function keepPlace(
  place: HTMLElement,
  messages: readonly PromptMessage[],
  change: (held: string | null) => void,
): void {
  const scroller = scrollerOf(place)
  const isAtEnd = scroller.scrollTop > 0 && scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
  const held = inTheMiddle(scroller, place, messages)
  flushSync(() => change(held?.id ?? null))
  if (isAtEnd) untilDrawn(() => scroller.scrollTo({ top: scroller.scrollHeight }))
  else if (held) {
    untilDrawn(() => {
      const card = place.querySelector(`[data-message="${CSS.escape(held.id)}"]`)
      const text = card?.querySelector('[data-message-text]') ?? card
      if (text) scroller.scrollTop += text.getBoundingClientRect().top - held.top
    })
  }
}

/** New cards have their true heights after so many frames: those above the one that stays, too. */
const framesUntilDrawn = 3

function untilDrawn(adjust: () => void, frames = framesUntilDrawn): void {
  adjust()
  if (frames > 0) requestAnimationFrame(() => untilDrawn(adjust, frames - 1))
}

/** The message whose text, as one of many far ones, is selected in sight or in the middle of it, and how far down it begins. */
function inTheMiddle(
  scroller: Element,
  place: HTMLElement,
  messages: readonly PromptMessage[],
): { id: string; top: number } | null {
  const { left, top, bottom, width } = scroller.getBoundingClientRect()
  const caret = document.caretPositionFromPoint(left + width / 2, (top + bottom) / 2)
  const selected = selectedIn(place, top, bottom)
  const offset = selected?.startOffset ?? (caret?.offsetNode.parentNode === place ? caret.offset : null)
  const message = offset === null ? null : messageAt(messages, offset)
  const text = place.firstChild
  if (!message || !(text instanceof Text)) return null
  const range = document.createRange()
  range.setStart(text, message.start)
  range.collapse(true)
  return { id: message.id, top: range.getBoundingClientRect().top }
}

/** What is selected of the text, where it begins between these heights: a search selects what it finds, before that is drawn. */
function selectedIn(place: HTMLElement, top: number, bottom: number): Range | null {
  const selection = document.getSelection()
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : null
  if (range?.startContainer.parentNode !== place) return null
  const box = range.getBoundingClientRect()
  return box.top >= top && box.top <= bottom ? range : null
}

/** What scrolls this element. */
export function scrollerOf(element: Element): Element {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (getComputedStyle(parent).overflowY === 'auto') return parent
  }
  return document.documentElement
}
