// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { IconButton } from './button.tsx'
import { Tooltip } from './tooltip.tsx'
import { TooltipBubble } from './tooltip-bubble.tsx'
import { hoverDelayMs, leaveDelayMs } from './tooltip-target.ts'

let root: Root

beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  Object.assign(HTMLElement.prototype, { showPopover() {} })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  vi.useFakeTimers()
  await act(async () => root.render(<Page words="Save your edits" />))
})
afterEach(async () => {
  await act(async () => root.unmount())
  vi.useRealTimers()
})

function Page({ words }: { words: string }) {
  return (
    <>
      <Tooltip content={words}>
        <button type="button">Save</button>
      </Tooltip>
      <IconButton label="Keyboard shortcuts" icon={<i />} shortcut="Ctrl /" />
      <p>Nothing here</p>
      <TooltipBubble />
    </>
  )
}

const save = () => document.querySelectorAll('button')[0]!
const shortcuts = () => document.querySelectorAll('button')[1]!
const nothing = () => document.querySelector('p')!
/** The words that can be seen; `null` for none. */
const bubble = () => document.querySelector('[class*=bubble][data-open]')?.textContent?.trim() ?? null
const point = (element: Element, pointerType = 'mouse') =>
  act(async () => void element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType })))
const wait = (durationMs: number) => act(async () => void vi.advanceTimersByTime(durationMs))

it('describes a control with words that are more than its name, before anybody points at it', async () => {
  expect(save().getAttribute('aria-description')).toBe('Save your edits')
  expect(shortcuts().getAttribute('aria-description')).toBeNull()
  expect(shortcuts().getAttribute('aria-label')).toBe('Keyboard shortcuts')
})

it('comes when the pointer rests on a control, and not before', async () => {
  await point(save())
  await wait(hoverDelayMs - 1)
  expect(bubble()).toBeNull()
  await wait(1)
  expect(bubble()).toBe('Save your edits')
})

it('does not come for a finger, nor for a pointer that goes on', async () => {
  await point(save(), 'touch')
  await wait(hoverDelayMs)
  expect(bubble()).toBeNull()
  await point(save())
  await wait(hoverDelayMs - 1)
  await point(nothing())
  await wait(hoverDelayMs)
  expect(bubble()).toBeNull()
})

it('moves to the next control at once, with its keys, and goes when the pointer goes elsewhere', async () => {
  await point(save())
  await wait(hoverDelayMs)
  await point(shortcuts())
  expect(bubble()).toBe('Keyboard shortcuts Ctrl /')
  await point(nothing())
  await wait(leaveDelayMs)
  expect(bubble()).toBeNull()
})

it('stays while the pointer is on the words themselves', async () => {
  await point(save())
  await wait(hoverDelayMs)
  await point(nothing())
  await wait(leaveDelayMs - 1)
  await point(document.querySelector('[class*=bubble]')!)
  await wait(hoverDelayMs)
  expect(bubble()).toBe('Save your edits')
  await point(nothing())
  await wait(leaveDelayMs)
  expect(bubble()).toBeNull()
})

it('comes at once when the keyboard reaches a control, and goes with the focus', async () => {
  const matches = vi.spyOn(HTMLElement.prototype, 'matches').mockReturnValue(true)
  await act(async () => save().focus())
  expect(bubble()).toBe('Save your edits')
  await act(async () => save().blur())
  expect(bubble()).toBeNull()
  matches.mockRestore()
})

it('goes with a press, and does not come back until the pointer does', async () => {
  await point(save())
  await wait(hoverDelayMs)
  await act(async () => save().click())
  expect(bubble()).toBeNull()
  await point(save())
  await wait(hoverDelayMs)
  expect(bubble()).toBeNull()
})

it('goes with Escape, which others hear as well', async () => {
  const heard = vi.fn()
  document.addEventListener('keydown', heard)
  await point(save())
  await wait(hoverDelayMs)
  await act(async () => void save().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })))
  expect(bubble()).toBeNull()
  expect(heard).toHaveBeenCalledOnce()
  document.removeEventListener('keydown', heard)
})

it('says what the control says now when its words change', async () => {
  await point(save())
  await wait(hoverDelayMs)
  await act(async () => root.render(<Page words="All edits are saved" />))
  expect(bubble()).toBe('All edits are saved')
})
