import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { createPromptStore, type PromptStore } from '../../parts/prompt/store/prompt-store.ts'
import { createTabsStore, shownTabs, type TabsStore } from './tabs-store.ts'

let core: TestCore
let host: Host
let prompts: PromptStore
let tabs: TabsStore

beforeEach(async () => {
  core = await createTestCore()
  await openWindow()
})
afterEach(() => core.dispose())

async function openWindow() {
  host = createTestHost(core.core)
  prompts = createPromptStore(host)
  await prompts.getState().start()
  tabs = createTabsStore(host, prompts, (await host.call('settings.get', {})).openTabs)
  await Promise.resolve()
}

/** The names of the tabs; the one that is shown in brackets. */
const names = () =>
  shownTabs(tabs.getState().ids, prompts.getState()).map(({ name, isOpen }) => (isOpen ? `[${name}]` : name))
const make = (id: string) => prompts.getState().create({ ...examplePrompts[0]!, id, name: id })
const threeTabs = async () => {
  await make('one')
  await make('two')
  await prompts.getState().open('one')
}

it('gives a prompt that is opened its tab behind the one that was shown', async () => {
  expect(names()).toEqual(['[Support triage]'])
  await threeTabs()
  expect(names()).toEqual(['Support triage', '[one]', 'two'])
  await make('three')
  expect(names()).toEqual(['Support triage', 'one', '[three]', 'two'])
})

it('shows the neighbour of a closed tab, keeps the last one, and reopens in the old place', async () => {
  await threeTabs()
  await tabs.getState().close('one')
  expect(names()).toEqual(['Support triage', '[two]'])
  await tabs.getState().close('two')
  await tabs.getState().close(examplePrompts[0]!.id)
  expect(names()).toEqual(['[Support triage]'])
  expect(await tabs.getState().reopen()).toBe(true)
  expect(names()).toEqual(['Support triage', '[two]'])
  await tabs.getState().reopen()
  expect(names()).toEqual(['Support triage', '[one]', 'two'])
  expect(await tabs.getState().reopen()).toBe(false)
})

it('keeps what was typed in a tab that is closed', async () => {
  await threeTabs()
  prompts.getState().edit((prompt) => ({ ...prompt, system: 'typed' }))
  await tabs.getState().close('one')
  await tabs.getState().reopen()
  expect(prompts.getState()).toMatchObject({ prompt: { id: 'one', system: 'typed' }, isSaved: false })
})

it('moves tabs, and closes all but one', async () => {
  await threeTabs()
  tabs.getState().move('two', 0)
  expect(names()).toEqual(['two', 'Support triage', '[one]'])
  tabs.getState().move('two', 2)
  expect(names()).toEqual(['Support triage', '[one]', 'two'])
  await tabs.getState().closeOthers('two')
  expect(names()).toEqual(['[two]'])
})

it('has the same tabs after a restart, without those whose prompts are gone', async () => {
  await threeTabs()
  await expect.poll(async () => (await host.call('settings.get', {})).openTabs).toHaveLength(3)
  rmSync(join(core.folder, 'library', 'two.json'))
  await openWindow()
  expect(names()).toEqual(['Support triage', '[one]'])
})

it('drops the tab of a prompt that is deleted, and has it again when that is undone', async () => {
  await threeTabs()
  await prompts.getState().remove('two')
  expect(names()).toEqual(['Support triage', '[one]'])
  await prompts.getState().restore('two')
  expect(names()).toEqual(['Support triage', 'one', '[two]'])
})
