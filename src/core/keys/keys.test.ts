import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { AppError } from '#shared/app-error'
import { examplePrompts } from '#shared/prompt/examples'
import { collect } from '../../../test/support/collect.ts'
import { rawServer } from '../../../test/support/raw-server.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, createWirePair, memorySettings } from '../../../test/support/test-core.ts'
import { connect } from '../../renderer/host/connect.ts'
import type { CoreDeps, KeyVault } from '../core-deps.ts'
import { serve } from '../serve.ts'
import { createKeyFileVault } from './key-file.ts'
import { createMemoryVault } from './memory-vault.ts'

const key = 'sk-ant-api03-canary-7f3a9'

async function open(overrides?: Partial<CoreDeps>) {
  const test = await createTestCore(overrides)
  onTestFinished(test.dispose)
  const pair = createWirePair()
  serve(test.handlers, pair.coreEnd, { onUnexpected: test.core.onUnexpected })
  return { ...test, host: connect(pair.view), sent: pair.sent }
}

it('answers that a key is set, its last four characters, how it is kept and for which host', async () => {
  const { host } = await open()
  const status = await host.call('keys.set', { connectionId: 'anthropic', key: ` "${key}" `, keep: 'memory' })
  expect(status).toEqual({
    set: true,
    last4: '7f3a9'.slice(-4),
    protection: {
      kind: 'memory',
      backend: null,
      location: 'The memory of Antiphon',
      sentence: expect.any(String),
    },
    host: 'api.anthropic.com',
    lastUsedAt: null,
  })
  expect((await host.call('connections.list', {})).connections[1]?.key).toEqual(status)
})

it('does not tell the end of a key that is hardly longer', async () => {
  const { host } = await open()
  expect(await host.call('keys.set', { connectionId: 'anthropic', key: 'short', keep: 'memory' })).toMatchObject({
    set: true,
    last4: null,
  })
})

it('takes the key from the environment for Anthropic only, and only until one is set by hand', async () => {
  const { host } = await open({ environmentKey: 'sk-ant-from-environment' })
  const custom = {
    id: null,
    name: 'Local',
    baseUrl: 'http://localhost:1',
    credential: 'bearer',
    consentedHost: null,
  } as const
  expect((await host.call('connections.save', custom)).key.set).toBe(false)
  const status = async () => (await host.call('connections.list', {})).connections[1]?.key
  expect(await status()).toMatchObject({ set: true, last4: 'ment', protection: { kind: 'environment' } })
  await host.call('keys.set', { connectionId: 'anthropic', key, keep: 'memory' })
  expect(await status()).toMatchObject({ last4: 'f3a9', protection: { kind: 'memory' } })
  expect(await host.call('keys.remove', { connectionId: 'anthropic' })).toMatchObject({
    protection: { kind: 'environment' },
  })
})

it.each(['', '   ', 'two keys', 'smart“quote'])(
  'ignores an unusable environment variable: %j',
  async (environmentKey) => {
    const { host } = await open({ environmentKey })
    expect((await host.call('connections.list', {})).connections[1]?.key.set).toBe(false)
  },
)

