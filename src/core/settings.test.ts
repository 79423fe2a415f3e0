import { expect, it, onTestFinished } from 'vitest'
import { createTestCore, createTestHost, memorySettings } from '../../test/support/test-core.ts'

async function hostOver(stored: Record<string, unknown>) {
  const { core, dispose } = await createTestCore({ settings: memorySettings(stored) })
  onTestFinished(dispose)
  return createTestHost(core)
}

const defaults = {
  theme: 'system',
  openPromptId: null,
  openTabs: [],
  closedFolders: [],
  layout: {},
  keys: {},
  historyKeepDays: null,
  recentActions: [],
}

it('answers the settings of a first start where nothing is stored', async () => {
  const host = await hostOver({})
  expect(await host.call('settings.get', {})).toEqual(defaults)
})

it('changes what is named and nothing else', async () => {
  const host = await hostOver({})
  await host.call('settings.set', { layout: { side: 22, isOpen: true, sizes: [20, 80] }, openPromptId: 'p1' })
  expect(await host.call('settings.set', { theme: 'dark' })).toEqual({
    ...defaults,
    theme: 'dark',
    openPromptId: 'p1',
    layout: { side: 22, isOpen: true, sizes: [20, 80] },
  })
  expect(await host.call('settings.get', {})).toMatchObject({ theme: 'dark', openPromptId: 'p1' })
})

it.each([
  [
    { theme: 'sepia', openPromptId: 'p1', layout: { side: 30 } },
    { ...defaults, openPromptId: 'p1', layout: { side: 30 } },
  ],
  [
    { theme: 'dark', openPromptId: 7, layout: 'wide' },
    { ...defaults, theme: 'dark' },
  ],
  [
    { theme: 'dark', fromTheFuture: true },
    { ...defaults, theme: 'dark' },
  ],
  ['text', defaults],
  [null, defaults],
  [[1, 2], defaults],
])('falls back for an unusable stored value only: %j', async (view, expected) => {
  const host = await hostOver({ view })
  expect(await host.call('settings.get', {})).toEqual(expected)
})
