import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/**
 * For an editor whose text is only read: the caret moves and text is marked and copied, nothing changes. The library alone would let
 * the browser edit the element and put the text back afterwards; meanwhile Chromium keeps the looks of lines that it joins in style
 * attributes, which the page's policy refuses.
 */
export function readOnlyText(): Extension {
  return [EditorState.readOnly.of(true), EditorView.domEventHandlers({ beforeinput: () => true })]
}