it('refuses a key where none is sent', async () => {
  const { host } = await open()
  const { id } = await host.call('connections.save', {
    id: null,
    name: 'Open server',
    baseUrl: 'http://localhost:1',
    credential: 'none',
    consentedHost: null,
  })
  for (const connectionId of ['simulator', id]) {
    await expect(host.call('keys.set', { connectionId, key, keep: 'memory' })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
  }
})

it('needs a key before it tests one, and says for which connection', async () => {
  const { host } = await open()
  await expect(host.call('keys.test', { connectionId: 'anthropic' })).rejects.toMatchObject({
    kind: 'no-api-key',
    facts: { connectionId: 'anthropic' },
  })
})

it('tests a key at the server that it is for, whichever connection is in use', async () => {
  const { host, simulator } = await open()
  const { id } = await host.call('connections.save', {
    id: null,
    name: 'Compatible',
    baseUrl: simulator.url,
    credential: 'x-api-key',
    consentedHost: null,
  })
  await host.call('keys.set', { connectionId: id, key, keep: 'memory' })
  expect(await host.call('keys.test', { connectionId: id })).toEqual({ message: expect.any(String) })
  simulator.setScenario('unauthorized-401?on=all')
  await expect(host.call('keys.test', { connectionId: id })).rejects.toMatchObject({
    message: expect.not.stringContaining(key),
  })
})

it('sends a custom connection without credential no key, and the simulator never a real one', async () => {
  const { host, simulator } = await open({ environmentKey: key })
  const { id } = await host.call('connections.save', {
    id: null,
    name: 'Open server',
    baseUrl: simulator.url,
    credential: 'none',
    consentedHost: null,
  })
  for (const connection of ['simulator', id]) {
    await host.call('connections.activate', { id: connection })
    for await (const _batch of host.stream('runs.start', { prompt: examplePrompts[0]! }));
  }
  const credentials = simulator.requests.map(({ headers }) => [headers.authorization, headers['x-api-key']])
  expect(credentials[0]).toEqual(['Bearer sk-ant-simulator', undefined])
  expect(JSON.stringify(simulator.requests)).not.toContain(key)
})

it('says that a keychain is out of reach, and leaves what is in it', async () => {
  const calls: string[] = []
  const vault: KeyVault = {
    options: [],
    keep: async () => {
      throw new AppError('needs-consent', 'This computer has no keyring.', { backend: 'basic_text' })
    },
    recall: async (name) => {
      calls.push(`recall ${name}`)
      throw new AppError('storage', 'The keychain is locked. Unlock it, then try again.')
    },
    forget: async (name) => void calls.push(`forget ${name}`),
  }
  const { host } = await open({ vault })
  const { connections } = await host.call('connections.list', {})
  expect(connections[1]?.key).toEqual({
    set: true,
    last4: null,
    protection: {
      kind: 'protected',
      backend: null,
      location: 'The keychain, out of reach at the moment',
      sentence: 'The keychain is locked. Unlock it, then try again.',
    },
    host: 'api.anthropic.com',
    lastUsedAt: null,
  })
  await expect(host.call('keys.test', { connectionId: 'anthropic' })).rejects.toMatchObject({ kind: 'storage' })
  await expect(host.call('keys.set', { connectionId: 'anthropic', key, keep: 'protected' })).rejects.toMatchObject({
    kind: 'needs-consent',
    facts: { backend: 'basic_text' },
  })
  expect(new Set(calls)).toEqual(new Set(['recall anthropic https://api.anthropic.com']))
})

it('writes the key nowhere and tells it to nobody while it is kept in memory', async () => {
  const settings = memorySettings()
  const stored: unknown[] = []
  const { host, sent, core, folder, simulator } = await open({
    settings: {
      ...settings,
      set: (name, value) => {
        stored.push(value)
        settings.set(name, value)
      },
    },
    vault: createMemoryVault(),
  })
  const { id } = await host.call('connections.save', {
    id: null,
    name: 'Compatible',
    baseUrl: simulator.url,
    credential: 'both',
    consentedHost: null,
  })
  await host.call('keys.set', { connectionId: id, key, keep: 'memory' })
  await host.call('connections.activate', { id })
  for (const scenario of ['fast', 'unauthorized-401', 'html-200', 'error-event', 'cut']) {
    simulator.setScenario(scenario)
    for await (const _batch of host.stream('runs.start', { prompt: examplePrompts[0]! }));
    await host.call('tokens.count', { prompt: examplePrompts[0]! })
  }
  await host.call('prompts.journal', { prompt: { ...examplePrompts[0]!, name: 'Edited' } })
  core.log.problem('test', new Error(`Headers.append: "${key}" is an invalid header value.`))
  await core.close()
  expect(JSON.stringify(simulator.requests.map(({ headers }) => headers))).toContain(key)
  expect(JSON.stringify(sent)).not.toContain(key)
  expect(JSON.stringify(stored)).not.toContain(key)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(files.map(({ name }) => name).sort()).toEqual(
    expect.arrayContaining(['antiphon.db', 'antiphon.log', 'example-support-triage.json', 'support-triage.json']),
  )
  for (const { parentPath, name } of files) expect(readFileSync(join(parentPath, name)).includes(key), name).toBe(false)
})

it('finds a key kept in a file again after a restart', async () => {
  const folder = await temporaryFolder()
  const vault = () => createKeyFileVault(folder, () => new Date())
  const first = await open({ dataFolder: folder, vault: vault() })
  await first.host.call('keys.set', { connectionId: 'anthropic', key, keep: 'file' })
  await first.core.close()
  const second = await open({ dataFolder: folder, vault: vault() })
  expect((await second.host.call('connections.list', {})).connections[1]?.key).toMatchObject({
    set: true,
    last4: 'f3a9',
    protection: { kind: 'file' },
  })
})

it('tells when a key was last used, also after a restart, and never of a new key', async () => {
  const settings = memorySettings()
  const folder = await temporaryFolder()
  let time = Date.parse('2026-11-22T10:00:00Z')
  const options = { settings, dataFolder: folder, now: () => new Date(time) }
  const { host, core, simulator } = await open(options)
  const { id, key: before } = await host.call('connections.save', {
    id: null,
    name: 'Compatible',
    baseUrl: simulator.url,
    credential: 'bearer',
    consentedHost: null,
  })
  expect(before.lastUsedAt).toBeNull()
  await host.call('keys.set', { connectionId: id, key, keep: 'memory' })
  const lastUsed = async (from = host) =>
    (await from.call('connections.list', {})).connections.find((connection) => connection.id === id)?.key.lastUsedAt
  expect(await lastUsed()).toBeNull()
  await host.call('keys.test', { connectionId: id })
  expect(await lastUsed()).toBe('2026-11-22T10:00:00.000Z')
  time += 5_000
  await host.call('keys.test', { connectionId: id })
  expect(await lastUsed()).toBe('2026-11-22T10:00:05.000Z')
  await core.close()
  const vault = createMemoryVault()
  await vault.keep(`${id} ${simulator.url}`, key, 'memory')
  const again = await open({ ...options, vault })
  expect(await lastUsed(again.host)).toBe('2026-11-22T10:00:05.000Z')
  await again.host.call('keys.set', { connectionId: id, key: `${key}-new`, keep: 'memory' })
  expect(await lastUsed(again.host)).toBeNull()
  expect(JSON.stringify(settings.get('keysUsedAt'))).toBe('{}')
})

it('ends the test of a key when the person stops it', async () => {
  const asked = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  const silent = await rawServer((_request, response) => {
    response.on('close', gone.resolve)
    asked.resolve()
  })
  onTestFinished(silent.close)
  const { host } = await open()
  const { id } = await host.call('connections.save', {
    id: null,
    name: 'Silent',
    baseUrl: silent.url,
    credential: 'bearer',
    consentedHost: null,
  })
  await host.call('keys.set', { connectionId: id, key, keep: 'memory' })
  const controller = new AbortController()
  const testing = host.call('keys.test', { connectionId: id }, { signal: controller.signal })
  await asked.promise
  controller.abort()
  await expect(testing).rejects.toMatchObject({ kind: 'cancelled' })
  await gone.promise
  expect(silent.requests).toHaveLength(1)
})

it('proves where a key is: nowhere while it is in memory, in its file alone where that was chosen', async () => {
  const folder = await temporaryFolder()
  const { host, sent } = await open({ dataFolder: folder, vault: createKeyFileVault(folder, () => new Date()) })
  const prove = async () => (await collect(host.stream('keys.prove', { connectionId: 'anthropic' }))).flat().at(-1)
  await expect(prove()).rejects.toMatchObject({ kind: 'no-api-key' })
  await host.call('keys.set', { connectionId: 'anthropic', key, keep: 'memory' })
  expect(await prove()).toMatchObject({ type: 'end', folder, hits: [], unread: [] })
  await host.call('keys.set', { connectionId: 'anthropic', key, keep: 'file' })
  expect(await prove()).toMatchObject({ hits: [{ path: 'keys.json', forms: ['plain text'], isExpected: true }] })
  writeFileSync(join(folder, 'logs', 'old.log'), `authorization: Bearer ${key}`)
  expect(await prove()).toMatchObject({
    hits: [
      { path: 'keys.json', isExpected: true },
      { path: join('logs', 'old.log'), forms: ['plain text'], isExpected: false },
    ],
  })
  expect(JSON.stringify(sent)).not.toContain(key)
})
