// @vitest-environment happy-dom
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { expect, it } from 'vitest'
import { useDragHandle } from './use-drag.ts'

function Row({ id }: { id: string }) {
  const handle = useRef<HTMLButtonElement>(null)
  useDragHandle(handle, 'message', id)
  return (
    <div data-message={id}>
      <button ref={handle} type="button" />
    </div>
  )
}

it('drags a row that comes later from its first moment on', async () => {
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  const draggable = () => [...place.querySelectorAll('button')].map((button) => button.getAttribute('draggable'))
  flushSync(() => root.render([<Row key="a" id="a" />]))
  await expect.poll(draggable).toEqual(['true'])
  flushSync(() => root.render([<Row key="a" id="a" />, <Row key="b" id="b" />]))
  // The effects of this drawing come before the next one.
  flushSync(() => root.render([<Row key="a" id="a" />, <Row key="b" id="b" />]))
  expect(draggable()).toEqual(['true', 'true'])
  root.unmount()
})
