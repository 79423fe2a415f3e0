import { EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { pageNonce } from '../../../ui/page-nonce.ts'
import { specialChars } from './special-chars.ts'

/**
 * For every editor: a text stands there to the letter. A carriage return is kept as a character, so that text that nobody edited
 * does not change; what is pasted has the line ends of this page. What cannot be seen is marked.
 */
export function verbatimText(): Extension {
  return [
    EditorState.lineSeparator.of('\n'),
    EditorView.clipboardInputFilter.of((pasted) => pasted.replaceAll('\r\n', '\n')),
    EditorView.lineWrapping,
    EditorView.cspNonce.of(pageNonce()),
    specialChars(),
  ]
}
