import { expect, it, onTestFinished } from 'vitest'
import type { Input } from '#shared/contract'
import { createTestCore, createTestHost, memorySettings } from '../../../test/support/test-core.ts'
import type { CoreDeps } from '../core-deps.ts'
import { createMemoryVault } from './memory-vault.ts'

async function open(overrides?: Partial<CoreDeps>) {
  const settings = memorySettings()
  const { core, dispose } = await createTestCore({ settings, ...overrides })
  onTestFinished(dispose)
  return { host: createTestHost(core), settings }
}

const local: Input<'connections.save'> = {
  id: null,
  name: 'Local server',
  baseUrl: 'http://localhost:11434',
  credential: 'bearer',
  consentedHost: null,
}

it('starts with the simulator in use and Anthropic beside it', async () => {
  const { host } = await open()
  expect(await host.call('connections.list', {})).toMatchObject({
    connections: [
      { id: 'simulator', kind: 'simulator', key: { set: false } },
      {
        id: 'anthropic',
        kind: 'anthropic',
        baseUrl: 'https://api.anthropic.com',
        key: { set: false, host: 'api.anthropic.com' },
      },
    ],
    activeId: 'simulator',
  })
})

it('adds, changes, uses and removes a connection', async () => {
  const { host } = await open()
  const added = await host.call('connections.save', local)
  expect(added).toMatchObject({
    name: 'Local server',
    kind: 'custom',
    baseUrl: 'http://localhost:11434',
    credential: 'bearer',
  })
  await host.call('connections.activate', { id: added.id })
  await host.call('connections.save', { ...local, id: added.id, name: 'Renamed' })
  const { connections, activeId } = await host.call('connections.list', {})
  expect(connections.map(({ name }) => name)).toEqual(['Simulator', 'Anthropic', 'Renamed'])
  expect(activeId).toBe(added.id)

  await host.call('connections.remove', { id: added.id })
  expect(await host.call('connections.list', {})).toMatchObject({ activeId: 'simulator', connections: { length: 2 } })
  await expect(host.call('connections.activate', { id: added.id })).rejects.toMatchObject({ kind: 'not-found' })
})

it('does not let the built-in ones be changed or removed', async () => {
  const { host } = await open()
  for (const id of ['simulator', 'anthropic']) {
    await expect(host.call('connections.remove', { id })).rejects.toMatchObject({ kind: 'invalid-input' })
    await expect(host.call('connections.save', { ...local, id })).rejects.toMatchObject({ kind: 'invalid-input' })
  }
})

it.each([
  'file:///etc/passwd',
  'ftp://host/',
  'javascript:alert(1)',
  'not an address',
  'http://169.254.169.254',
  'http://2852039166',
  'http://0xa9fea9fe',
  'http://[::ffff:169.254.169.254]',
  'http://metadata.google.internal',
  'https://user:secret@host.test',
])('S24 refuses %s, also where the person would agree', async (baseUrl) => {
  const { host } = await open()
  for (const consentedHost of [null, 'host', 'host.test', '169.254.169.254']) {
    await expect(host.call('connections.save', { ...local, baseUrl, consentedHost })).rejects.toMatchObject({
      kind: 'invalid-input',
      facts: { field: 'baseUrl' },
    })
  }
})

it('S24 asks before it talks to another computer without encryption, and names the host', async () => {
  const { host } = await open()
  const remote = { ...local, baseUrl: 'http://models.example:8080' }
  const question = { kind: 'needs-consent', facts: { host: 'models.example:8080', reason: 'insecure' } }
  await expect(host.call('connections.save', remote)).rejects.toMatchObject(question)
  await expect(host.call('connections.save', { ...remote, consentedHost: 'other.example' })).rejects.toMatchObject(
    question,
  )
  const saved = await host.call('connections.save', { ...remote, consentedHost: 'models.example:8080' })
  expect(saved.baseUrl).toBe('http://models.example:8080')
})

it('offers the address without /v1, and keeps it as typed where the person insists', async () => {
  const { host } = await open()
  const typed = { ...local, baseUrl: 'https://models.example/v1' }
  await expect(host.call('connections.save', typed)).rejects.toMatchObject({
    kind: 'needs-consent',
    facts: { host: 'models.example', reason: 'ends-in-v1', suggestion: 'https://models.example' },
  })
  const saved = await host.call('connections.save', { ...typed, consentedHost: 'models.example' })
  expect(saved.baseUrl).toBe('https://models.example/v1')
})

it.each(['http://models.example/v1', 'http://models.example/v1/v1'])(
  'asks about encryption too where an address ends in /v1: %s',
  async (baseUrl) => {
    const { host } = await open()
    await expect(host.call('connections.save', { ...local, baseUrl })).rejects.toMatchObject({
      kind: 'needs-consent',
      message: expect.stringContaining('without encryption'),
    })
  },
)

it.each(['http://other.example:11434', 'http://localhost:11435', 'https://localhost:11434'])(
  'S24 forgets the key when the connection moves to %s',
  async (baseUrl) => {
    const vault = createMemoryVault()
    const { host } = await open({ vault })
    const { id } = await host.call('connections.save', local)
    await host.call('keys.set', { connectionId: id, key: 'sk-local-0123456789', keep: 'memory' })
    const moved = await host.call('connections.save', { ...local, id, baseUrl, consentedHost: 'other.example:11434' })
    expect(moved.key.set).toBe(false)
    const back = await host.call('connections.save', { ...local, id })
    expect(back.key.set).toBe(false)
    expect(await vault.recall(`${id} http://localhost:11434`)).toBeNull()
  },
)

it('keeps the key when only the name or the path changes', async () => {
  const { host } = await open()
  const { id } = await host.call('connections.save', local)
  await host.call('keys.set', { connectionId: id, key: 'sk-local-0123456789', keep: 'memory' })
  const changed = await host.call('connections.save', {
    ...local,
    id,
    name: 'New name',
    baseUrl: 'http://localhost:11434/api',
  })
  expect(changed.key).toMatchObject({ set: true, last4: '6789' })
})

it('forgets the key of a connection that is removed', async () => {
  const vault = createMemoryVault()
  const { host } = await open({ vault })
  const { id } = await host.call('connections.save', local)
  await host.call('keys.set', { connectionId: id, key: 'sk-local-0123456789', keep: 'memory' })
  await host.call('connections.remove', { id })
  expect(await vault.recall(`${id} http://localhost:11434`)).toBeNull()
})

it('ignores stored connections that are unusable and keeps the others', async () => {
  const good = { id: 'c1', name: 'Good', kind: 'custom', baseUrl: 'http://localhost:1', credential: 'none' }
  const stored = [
    good,
    { ...good, id: 'c2', baseUrl: 'file:///x' },
    { ...good, id: 7 },
    null,
    { ...good, kind: 'anthropic' },
  ]
  const { host } = await open({ settings: memorySettings({ connections: stored, activeConnectionId: 'c2' }) })
  const { connections, activeId } = await host.call('connections.list', {})
  expect(connections.map(({ id }) => id)).toEqual(['simulator', 'anthropic', 'c1'])
  expect(activeId).toBe('simulator')
})
