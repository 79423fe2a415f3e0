// @vitest-environment happy-dom
import { useVirtualizer } from '@tanstack/react-virtual'
import { act, useRef } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { useKeptRow } from './use-kept-row.ts'

let root: Root
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<button id="other"></button><div id="root"></div>'
  // The test page has no layout.
  Object.defineProperty(document.getElementById('root'), 'clientHeight', { value: 100 })
  root = createRoot(document.getElementById('root')!)
})
afterEach(() => act(() => root.unmount()))

const names = Array.from({ length: 1_000 }, (_, index) => `row ${index}`)

function List({ rows }: { rows: readonly string[] }) {
  const scroller = useRef<HTMLElement>(document.getElementById('root'))
  const { rangeExtractor, ...focus } = useKeptRow(
    (index) => rows[index],
    (name) => rows.indexOf(name),
    'button',
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 20,
    initialRect: { width: 100, height: 100 },
    rangeExtractor,
    overscan: 0,
  })
  return (
    <ul {...focus}>
      {virtual.getVirtualItems().map(({ index }) => (
        <li key={rows[index]} aria-posinset={index + 1}>
          <button type="button">{rows[index]}</button>
        </li>
      ))}
    </ul>
  )
}

const draw = (rows = names) => act(async () => root.render(<List rows={rows} />))
const buttons = () => [...document.querySelectorAll<HTMLElement>('#root button')]
const inPage = () => buttons().map(({ textContent }) => textContent)
const focused = () => document.activeElement?.textContent
const focus = (element?: HTMLElement | null) => act(() => element?.focus())
const scrollTo = (top: number) =>
  act(async () => {
    const scroller = document.getElementById('root')!
    scroller.scrollTop = top
    scroller.dispatchEvent(new Event('scroll'))
  })
const press = (key: string) =>
  act(async () => {
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })

it('keeps the row that has the focus when it is scrolled out of sight, until the focus goes elsewhere', async () => {
  await draw()
  focus(buttons()[2])
  await scrollTo(4_000)
  expect([inPage().slice(0, 2), focused()]).toEqual([['row 2', 'row 200'], 'row 2'])
  focus(document.getElementById('other'))
  expect(inPage()[0]).toBe('row 200')
})

it('goes from row to row by the arrows, also from one that is out of sight, and not beyond the last', async () => {
  await draw()
  focus(buttons()[2])
  await scrollTo(4_000)
  await press('ArrowDown')
  expect(focused()).toBe('row 3')
  await press('ArrowUp')
  await press('ArrowUp')
  await press('ArrowUp')
  await press('ArrowUp')
  expect(focused()).toBe('row 0')
})

it('keeps the same row when others come before it', async () => {
  await draw()
  focus(buttons()[2])
  await draw(['new', ...names])
  await scrollTo(4_000)
  expect(focused()).toBe('row 2')
  await press('ArrowUp')
  expect(focused()).toBe('row 1')
})
