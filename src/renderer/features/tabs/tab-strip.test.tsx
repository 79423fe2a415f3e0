// @vitest-environment happy-dom
// The tabs of the open prompts, and the list of all of them where they do not fit.
import { act } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { loadMenus } from '../../ui/menu.tsx'
import { TabStrip } from './tab-strip.tsx'
import { createTabsStore } from './tabs-store.ts'

const [prompt] = examplePrompts as [(typeof examplePrompts)[number]]
let services: PromptServices
let leave = () => {}
beforeEach(async () => {
  // Nothing scrolls in a page without layout, and what drags the tabs says so.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  services = await openedPrompt(prompt, {
    'prompts.open': ({ id }) => {
      const opened = { ...prompt, id, name: id === prompt.id ? prompt.name : `Name of ${id}` }
      return { prompt: opened, saved: opened, entry: { id } }
    },
  })
})
afterEach(() => {
  leave()
  vi.restoreAllMocks()
})
const entry = (id: string, hasUnsavedEdits = false) => ({
  id,
  name: `Name of ${id}`,
  file: `${id}.json`,
  savedAt: null,
  version: null,
  hasUnsavedEdits,
})
async function show(ids: string[], running: string[] = []) {
  services.prompts.setState({ entries: ids.map((id) => entry(id, id === 'b')) })
  const tabs = createTabsStore(services.host, services.prompts, [prompt.id, ...ids])
  leave = await mount(services, <TabStrip tabs={tabs} running={new Set(running)} />)
}
const all = () => document.querySelector<HTMLElement>('[aria-label="All open prompts"]')

it('has no list while all tabs are in sight', async () => {
  await show(['a', 'b'])
  expect(document.querySelectorAll('[role="tab"]')).toHaveLength(3)
  expect(all()).toBe(null)
})

it('says of which prompts a run is going', async () => {
  await show(['a', 'b'], ['b'])
  const names = [...document.querySelectorAll('[role="tab"]')].map(({ textContent }) => textContent)
  expect(names).toEqual([prompt.name, 'Name of a', 'Name of b, running, unsaved edits'])
})

it('lists every open prompt where some tabs are out of sight, and opens the one that is chosen', async () => {
  // No page without layout has tabs that are cut off.
  vi.spyOn(HTMLElement.prototype, 'scrollWidth', 'get').mockReturnValue(900)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(300)
  await loadMenus()
  await show(['a', 'b'])
  await act(async () => all()?.click())
  const items = () => [...document.querySelectorAll<HTMLElement>('[role^="menuitem"]')]
  await expect
    .poll(() => act(async () => items().map(({ textContent }) => textContent)))
    .toEqual([prompt.name, 'Name of a', 'Name of bunsaved edits'])
  expect(items().map((item) => item.querySelector('[aria-label="chosen"]') !== null)).toEqual([true, false, false])
  await act(async () => items()[1]?.click())
  await expect.poll(() => act(async () => services.prompts.getState().prompt?.id)).toBe('a')
})
