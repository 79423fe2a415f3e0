// @vitest-environment happy-dom
import { act, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Tabs } from './tabs.tsx'

let root: Root

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  act(() => root.render(<Page />))
})
afterEach(() => act(() => root.unmount()))

const rows = [
  { id: 'text', label: 'Text' },
  { id: 'wire', label: 'Wire' },
] as const

function Page() {
  const [tab, setTab] = useState<'text' | 'wire'>('text')
  return (
    <Tabs label="Response" tabs={rows} value={tab} onChange={setTab}>
      {`what ${tab} shows`}
    </Tabs>
  )
}

const tab = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('[role=tab]')].find(({ textContent }) => textContent === name)!
const panel = () => document.querySelector('[role=tabpanel]')!
/** The tabs that read as chosen, and what the panel shows and is called after. */
const shown = () => [
  [...document.querySelectorAll('[role=tab][aria-selected=true]')].map(({ textContent }) => textContent),
  panel().textContent,
  document.getElementById(panel().getAttribute('aria-labelledby')!)?.textContent,
]
const listLoaded = () =>
  act(async () => {
    await import('./tab-list.tsx')
  })

// First of all: once the row has loaded, nothing stands in its place any more.
it('takes clicks and arrows before the row has loaded, and keeps the focus when it comes', async () => {
  const early = tab('Wire')
  act(() => early.click())
  expect(shown()).toEqual([['Wire'], 'what wire shows', 'Wire'])
  act(() => early.focus())
  const press = (key: string) => early.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
  act(() => void press('ArrowRight'))
  expect(document.activeElement).toBe(tab('Text'))
  // While a pointer is down on it the row stays: its click would be lost.
  const point = (name: string) => early.dispatchEvent(new MouseEvent(name, { bubbles: true }))
  act(() => void point('pointerdown'))
  await listLoaded()
  expect(early.isConnected).toBe(true)
  act(() => void point('pointerup'))
  await act(() => new Promise((resolve) => setTimeout(resolve)))
  expect(early.isConnected).toBe(false)
  expect(document.activeElement).toBe(tab('Text'))
  expect(shown()).toEqual([['Wire'], 'what wire shows', 'Wire'])
})

it('is moved through with the arrow keys, and chosen by a press', async () => {
  act(() => tab('Text').focus())
  await listLoaded()
  const press = (key: string) =>
    act(async () => void document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })))
  await press('ArrowRight')
  expect(document.activeElement).toBe(tab('Wire'))
  act(() => tab('Wire').click())
  expect(shown()).toEqual([['Wire'], 'what wire shows', 'Wire'])
})
