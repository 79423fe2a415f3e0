// @vitest-environment happy-dom
import { EditorView } from '@codemirror/view'
import { act, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JsonDraft } from '#shared/prompt/json-drafts'
import type { JsonValue } from '#shared/text/json'
import { JsonField } from './json-field.tsx'

let root: Root
let value: JsonValue
let undone = 0
let setOutside: (next: JsonValue) => void
const kept = new Map<string, JsonDraft>()
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  kept.clear()
  undone = 0
})
afterEach(() => act(() => root.unmount()))

const problems = [{ path: 'a', says: 'must be text' }]

function Owner({ first }: { first: JsonValue }) {
  const [held, setHeld] = useState(first)
  value = held
  setOutside = setHeld
  return (
    <JsonField
      label="Input"
      value={held}
      check={(next) => (Array.isArray(next) ? 'This must be an object.' : null)}
      onChange={setHeld}
      onUndo={() => {
        undone += 1
      }}
      onRedo={() => {}}
      drafts={{ name: 'a', kept }}
      problems={problems}
    />
  )
}
const show = (first: JsonValue) => act(() => root.render(<Owner first={first} />))
const editor = () => EditorView.findFromDOM(document.querySelector('.cm-editor')!)!
const text = () => editor().state.doc.toString()
const write = (next: string) =>
  act(() => editor().dispatch({ changes: { from: 0, to: editor().state.doc.length, insert: next } }))
const note = () => document.querySelector('p')?.textContent ?? ''

it('takes over what is typed while it is JSON, and keeps the last good value and the text while it is not', () => {
  show({ a: 1 })
  write('{"b": 2, "a": 1}')
  expect(value).toEqual({ b: 2, a: 1 })
  write('{"b": 2, "a": ')
  expect(value).toEqual({ b: 2, a: 1 })
  expect(text()).toBe('{"b": 2, "a": ')
  expect(note()).toContain('Unexpected end of JSON input.')
  expect(document.querySelector('.cm-content')!.getAttribute('aria-invalid')).toBe('true')
  write('[]')
  expect(note()).toContain('This must be an object.')
  act(() => document.querySelector('button')!.click())
  expect(text()).toBe('{\n  "b": 2,\n  "a": 1\n}')
  expect(note()).toBe('')
})

it('brings a text that was no good yet back after it was out of the page, unless its value changed meanwhile', () => {
  show({ a: 1 })
  write('{"a": ')
  act(() => root.render(null))
  show({ a: 1 })
  expect(text()).toBe('{"a": ')
  expect(note()).toContain('Unexpected end')
  act(() => root.render(null))
  show({ a: 2 })
  expect(text()).toBe('{\n  "a": 2\n}')
  expect(kept.size).toBe(0)
})

it('leaves the text alone as long as it says the same, and shows a value that comes from elsewhere', () => {
  show({ a: 1 })
  write('{"a":1}')
  expect(text()).toBe('{"a":1}')
  act(() => setOutside({ a: 1, c: null }))
  expect(text()).toBe('{\n  "a": 1,\n  "c": null\n}')
})

it('notices a change of the order of fields: it is the order in which they are sent', () => {
  show({ a: 1, b: 2 })
  write('{"b":2,"a":1}')
  expect(Object.keys(value as object)).toEqual(['b', 'a'])
})

it('undoes its own typing while the text is no good, else the prompt', () => {
  const press = () =>
    act(() => {
      const init = { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }
      editor().contentDOM.dispatchEvent(new KeyboardEvent('keydown', init))
    })
  show({ a: 1 })
  press()
  expect(undone).toBe(1)
  write('{')
  press()
  expect(undone).toBe(1)
  expect(text()).toBe('{\n  "a": 1\n}')
})

it('underlines what is wrong with a value, and nothing while the text is no good yet', () => {
  const underlined = () => [...document.querySelectorAll('.cm-lintRange')].map(({ textContent }) => textContent)
  show({ a: 1 })
  expect(underlined()).toEqual(['1'])
  write('{"b": 0, "a": ')
  expect(underlined()).toEqual([])
  write('{"b": 0, "a": 22}')
  expect(underlined()).toEqual(['22'])
})
