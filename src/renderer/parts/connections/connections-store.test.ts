import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import {
  activeConnection,
  type ConnectionsStore,
  createConnectionsStore,
  keyPlace,
  needsKey,
} from './connections-store.ts'

let core: TestCore
let store: ConnectionsStore

beforeEach(async () => {
  core = await createTestCore()
  store = createConnectionsStore(createTestHost(core.core))
  await store.getState().load()
})
afterEach(() => core.dispose())

const names = () => store.getState().connections.map(({ name }) => name)
const named = (name: string) => store.getState().connections.find((connection) => connection.name === name)!
const box = {
  id: null,
  name: 'Box',
  baseUrl: 'http://localhost:8080',
  credential: 'bearer',
  consentedHost: null,
} as const

it('starts on the simulator, which needs no key', () => {
  const active = activeConnection(store.getState())
  expect(active?.name).toBe('Simulator')
  expect(active && needsKey(active)).toBe(false)
})

it('adds, changes and removes a connection', async () => {
  const { save, remove } = store.getState()
  const { id } = await save(box)
  await save({ ...box, id, name: 'My box' })
  expect(names()).toEqual(['Simulator', 'Anthropic', 'My box'])
  await remove(id)
  expect(names()).toEqual(['Simulator', 'Anthropic'])
})

it('goes back to the simulator when the connection in use is removed', async () => {
  const { save, activate, remove } = store.getState()
  const { id } = await save(box)
  await activate(id)
  expect(activeConnection(store.getState())?.name).toBe('Box')
  await remove(id)
  expect(activeConnection(store.getState())?.name).toBe('Simulator')
})

it('asks before it saves an address without encryption, naming the host, and changes nothing until then', async () => {
  const insecure = { ...box, baseUrl: 'http://models.example:8000' }
  await expect(store.getState().save(insecure)).rejects.toMatchObject({
    kind: 'needs-consent',
    facts: { host: 'models.example:8000' },
  })
  expect(names()).toEqual(['Simulator', 'Anthropic'])
  await store.getState().save({ ...insecure, consentedHost: 'models.example:8000' })
  expect(names()).toContain('Box')
})

it('tells of a key only its end and where it is kept', async () => {
  const { setKey, removeKey } = store.getState()
  await setKey({ connectionId: 'anthropic', key: 'sk-ant-api03-planted-x4Qz', keep: 'memory' })
  expect(named('Anthropic').key).toMatchObject({ set: true, last4: 'x4Qz', host: 'api.anthropic.com' })
  expect(keyPlace(named('Anthropic'))).toBe('in memory')
  expect(JSON.stringify(store.getState())).not.toContain('planted')
  await removeKey('anthropic')
  expect(named('Anthropic').key.set).toBe(false)
})

it('tests a key at the server that it is for', async () => {
  const { save, setKey, testKey } = store.getState()
  const { id } = await save({ ...box, baseUrl: core.simulator.url })
  await setKey({ connectionId: id, key: 'sk-simulated-key-1234', keep: 'memory' })
  expect(await testKey(id)).not.toBe('')
  core.simulator.setScenario('unauthorized-401')
  await expect(testKey(id)).rejects.toMatchObject({ name: 'AppError' })
})
