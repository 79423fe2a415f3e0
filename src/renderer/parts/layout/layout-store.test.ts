import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { createLayoutStore, flag, number } from './layout-store.ts'

let core: TestCore
let host: Host
const failures: unknown[] = []

beforeEach(async () => {
  core = await createTestCore()
  host = createTestHost(core.core)
  failures.length = 0
})
afterEach(() => core.dispose())

const open = async () => createLayoutStore(host, await host.call('settings.get', {}), (error) => failures.push(error))

it('remembers theme and arrangement for the next start', async () => {
  const store = await open()
  store.getState().setTheme('dark')
  store.getState().remember('navigator.open', false)
  store.getState().remember('editor.width', 61.5)
  await store.getState().flush()

  const { theme, layout } = (await open()).getState()
  expect({ theme, layout }).toEqual({ theme: 'dark', layout: { 'navigator.open': false, 'editor.width': 61.5 } })
})

it('takes effect before anything is written', async () => {
  const store = await open()
  store.getState().remember('editor.width', 40)
  expect(number(store.getState().layout, 'editor.width')).toBe(40)
  expect((await open()).getState().layout).toEqual({})
  await store.getState().flush()
})

it('forgets a size that was reset', async () => {
  const store = await open()
  store.getState().remember('editor.width', 40)
  store.getState().remember('editor.width', null)
  await store.getState().flush()
  expect((await open()).getState().layout).toEqual({})
})

it('leaves the open prompt alone, which another store remembers', async () => {
  await host.call('settings.set', { openPromptId: 'one' })
  const store = await open()
  store.getState().setTheme('light')
  await store.getState().flush()
  expect((await host.call('settings.get', {})).openPromptId).toBe('one')
})

it('reports that it could not write, and keeps the arrangement', async () => {
  const store = await open()
  store.getState().remember('x'.repeat(60), true)
  await store.getState().flush()
  expect(failures).toHaveLength(1)
  expect(flag(store.getState().layout, 'x'.repeat(60), false)).toBe(true)
})

it('reads nothing out of a value of another kind', () => {
  expect(flag({ a: 'yes' }, 'a', true)).toBe(true)
  expect(number({ a: true, b: Number.NaN }, 'a')).toBeNull()
})
