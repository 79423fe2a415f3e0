import { EditorView } from '@codemirror/view'
import type { Match } from '../../find/find-store.ts'
import { isInSight, scrollToRange } from '../../find/is-in-sight.ts'
import { showUntilStill } from '../../find/show-until-still.ts'
import { type AnswerText, placeIn } from './answer-texts.ts'

/** So many frames a match may take to be in sight. */
const mostFrames = 90

/** Scrolls to a match. Whoever scrolls or presses meanwhile is left alone. Returns how to end it before. */
export function showInAnswer(match: Match<AnswerText>): () => void {
  return showUntilStill(() => bringIntoSight(match), mostFrames)
}

function bringIntoSight({ of: { text }, from, to }: Match<AnswerText>): boolean {
  const { view } = text
  if (view) {
    const at = view.coordsAtPos(from)
    const isThere = at !== null && isInSight(at, view.contentDOM)
    if (!isThere) view.dispatch({ effects: EditorView.scrollIntoView(from, { y: 'center' }) })
    return isThere
  }
  const range = rangeOf(text, from, to)
  const element = range?.startContainer.parentElement
  if (!range || !element) return false
  const box = range.getBoundingClientRect()
  // What is skipped has no size yet.
  if (box.width === 0 && box.height === 0) {
    element.scrollIntoView({ block: 'center' })
    return false
  }
  if (isInSight(box, element)) return true
  scrollToRange(range, element)
  return false
}

/** Leaves the match selected, with the focus where the keys scroll it. */
export function selectInAnswer({ of: { text }, from, to }: Match<AnswerText>): void {
  const { view } = text
  if (view) {
    view.dispatch({ selection: { anchor: from, head: to } })
    view.focus()
    return
  }
  const range = rangeOf(text, from, to)
  if (!range) return
  range.startContainer.parentElement?.closest<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true })
  getSelection()?.removeAllRanges()
  getSelection()?.addRange(range)
}

function rangeOf(text: AnswerText, from: number, to: number): Range | null {
  const place = placeIn(text, from, to)
  if (!place) return null
  const range = new Range()
  range.setStart(place.startContainer, place.startOffset)
  range.setEnd(place.endContainer, place.endOffset)
  return range
}
