// @vitest-environment happy-dom
import { act, Suspense } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fetchPartsAgain, lazyPart } from './lazy-part.ts'

let root: Root
let isReachable: boolean
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  isReachable = false
})
afterEach(() => act(() => root.unmount()))

async function load() {
  if (!isReachable) throw new TypeError('Failed to fetch dynamically imported module')
  return ({ name }: { name: string }) => <b>{name}</b>
}
const show = (Part: ReturnType<typeof lazyPart<{ name: string }>> | null) =>
  act(async () => root.render(<Suspense fallback="on its way">{Part && <Part name="the part" />}</Suspense>))
const shown = () => document.getElementById('root')!.textContent

it('has something else in the place of a part that cannot be fetched, and the part once that is tried again', async () => {
  await show(lazyPart(load, () => 'missing'))
  expect(shown()).toBe('missing')
  await act(async () => fetchPartsAgain())
  expect(shown()).toBe('missing')
  isReachable = true
  await act(async () => fetchPartsAgain())
  expect(shown()).toBe('the part')
})

it('has the part when it is drawn anew, if it can be fetched then', async () => {
  const Part = lazyPart(load)
  await show(Part)
  await show(null)
  isReachable = true
  await show(Part)
  expect(shown()).toBe('the part')
})
