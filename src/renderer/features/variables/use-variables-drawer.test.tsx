// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Host } from '#renderer/host/host'
import { defaultViewSettings } from '#shared/settings'
import { createLayoutStore } from '../../parts/layout/layout-store.ts'
import { useVariablesDrawer, type VariablesDrawerState } from './use-variables-drawer.ts'

let root: Root
let drawer: VariablesDrawerState
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  root = createRoot(document.createElement('div'))
})
afterEach(() => act(() => root.unmount()))

/** A window that remembers whether the drawer was open. */
function start(wasOpen: boolean) {
  // Safe: the layout writes its arrangement and asks for nothing else.
  const host = { call: async () => null } as unknown as Host
  const layout = createLayoutStore(host, { ...defaultViewSettings, layout: { 'variables.open': wasOpen } }, () => {})
  act(() => root.render(<Page layout={layout} />))
}
function Page({ layout }: { layout: Parameters<typeof useVariablesDrawer>[0] }) {
  drawer = useVariablesDrawer(layout)
  return null
}
const isOpen = () => ({ low: drawer.isOpen(true), high: drawer.isOpen(false) })
const set = (next: boolean) => act(() => drawer.setOpen(next))

it('does not hide the messages of a low editor at the start because it was open before', () => {
  start(true)
  expect(isOpen()).toEqual({ low: false, high: true })
  set(true)
  expect(isOpen()).toEqual({ low: true, high: true })
})

it('is open anywhere once it was opened, until it is closed', () => {
  start(false)
  expect(isOpen()).toEqual({ low: false, high: false })
  set(true)
  expect(isOpen()).toEqual({ low: true, high: true })
  set(false)
  expect(isOpen()).toEqual({ low: false, high: false })
})
