import { flushSync } from 'react-dom'
import type { PromptMessage } from '#shared/prompt'
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
  if (isAtEnd) stayAtEnd(scroller, framesUntilDrawn)
  else if (held) {
    const card = place.querySelector(`[data-message="${CSS.escape(held.id)}"]`)
    const text = card?.querySelector('[data-message-text]') ?? card
    if (text) scroller.scrollTop += text.getBoundingClientRect().top - held.top
  }
}

/** New cards have their true heights after so many frames. */
const framesUntilDrawn = 3

function stayAtEnd(scroller: Element, frames: number): void {
  scroller.scrollTop = scroller.scrollHeight
  if (frames > 0) requestAnimationFrame(() => stayAtEnd(scroller, frames - 1))
}

/** The message whose text, as one of many far ones, is in the middle of the scroller, and how far down it begins. */
function inTheMiddle(
  scroller: Element,
  place: HTMLElement,
  messages: readonly PromptMessage[],
): { id: string; top: number } | null {
  const { left, top, width, height } = scroller.getBoundingClientRect()
  const caret = document.caretPositionFromPoint(left + width / 2, top + height / 2)
  if (!(caret?.offsetNode instanceof Text) || caret.offsetNode.parentNode !== place) return null
  const message = messageAt(messages, caret.offset)
  if (!message) return null
  const range = document.createRange()
  range.setStart(caret.offsetNode, message.start)
  range.collapse(true)
  return { id: message.id, top: range.getBoundingClientRect().top }
}

function scrollerOf(element: HTMLElement): Element {
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (getComputedStyle(parent).overflowY === 'auto') return parent
  }
  return document.documentElement
}
