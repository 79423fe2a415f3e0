// @vitest-environment happy-dom
import { EditorView } from '@codemirror/view'
import { expect, it, vi } from 'vitest'
import { createCodeEditor } from './code-editor.ts'
import { valueWords } from './variable-marks.ts'

it('tells what is sent in the place of a variable', () => {
  const values = { a: 'Ada', none: '', long: 'x'.repeat(500), docs: { documents: [{ title: '', text: 'One' }] } }
  const words = (name: string) => valueWords(name, { values })
  expect(words('a')).toBe('Ada')
  expect(words('none')).toBe('Empty: nothing is sent in its place.')
  expect(words('long')).toHaveLength(401)
  expect(words('docs')).toBe('1 document')
  expect([words('b'), words('toString'), valueWords('a', undefined)]).toEqual(
    Array.from({ length: 3 }, () => 'No value: sent as it stands.'),
  )
  expect(valueWords('a', { values, off: true })).toBeNull()
})

it('marks what is a variable, and nothing while variables are off', () => {
  const duties = { onEdit: () => {}, onUndo: () => {}, onRedo: () => {}, onBlur: () => {} }
  const look = { label: 'Text', placeholder: '', hasVariables: true, variableNames: null }
  const editor = createCodeEditor('{{name}} and \\{{text}} and {{b}}', look, duties)
  const marked = () => [...editor.dom.querySelectorAll('.cm-variable')].map(({ textContent }) => textContent)
  expect(marked()).toEqual(['{{name}}', '{{b}}'])
  editor.setLook({ ...look, hasVariables: false })
  expect(marked()).toEqual([])
  editor.setLook(look)
  expect(marked()).toEqual(['{{name}}', '{{b}}'])
  editor.destroy()
})

it('marks a variable that has no value as missing, until it has one, and names of the prototype too', () => {
  const duties = { onEdit: () => {}, onUndo: () => {}, onRedo: () => {}, onBlur: () => {} }
  const look = { label: 'Text', placeholder: '', hasVariables: true, variableNames: 'name\nother' }
  const editor = createCodeEditor('{{name}} \\{{text}} {{b}} {{toString}}', look, duties)
  const missing = () => [...editor.dom.querySelectorAll('.cm-variable-missing')].map(({ textContent }) => textContent)
  expect(missing()).toEqual(['{{b}}', '{{toString}}'])
  editor.setLook({ ...look, variableNames: 'b\ntoString' })
  expect(missing()).toEqual(['{{name}}'])
  editor.setLook({ ...look, hasVariables: false })
  expect(missing()).toEqual([])
  editor.destroy()
})

it('is not set up anew for the look that it has', () => {
  const duties = { onEdit: () => {}, onUndo: () => {}, onRedo: () => {}, onBlur: () => {} }
  const look = { label: 'Text', placeholder: '', hasVariables: true, variableNames: null }
  const updates = vi.spyOn(EditorView.prototype, 'dispatch')
  const editor = createCodeEditor('Words', look, duties)
  editor.setLook({ ...look })
  expect(updates).not.toHaveBeenCalled()
  editor.setLook({ ...look, label: 'Other' })
  editor.setLook({ ...look, label: 'Other' })
  expect(updates).toHaveBeenCalledTimes(1)
  expect(editor.dom.querySelector('[aria-label="Other"]')).not.toBeNull()
  editor.destroy()
  updates.mockRestore()
})
