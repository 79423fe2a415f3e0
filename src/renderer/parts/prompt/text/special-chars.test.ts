// @vitest-environment happy-dom
// S08 of the threat table, for what the person edits: what hides or turns text around is shown, and nothing is changed by that.
import { EditorView } from '@codemirror/view'
import { afterEach, expect, it } from 'vitest'
import { createJsonEditor } from '../../json/json-editor.ts'
import { createCodeEditor } from './code-editor.ts'

afterEach(() => {
  document.body.innerHTML = ''
})

const duties = { onEdit: () => {}, onUndo: () => {}, onRedo: () => {}, onBlur: () => {}, isGood: () => true }
function open(text: string) {
  const editor = createCodeEditor(
    text,
    { label: 'Text', placeholder: '', hasVariables: true, variableNames: null },
    duties,
  )
  document.body.append(editor.dom)
  return EditorView.findFromDOM(editor.dom)!
}
const marks = () => [...document.querySelectorAll('.cm-specialChar')].map(({ textContent }) => textContent)

it.each([
  ['a bidi override', 'pay \u202eevil\u202c now', ['U+202E', 'U+202C']],
  [
    'bidi isolates',
    '\u2066a\u2069\u2067b\u2069\u2068c\u2069',
    ['U+2066', 'U+2069', 'U+2067', 'U+2069', 'U+2068', 'U+2069'],
  ],
  ['zero-width signs', 'a\u200bb\ufeffc\u2060d', ['U+200B', 'U+FEFF', 'U+2060']],
  ['NUL and escapes of a terminal', 'a\u0000b\u001b[31m', ['␀', '␛']],
  ['halves of surrogate pairs', 'a\ud800b\udc00c', ['U+D800', 'U+DC00']],
  ['text hidden in tags', `Hi${String.fromCodePoint(0xe0068, 0xe0069)}`, ['U+E0068', 'U+E0069']],
  ['a carriage return', 'a\rb', ['␍']],
])('shows %s, and keeps the text as it is', (_what, text, shown) => {
  const view = open(text)
  expect(marks()).toEqual(shown)
  expect(view.state.doc.toString()).toBe(text)
  expect(document.querySelector('.cm-specialChar')?.getAttribute('aria-label')).toMatch(/^Control character /)
})

it('leaves emoji with joiners, other scripts and combining marks alone', () => {
  const text = `👩‍👩‍👧 שלום क्‍ष ${'e'}${'\u0301'.repeat(10_000)}`
  expect(open(text).state.doc.toString()).toBe(text)
  expect(marks()).toEqual([])
})

it('shows them in JSON, too, where they are not escaped', () => {
  const { dom } = createJsonEditor('"a\u202eb"', 'JSON', duties)
  document.body.append(dom)
  expect(marks()).toEqual(['U+202E'])
})
