// S27: what holds a key may hang on an error some day; printed, none of it shows the key.
import { format, inspect } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildRequest } from '#shared/request/request'
import { type RawServer, rawServer } from '../../../test/support/raw-server.ts'
import { destinationAt, promptOf, testKey } from '../../../test/support/run-engine.ts'
import { createTestCore, memorySettings } from '../../../test/support/test-core.ts'
import { createConnections } from '../keys/connections.ts'
import { createKeys } from '../keys/keys.ts'
import { createMemoryVault } from '../keys/memory-vault.ts'
import { destinationOf } from '../keys/resolve-destination.ts'
import { createSimulatorDoor } from '../simulator-door.ts'
import { createClient, createMessagesApi } from './messages-api.ts'
import { fetchLimits } from './wire.ts'

let server: RawServer
let answer: Parameters<typeof rawServer>[0]
beforeEach(async () => {
  answer = (_request, response) => response.writeHead(404).end()
  server = await rawServer((...request) => answer(...request))
})
afterEach(() => server.close())

const { signal } = new AbortController()

/** Everything that printing a value may show. */
const printed = (value: unknown) =>
  [
    inspect(value, { depth: null, showHidden: true, getters: true }),
    inspect(Object.assign(new Error('x', { cause: value }), { value }), { depth: null }),
    format('%o %O %j', value, value, value),
    JSON.stringify({ value }),
  ].join('\n')

it('S27 the core shows no key when it is printed, with one set and used', async () => {
  const { core, dispose } = await createTestCore({ environmentKey: `${testKey}-of-the-environment` })
  try {
    const connection = { id: null, name: 'Mine', baseUrl: server.url, credential: 'both', consentedHost: null } as const
    const { id } = await core.handlers['connections.save'](connection, { signal })
    const status = await core.handlers['keys.set']({ connectionId: id, key: testKey, keep: 'memory' }, { signal })
    const refused = await core.handlers['keys.test']({ connectionId: id }, { signal }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Error)
    expect(printed([core, status, refused])).not.toContain(testKey)
  } finally {
    await dispose()
  }
})

it('S27 a destination is printed as that alone', async () => {
  const settings = memorySettings()
  const connections = createConnections(settings, () => 'mine')
  const keys = createKeys({
    vault: createMemoryVault(),
    settings,
    now: () => new Date(),
    environmentKey: null,
    hide: () => {},
  })
  const start = () => Promise.reject(new Error('not asked for'))
  const simulator = createSimulatorDoor({ scenarios: [], check: () => null, start })
  const { baseUrl } = destinationAt(server.url)
  connections.store(connections.check({ id: null, name: 'Mine', baseUrl, credential: 'bearer', consentedHost: null }))
  await keys.set(connections.get('mine'), { key: testKey, keep: 'memory' })
  const destination = await destinationOf('mine', { connections, keys, simulator })
  expect(destination.key).toBe(testKey)
  expect(printed(destination)).toContain('[destination]')
  expect(printed([destination, keys, connections])).not.toContain(testKey)
})

it.each(['bearer', 'x-api-key', 'both'] as const)(
  'S27 the client of the SDK that sends the key as %s shows it nowhere, nor does what points back to it',
  async (credential) => {
    answer = (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
    const client = await createClient(destinationAt(server.url, { credential }), fetchLimits, 1_000, Date.now)
    expect(client.apiKey).toBe(testKey)
    expect(printed(client)).toContain('[client of the Messages API]')
    const waiting = client.get('/v1/models')
    expect(printed([client, client.messages, client.models, waiting])).not.toContain(testKey)
    await waiting.asResponse()
  },
)

it.each([
  ['a refusal', 401, 'application/json', '{"type":"error","error":{"type":"authentication_error","message":"no"}}'],
  ['a page', 200, 'text/html', '<html></html>'],
  ['a lost connection', null, '', ''],
])('S27 the error of %s shows no key, with all its causes', async (_what, status, type, body) => {
  answer = (request, response) => {
    if (status === null) request.socket.destroy()
    else response.writeHead(status, { 'content-type': type }).end(body)
  }
  const api = createMessagesApi()
  const destination = destinationAt(server.url, { credential: 'both' })
  const failures = await Promise.all([
    api.open(destination, buildRequest(promptOf(), 'custom'), { signal }).catch((error: unknown) => error),
    api.testKey(destination, { signal }).catch((error: unknown) => error),
  ])
  expect(failures).toEqual([expect.any(Error), expect.any(Error)])
  expect(printed([failures, api])).not.toContain(testKey)
})
