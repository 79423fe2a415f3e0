// @vitest-environment happy-dom
import { act, useRef } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { useFocusKept } from './use-focus-kept.ts'

let root: Root
let dialog: HTMLElement
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  act(() => root.render(<Area />))
  button('opener').focus()
  dialog = document.body.appendChild(document.createElement('div'))
  dialog.innerHTML = '<button type="button" id="apply"></button>'
  button('apply').focus()
})
afterEach(() => act(() => root.unmount()))

function Area() {
  const area = useRef<HTMLElement>(null)
  useFocusKept(area)
  return (
    <main ref={area}>
      <section data-pane="editor">
        <button type="button" id="opener" />
      </section>
    </main>
  )
}
const button = (id: string) => document.getElementById(id)!

it('gives the focus to the pane of a dialog’s opener that is gone when the dialog closes', async () => {
  button('opener').remove()
  dialog.remove()
  await expect.poll(() => document.activeElement?.getAttribute('data-pane')).toBe('editor')
})

it('gives it back to the opener where nobody does', async () => {
  dialog.remove()
  await expect.poll(() => document.activeElement?.id).toBe('opener')
})

it('leaves it where it was taken meanwhile', async () => {
  const other = document.body.appendChild(document.createElement('button'))
  other.focus()
  dialog.remove()
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  expect(document.activeElement).toBe(other)
})
