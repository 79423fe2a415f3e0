// Where the caret was in a message's texts: the menu that asks has taken the focus by then, but an editor keeps its caret.
import { EditorView } from '@codemirror/view'
import type { Caret } from '../message-edits.ts'

/** The field of a message's text that had the focus last, by the message's id. */
const lastField = new WeakMap<Element, HTMLElement>()

/** Remembers which text of each card is worked on, and tells of the message that has the focus. Returns how to stop. */
export function followCarets(list: HTMLElement, onMessage: (id: string) => void): () => void {
  const note = ({ target }: FocusEvent) => {
    const id = target instanceof Element && target.closest<HTMLElement>('[data-message]')?.dataset.message
    if (id) onMessage(id)
    if (!(target instanceof HTMLElement) || !target.closest('[data-block-text], [data-message-text]')) return
    const card = target.closest('[data-message]')
    if (card) lastField.set(card, target)
  }
  list.addEventListener('focusin', note)
  return () => list.removeEventListener('focusin', note)
}

/** Where the caret was last in a text of the message; `null` while it was in none. */
export function caretIn(id: string): Caret | null {
  const card = document.querySelector(`[data-message="${CSS.escape(id)}"]`)
  const field = card && lastField.get(card)
  if (!field?.isConnected) return null
  const block = Number(field.closest<HTMLElement>('[data-block-text]')?.dataset.blockText ?? 0)
  if (field instanceof HTMLTextAreaElement) return { block, offset: field.selectionStart }
  const view = EditorView.findFromDOM(field)
  return view && { block, offset: view.state.selection.main.head }
}
