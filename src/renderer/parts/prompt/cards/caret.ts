import { EditorView } from '@codemirror/view'
import type { Caret } from '../edits/message-edits.ts'
import { workedField } from './worked-field.ts'

/**
 * Where the caret was last in a text of the message; `null` while it was in none. The menu that asks has taken the focus by then,
 * but an editor keeps its caret.
 */
export function caretIn(id: string): Caret | null {
  const field = workedField(id)
  if (!field) return null
  const block = Number(field.closest<HTMLElement>('[data-block-text]')?.dataset.blockText ?? 0)
  if (field instanceof HTMLTextAreaElement) return { block, offset: field.selectionStart }
  const view = EditorView.findFromDOM(field)
  return view && { block, offset: view.state.selection.main.head }
}
