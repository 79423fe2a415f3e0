// @vitest-environment happy-dom
import { EditorView } from '@codemirror/view'
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JsonObject } from '#shared/text/json'
import { FromExample } from './from-example.tsx'

let root: Root
let made: JsonObject[]
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  // Browsers tell of it later; told at once, as here, the editor is still at work.
  document.addEventListener('selectionchange', (event) => event.stopImmediatePropagation(), { capture: true })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  made = []
  act(() => root.render(<FromExample onSchema={(schema) => made.push(schema)} onCancel={() => {}} />))
})
afterEach(() => act(() => root.unmount()))

const view = () => EditorView.findFromDOM(document.querySelector<HTMLElement>('.cm-content')!)!
const button = () => document.querySelector<HTMLButtonElement>('button:not([class*="link"])')!
const paste = (text: string) => act(() => view().dispatch(view().state.replaceSelection(text)))

it('has its text selected, so that a pasted example takes its place, and makes a schema of it', () => {
  expect(document.activeElement).toBe(view().contentDOM)
  paste('{"city": "Oslo"}')
  act(() => button().click())
  expect(made).toMatchObject([{ properties: { city: { type: 'string' } }, required: ['city'] }])
})

it('makes none of a text that is no good yet, and does not say that something is sent', () => {
  paste('{"city": ')
  expect(document.body.textContent).toContain('Until this is right, no schema can be made of it.')
  expect(document.body.textContent).not.toContain('sent')
  expect(button().disabled).toBe(true)
})
