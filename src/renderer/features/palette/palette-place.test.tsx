// @vitest-environment happy-dom
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createKeymap, type Keymap } from '../../parts/keymap/keymap.ts'
import { KeymapProvider } from '../../parts/keymap/use-keymap.tsx'
import { PalettePlace } from './palette-place.tsx'

let root: Root
let keymap: Keymap
let done: string[]

const offer = (label: string) => ({ id: label, label, group: 'View' as const, perform: () => void done.push(label) })

beforeEach(() => {
  // The test page has no layout; where a list stands is looked at in the real browser.
  Object.assign(HTMLElement.prototype, { showPopover() {}, scrollIntoView() {}, checkVisibility: () => true })
  document.body.innerHTML = '<div id="root"></div><textarea></textarea>'
  root = createRoot(document.getElementById('root')!)
  keymap = createKeymap({ usesCommandKey: false, isBrowserTab: false })
  done = []
  keymap.offers.add(() => [offer('Dark theme'), offer('Light theme')])
  flushSync(() =>
    root.render(
      <KeymapProvider keymap={keymap}>
        <PalettePlace recent={{ list: () => [], add: () => {} }} />
      </KeymapProvider>,
    ),
  )
})
afterEach(() => flushSync(() => root.unmount()))

const prompt = () => document.querySelector('textarea')!
const field = () => document.querySelector<HTMLInputElement>('[aria-label=Commands][role=combobox]')
const rows = () => [...document.querySelectorAll('[role=option]')].map(({ textContent }) => textContent)

/** Presses a key where the focus is; answers whether it was kept from there. */
function press(key: string, options: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options })
  flushSync(() => void (document.activeElement ?? document.body).dispatchEvent(event))
  return event.defaultPrevented
}
const comes = () => expect.poll(() => field() !== null && document.activeElement === field()).toBe(true)

// First of all: once the palette has loaded, it is there at once.
it('has in its field what was typed before it was there, and none of it goes into the prompt', async () => {
  prompt().focus()
  press('k', { ctrlKey: true })
  expect(field()).toBeNull()
  expect('darp'.split('').every((key) => press(key))).toBe(true)
  press('Backspace')
  press('k')
  await comes()
  expect(field()!.value).toBe('dark')
  expect(rows()).toEqual([expect.stringContaining('Dark theme')])
  expect(press('x')).toBe(false)
})

it('keeps no key once Escape was pressed instead', () => {
  press('k', { ctrlKey: true })
  expect(press('Escape')).toBe(true)
  expect(press('a')).toBe(false)
})

it('takes up what a part offers that comes while it is open', async () => {
  press('k', { ctrlKey: true })
  await comes()
  expect(rows().join()).not.toContain('Message 1')
  flushSync(() => void keymap.offers.add(() => [offer('Message 1: Duplicate')]))
  expect(rows().join()).toContain('Message 1: Duplicate')
})
