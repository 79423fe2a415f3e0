// @vitest-environment happy-dom
// One of the two panes can have all the room, and nothing that gets the focus stays behind it.
import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Host } from '#renderer/host/host'
import { defaultViewSettings } from '#shared/settings'
import { createKeymap } from '../../parts/keymap/keymap.ts'
import { KeymapProvider } from '../../parts/keymap/use-keymap.tsx'
import { createLayoutStore, type LayoutStore } from '../../parts/layout/layout-store.ts'
import { RoomButton, showOnly, showWhatRuns } from '../../parts/layout/pane-room.tsx'
import { WorkPanes } from './work-panes.tsx'

let root: Root
let layout: LayoutStore
beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  // Safe: the panes write their arrangement and ask for nothing else.
  const host = { call: async () => null } as unknown as Host
  layout = createLayoutStore(host, defaultViewSettings, () => {})
  root = createRoot(document.getElementById('root')!)
  const head = (pane: 'editor' | 'response') => (
    <>
      <div data-pane-head id={`${pane}-head`}>
        <RoomButton layout={layout} pane={pane} />
      </div>
      <input aria-label={`In the ${pane}`} />
    </>
  )
  await act(async () =>
    root.render(
      <KeymapProvider keymap={createKeymap({ usesCommandKey: false, isBrowserTab: true })}>
        <WorkPanes layout={layout} isFlipped={false} editor={head('editor')} response={head('response')} />
      </KeymapProvider>,
    ),
  )
})
afterEach(() => act(() => root.unmount()))

const only = () => [...document.querySelectorAll('[data-only]')].map((pane) => pane.getAttribute('aria-label'))
const named = (name: string) => document.querySelector<HTMLElement>(`[aria-label="${name}"]`)
const press = (name: string) => act(async () => named(name)?.click())
const focus = (name: string) => act(async () => named(name)?.focus())
const key = () =>
  act(async () => {
    const event = { key: 'M', code: 'KeyM', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true }
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', event))
  })
const pane = (shiftKey = false) =>
  act(async () => {
    const event = { key: 'F6', code: 'F6', shiftKey, bubbles: true, cancelable: true }
    document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', event))
  })
const focused = () => document.activeElement?.getAttribute('aria-label')
const twice = (id: string) =>
  act(async () => {
    document.getElementById(id)?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
  })

it('gives a pane all the room by its button, and shows both again', async () => {
  expect(only()).toEqual([])
  await press('Maximise response')
  expect(only()).toEqual(['Response'])
  expect(layout.getState().layout['panes.only']).toBe('response')
  await press('Show editor and response')
  expect(only()).toEqual([])
  expect(layout.getState().layout['panes.only']).toBeUndefined()
})

it('gives the pane with the focus all the room by the key', async () => {
  await focus('In the editor')
  await key()
  expect(only()).toEqual(['Request'])
  await key()
  expect(only()).toEqual([])
  await focus('In the response')
  await key()
  expect(only()).toEqual(['Response'])
})

it('gives the room by a double click on the bare head of a pane, and not on what is in it', async () => {
  await act(async () => {
    named('In the editor')?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
    named('Maximise editor')?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
  })
  expect(only()).toEqual([])
  await twice('editor-head')
  expect(only()).toEqual(['Request'])
  await twice('editor-head')
  expect(only()).toEqual([])
})

it('shows both again as soon as the focus goes to the pane behind', async () => {
  await press('Maximise response')
  await focus('In the response')
  expect(only()).toEqual(['Response'])
  await focus('In the editor')
  expect(only()).toEqual([])
})

it('shows the response again when a run begins or an old one is opened, and leaves a response with all the room', async () => {
  const runs = createStore<{ place: string; runningSince: number | null; opened: string | null }>()(() => ({
    place: 'a',
    runningSince: null,
    opened: null,
  }))
  const stop = showWhatRuns(layout, runs)
  for (const change of [{ runningSince: 1 }, { opened: 'r1' }]) {
    act(() => showOnly(layout, 'editor'))
    act(() => runs.setState(change))
    expect(only()).toEqual([])
  }
  act(() => showOnly(layout, 'response'))
  act(() => runs.setState({ opened: 'r2' }))
  expect(only()).toEqual(['Response'])
  stop()
})

it('goes to the next pane and back by a key, to where the focus was last', async () => {
  await focus('In the editor')
  await pane()
  expect(focused()).toBe('Maximise response')
  await focus('In the response')
  await pane()
  expect(focused()).toBe('In the editor')
  await pane(true)
  expect(focused()).toBe('In the response')
})

describe('the focus of what goes away', () => {
  const draw = (editor: ReactNode, overEditor: ReactNode = null) =>
    act(async () =>
      root.render(
        <KeymapProvider keymap={createKeymap({ usesCommandKey: false, isBrowserTab: true })}>
          <WorkPanes
            layout={layout}
            isFlipped={false}
            editor={editor}
            overEditor={overEditor === null ? null : { label: 'All runs', content: overEditor }}
            response={<input aria-label="In the response" />}
          />
        </KeymapProvider>,
      ),
    )

  it('is kept by its pane, which is no stop for Tab or the pointer afterwards', async () => {
    await draw(<input key="a" aria-label="First prompt" />)
    await focus('First prompt')
    await draw(<input key="b" aria-label="Second prompt" />)
    expect(focused()).toBe('Request')
    await focus('Second prompt')
    expect(named('Request')?.hasAttribute('tabindex')).toBe(false)
  })

  it('goes back to where it was before where its pane is gone as well', async () => {
    await draw(<input aria-label="Prompt" />)
    await focus('Prompt')
    await draw(<input aria-label="Prompt" />, <input aria-label="Search" />)
    await focus('Search')
    await draw(<input aria-label="Prompt" />)
    expect(focused()).toBe('Prompt')
  })

  it('is left to whom it was given', async () => {
    await draw(<input aria-label="Prompt" />)
    await focus('Prompt')
    await focus('In the response')
    await draw(null)
    expect(focused()).toBe('In the response')
  })
})
