// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { IconButton } from './button.tsx'
import { Tooltip } from './tooltip.tsx'
import { TooltipBubble } from './tooltip-bubble.tsx'
import { hoverDelayMs, leaveDelayMs } from './tooltip-target.ts'

let root: Root

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  Object.assign(HTMLElement.prototype, { showPopover() {} })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  vi.useFakeTimers()
  act(() => root.render(<Page words="Save your edits" />))
})
afterEach(() => {
  act(() => root.unmount())
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
  act(() => void element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, pointerType })))
const wait = (durationMs: number) => act(() => void vi.advanceTimersByTime(durationMs))

it('describes a control with words that are more than its name, before anybody points at it', () => {
  expect(save().getAttribute('aria-description')).toBe('Save your edits')
  expect(shortcuts().getAttribute('aria-description')).toBeNull()
  expect(shortcuts().getAttribute('aria-label')).toBe('Keyboard shortcuts')
})

it('comes when the pointer rests on a control, and not before', () => {
  point(save())
  wait(hoverDelayMs - 1)
  expect(bubble()).toBeNull()
  wait(1)
  expect(bubble()).toBe('Save your edits')
})

it('does not come for a finger, nor for a pointer that goes on', () => {
  point(save(), 'touch')
  wait(hoverDelayMs)
  expect(bubble()).toBeNull()
  point(save())
  wait(hoverDelayMs - 1)
  point(nothing())
  wait(hoverDelayMs)
  expect(bubble()).toBeNull()
})

it('moves to the next control at once, with its keys, and goes when the pointer goes elsewhere', () => {
  point(save())
  wait(hoverDelayMs)
  point(shortcuts())
  expect(bubble()).toBe('Keyboard shortcuts Ctrl /')
  point(nothing())
  wait(leaveDelayMs)
  expect(bubble()).toBeNull()
})

it('stays while the pointer is on the words themselves', () => {
  point(save())
  wait(hoverDelayMs)
  point(nothing())
  wait(leaveDelayMs - 1)
  point(document.querySelector('[class*=bubble]')!)
  wait(hoverDelayMs)
  expect(bubble()).toBe('Save your edits')
  point(nothing())
  wait(leaveDelayMs)
  expect(bubble()).toBeNull()
})

it('comes at once when the keyboard reaches a control, and goes with the focus', () => {
  const matches = vi.spyOn(HTMLElement.prototype, 'matches').mockReturnValue(true)
  act(() => save().focus())
  expect(bubble()).toBe('Save your edits')
  act(() => save().blur())
  expect(bubble()).toBeNull()
  matches.mockRestore()
})

it('goes with a press, and does not come back until the pointer does', () => {
  point(save())
  wait(hoverDelayMs)
  act(() => save().click())
  expect(bubble()).toBeNull()
  point(save())
  wait(hoverDelayMs)
  expect(bubble()).toBeNull()
})

it('goes with Escape, which others hear as well', () => {
  const heard = vi.fn()
  document.addEventListener('keydown', heard)
  point(save())
  wait(hoverDelayMs)
  act(() => void save().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })))
  expect(bubble()).toBeNull()
  expect(heard).toHaveBeenCalledOnce()
  document.removeEventListener('keydown', heard)
})

it('says what the control says now when its words change', async () => {
  point(save())
  wait(hoverDelayMs)
  await act(async () => root.render(<Page words="All edits are saved" />))
  expect(bubble()).toBe('All edits are saved')
})
