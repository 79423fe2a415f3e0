// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import { useStickToEnd } from './use-stick-to-end.ts'

function Pane() {
  return <article ref={useStickToEnd(true)} />
}

/** A pane whose answer grows, scrolled so far down; whether it holds its end after this. */
function isHeldAfter(event: Event, top: number, ...more: Event[]): boolean {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  const place = document.createElement('div')
  const root = createRoot(place)
  act(() => root.render(<Pane />))
  const pane = place.querySelector('article')
  if (!pane) throw new Error('There is no pane.')
  pane.scrollTop = top
  for (const each of [event, ...more]) pane.dispatchEvent(each)
  const isHeld = pane.hasAttribute('data-held')
  act(() => root.unmount())
  return isHeld
}

it.each([
  ['the wheel turns up', new WheelEvent('wheel', { deltaY: -3 })],
  ['a key is pressed that leads up', new KeyboardEvent('keydown', { key: 'PageUp' })],
])('lets go when %s, before anything has scrolled', (_, event) => {
  expect(isHeldAfter(event, 100)).toBe(false)
})

it.each([
  ['the wheel turns down', new WheelEvent('wheel', { deltaY: 3 }), 100],
  ['there is nothing further up', new WheelEvent('wheel', { deltaY: -3 }), 0],
])('holds on when %s', (_, event, top) => {
  expect(isHeldAfter(event, top)).toBe(true)
})

// happy-dom lays nothing out: every place counts as the end here.
it('does not take a step of the way up that was pushed back down for an arrival at the end', () => {
  const wheelUp = new WheelEvent('wheel', { deltaY: -3 })
  expect(isHeldAfter(wheelUp, 100, new Event('scroll'))).toBe(false)
  // Our own scroll to the end may have been on its way when the wheel turned, and ends now.
  expect(isHeldAfter(wheelUp, 100, new Event('scroll'), new Event('scrollend'), new Event('scroll'))).toBe(false)
  const wheelDown = new WheelEvent('wheel', { deltaY: 3 })
  expect(isHeldAfter(wheelUp, 100, new Event('scroll'), wheelDown, new Event('scroll'))).toBe(true)
})
