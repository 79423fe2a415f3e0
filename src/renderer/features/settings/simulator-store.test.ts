import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import { createSimulatorStore, type SimulatorStore } from './simulator-store.ts'

let core: TestCore
let store: SimulatorStore

beforeEach(async () => {
  core = await createTestCore()
  store = createSimulatorStore(createTestHost(core.core))
  await store.getState().load()
})
afterEach(() => core.dispose())

it('knows the address and what can be chosen', () => {
  const { info } = store.getState()
  expect(info?.url).toBe(core.simulator.url)
  expect(info?.scenarios.map(({ name }) => name)).toContain('rate-limit-429')
})

it('chooses a scenario and goes back to none', async () => {
  await store.getState().setScenario('cut?after=200')
  expect(store.getState().info?.scenario).toBe('cut?after=200')
  await store.getState().setScenario(null)
  expect(store.getState().info?.scenario).toBeNull()
})

it('says why a scenario is refused and keeps the one before', async () => {
  await store.getState().setScenario('slow')
  await store.getState().setScenario('slow?ms=never')
  expect(store.getState().problem).toContain('whole number')
  expect(store.getState().info?.scenario).toBe('slow')
})
