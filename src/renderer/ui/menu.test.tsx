// @vitest-environment happy-dom
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { Button } from './button.tsx'
import { loadMenus, Menu } from './menu.tsx'

let root: Root
beforeEach(() => {
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  flushSync(() => root.render(<Menu trigger={<Button>More</Button>} items={[{ label: 'Copy', onSelect: () => {} }]} />))
})
afterEach(() => flushSync(() => root.unmount()))

const button = () => document.querySelector<HTMLElement>('[aria-haspopup=menu]')!
/** As Enter does. */
const press = () =>
  flushSync(() => {
    button().focus()
    button().click()
  })
const leave = () =>
  flushSync(() => void button().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })))
const isOpen = () => button().getAttribute('aria-expanded') === 'true'

// First of all: once the list has loaded, nothing is waited for any more.
it('stays open when it is pressed again while its list is on the way, and closes by Escape', async () => {
  press()
  press()
  expect(isOpen()).toBe(true)
  leave()
  expect(isOpen()).toBe(false)
  press()
  await expect.poll(() => document.querySelector('[role=menuitem]')?.textContent).toBe('Copy')
  expect(isOpen()).toBe(true)
})

it('is closed by a click on its button', async () => {
  await loadMenus()
  press()
  await expect.poll(() => document.activeElement?.closest('[role=menu]')).toBeTruthy()
  flushSync(() => void button().dispatchEvent(new MouseEvent('click', { detail: 1, bubbles: true })))
  expect(isOpen()).toBe(false)
})
