// The list of models over real HTTP: the simulator's, and lists of other shapes from servers of the test.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { ModelList } from '#shared/contract/models'
import { findModel } from '#shared/models/models'
import { type RawServer, rawServer } from '../../../test/support/raw-server.ts'
import { destinationAt } from '../../../test/support/run-engine.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost, memorySettings, type TestCore } from '../../../test/support/test-core.ts'
import { createMessagesApi } from '../api/messages-api.ts'

const json = { 'content-type': 'application/json' }
const signal = new AbortController().signal

async function serverOf(...handle: Parameters<typeof rawServer>): Promise<RawServer> {
  const server = await rawServer(...handle)
  onTestFinished(() => server.close())
  return server
}

describe('what a server lists', () => {
  const list = (url: string, kind: 'simulator' | 'custom', modelsPerPage = 1_000) =>
    createMessagesApi({ modelsPerPage }).listModels(destinationAt(url, { kind }), { signal })

  it('is asked for page by page, and is the same in pages of any size', async () => {
    const { simulator, dispose } = await createTestCore()
    onTestFinished(dispose)
    const whole = await list(simulator.url, 'simulator')
    const before = simulator.requests.length
    expect(await list(simulator.url, 'simulator', 5)).toEqual(whole)
    expect(whole?.length).toBe(28)
    expect(simulator.requests.length - before).toBe(6)
  })

  it('is told in full by the Messages API', async () => {
    const { simulator, dispose } = await createTestCore()
    onTestFinished(dispose)
    const opus = (await list(simulator.url, 'simulator'))?.find(({ id }) => id === 'claude-opus-4-6')
    expect(opus).toEqual({
      id: 'claude-opus-4-6',
      displayName: 'Claude Opus 4.6',
      line: 'opus',
      lifecycle: 'active',
      releasedAt: '2026-02-05',
      deprecatedAt: null,
      retiresAt: null,
      maxInputTokens: 1_000_000,
      maxTokens: 128_000,
      capabilities: {
        batch: true,
        images: true,
        pdf: true,
        structuredOutputs: true,
        effort: ['low', 'medium', 'high', 'max'],
        thinking: { adaptive: true, enabled: true, disabled: true, betweenTools: false },
      },
    })
  })

  it.each([
    ['OpenAI’s', { object: 'list', data: [{ id: 'qwen3:8b', object: 'model', created: 1_760_000_000 }] }, {}],
    ['vLLM’s', { object: 'list', data: [{ id: 'qwen3:8b', max_model_len: 32_768 }] }, { maxInputTokens: 32_768 }],
    [
      'OpenRouter’s',
      { data: [{ id: 'qwen3:8b', name: 'Qwen3 8B', context_length: 40_960 }] },
      { displayName: 'Qwen3 8B', maxInputTokens: 40_960 },
    ],
    ['one with nonsense in it', { data: [null, 7, { name: 'no id' }, { id: 'qwen3:8b', max_tokens: -1 }] }, {}],
  ])('is understood in the shape of %s', async (_whose, answer, told) => {
    const server = await serverOf((_request, response) => response.writeHead(200, json).end(JSON.stringify(answer)))
    expect(await list(server.url, 'custom')).toEqual([
      {
        id: 'qwen3:8b',
        displayName: null,
        line: null,
        lifecycle: null,
        releasedAt: null,
        deprecatedAt: null,
        retiresAt: null,
        maxInputTokens: null,
        maxTokens: null,
        capabilities: null,
        ...told,
      },
    ])
    expect(server.requests.map(({ url }) => url)).toEqual(['/v1/models?limit=1000'])
  })

  it.each([404, 405, 501])('is none where the server has no list: %d is no error', async (status) => {
    const server = await serverOf((_request, response) => response.writeHead(status, json).end('{}'))
    expect(await list(server.url, 'custom')).toBeNull()
  })

  it('does not go round for ever with a server that repeats its pages', async () => {
    const page = JSON.stringify({ data: [{ id: 'a' }], has_more: true, last_id: 'a' })
    const server = await serverOf((_request, response) => response.writeHead(200, json).end(page))
    expect(await list(server.url, 'custom')).toHaveLength(2)
    expect(server.requests).toHaveLength(2)
  })

  it('is an error where the answer is something else', async () => {
    const server = await serverOf((_request, response) => response.writeHead(200, json).end('{"models":1}'))
    await expect(list(server.url, 'custom')).rejects.toMatchObject({ kind: 'not-an-answer' })
  })
})

describe('the list of the connection in use', () => {
  let now: Date
  let test: TestCore
  let folder: string
  const settings = memorySettings()
  const host = () => createTestHost(test.core)
  const listings = () => test.simulator.requests.filter(({ path }) => path.startsWith('/v1/models')).length
  const start = async () => {
    test = await createTestCore({ dataFolder: folder, settings, now: () => now })
  }
  beforeEach(async () => {
    now = new Date('2026-11-22T10:00:00Z')
    folder = await temporaryFolder()
    for (const key of ['prices', 'connections', 'activeConnectionId']) settings.delete(key)
    await start()
  })
  afterEach(() => test.dispose())

  async function useServer(baseUrl: string): Promise<string> {
    const { id } = await host().call('connections.save', {
      id: null,
      name: 'Mine',
      baseUrl,
      credential: 'none',
      consentedHost: null,
    })
    await host().call('connections.activate', { id })
    return id
  }

  it('is the catalogue at once, and the server’s as soon as that has answered', async () => {
    const first = await host().call('models.list', {})
    expect(first.live).toEqual({ connectionId: 'simulator', state: 'unknown', listedAt: null, problem: null })
    expect(findModel(first.models, 'claude-haiku-4-5')).not.toHaveProperty('listing')
    const seen: ModelList[] = []
    for await (const batch of host().stream('models.watch', {})) {
      seen.push(...batch)
      if (seen.at(-1)?.live.state === 'listed') break
    }
    const { models, live } = seen.at(-1)!
    expect(live).toMatchObject({ listedAt: '2026-11-22T10:00:00.000Z', problem: null })
    expect(findModel(models, 'claude-haiku-4-5')?.listing).toEqual({
      isListed: true,
      isCatalogued: true,
      assumedFrom: null,
    })
  })

  it('is asked for once in six hours, however often it is looked at', async () => {
    await host().call('models.refresh', {})
    for (let look = 0; look < 3; look += 1) await host().call('models.list', {})
    now = new Date('2026-11-22T15:59:00Z')
    await host().call('models.list', {})
    expect(listings()).toBe(1)
    now = new Date('2026-11-22T16:00:00Z')
    await host().call('models.list', {})
    await expect.poll(() => listings()).toBe(2)
  })

  it('is there after a restart without a network, from a file that only this user can read', async () => {
    let isUp = true
    const server = await serverOf((request, response) => {
      if (!isUp) request.socket.destroy()
      else response.writeHead(200, json).end('{"object":"list","data":[{"id":"qwen3:8b","max_model_len":32768}]}')
    })
    await useServer(server.url)
    await host().call('models.refresh', {})
    await test.core.close()
    isUp = false
    await start()
    now = new Date('2026-11-23T10:00:00Z')
    const { models, live } = await host().call('models.refresh', {})
    expect(findModel(models, 'qwen3:8b')).toMatchObject({ contextWindow: 32_768, listing: { isListed: true } })
    expect(live).toMatchObject({ state: 'listed', listedAt: '2026-11-22T10:00:00.000Z' })
    expect(live.problem).toContain(new URL(server.url).host)
  })

  it('is the catalogue where the file is damaged, and the file is whole again after the next answer', async () => {
    const file = join(folder, 'models.json')
    writeFileSync(file, '{"format":1,"lists":{"simulator":{"place":"simulator","models":"many"}}}')
    expect((await host().call('models.list', {})).live.state).toBe('unknown')
    await host().call('models.refresh', {})
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 1, lists: { simulator: {} } })
  })

  it('follows the connection: its models come with it and go with it', async () => {
    const server = await serverOf((_request, response) => response.writeHead(200, json).end('{"data":[{"id":"mine"}]}'))
    await useServer(server.url)
    await expect
      .poll(async () => findModel((await host().call('models.list', {})).models, 'mine'))
      .toMatchObject({
        displayName: 'mine',
        contextWindow: null,
        capabilities: { sampling: null, prefill: null },
        pricing: { inputPerMTok: null },
      })
    await host().call('connections.activate', { id: 'simulator' })
    expect(findModel((await host().call('models.list', {})).models, 'mine')).toBeNull()
  })

  it('is asked for again when the connection gets a key, which stays in the core', async () => {
    const key = 'sk-canary-0123456789'
    const server = await serverOf((request, response) => {
      if (request.headers.authorization === `Bearer ${key}`) response.writeHead(200, json).end('{"data":[{"id":"a"}]}')
      else response.writeHead(401, json).end('{"error":{"type":"authentication_error","message":"no"}}')
    })
    const id = await useServer(server.url)
    await host().call('connections.save', {
      id,
      name: 'Mine',
      baseUrl: server.url,
      credential: 'bearer',
      consentedHost: null,
    })
    expect((await host().call('models.refresh', {})).live.problem).toContain('needs an API key')
    expect(server.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true)
    await host().call('keys.set', { connectionId: id, key, keep: 'memory' })
    await expect
      .poll(async () => (await host().call('models.list', {})).live)
      .toMatchObject({ state: 'listed', problem: null })
    expect(JSON.stringify(await host().call('models.refresh', {}))).not.toContain(key)
    expect(readFileSync(join(folder, 'models.json'), 'utf8')).not.toContain(key)
  })

  it('says that a server has no list, and that it is the catalogue then', async () => {
    const server = await serverOf((_request, response) => response.writeHead(404, json).end('{}'))
    await useServer(server.url)
    const { models, live } = await host().call('models.refresh', {})
    expect(live).toMatchObject({ state: 'not-available', problem: null })
    expect(findModel(models, 'claude-haiku-4-5')).not.toHaveProperty('listing')
  })

  it('forgets the list of a connection that is gone', async () => {
    const server = await serverOf((_request, response) => response.writeHead(200, json).end('{"data":[{"id":"mine"}]}'))
    const id = await useServer(server.url)
    await host().call('models.refresh', {})
    await host().call('connections.remove', { id })
    await host().call('models.refresh', {})
    const { lists } = JSON.parse(readFileSync(join(folder, 'models.json'), 'utf8')) as { lists: object }
    expect(Object.keys(lists)).toEqual(['simulator'])
  })

  it('is not asked for by a core that closes', async () => {
    const held: (() => void)[] = []
    const server = await serverOf((_request, response) => void held.push(() => response.end()))
    await useServer(server.url)
    await expect.poll(() => held).toHaveLength(1)
    await test.core.close()
    await expect.poll(() => server.requests[0]?.socket.destroyed).toBe(true)
  })

  describe('with prices of the user’s own', () => {
    it('keeps them over a restart, marks them, and takes them for the runs that begin after', async () => {
      const prices = { standard: { outputPerMTok: 50 } }
      const { models } = await host().call('models.setPrices', { modelId: 'claude-haiku-4-5', prices })
      expect(findModel(models, 'claude-haiku-4-5')).toMatchObject({
        pricing: { inputPerMTok: 1, outputPerMTok: 50 },
        ownPrices: { set: prices, list: { outputPerMTok: 5 } },
      })
      await test.core.close()
      await start()
      expect(findModel((await host().call('models.list', {})).models, 'claude-haiku-4-5')?.pricing.outputPerMTok).toBe(
        50,
      )
      const reset = await host().call('models.setPrices', { modelId: 'claude-haiku-4-5-20251001', prices: null })
      expect(findModel(reset.models, 'claude-haiku-4-5')).not.toHaveProperty('ownPrices')
    })

    it('takes a price for an id that nobody knows, and lists it', async () => {
      const prices = { standard: { inputPerMTok: 0, outputPerMTok: 0 } }
      const { models } = await host().call('models.setPrices', { modelId: 'my-own', prices })
      expect(findModel(models, 'my-own')).toMatchObject({ pricing: { inputPerMTok: 0 }, contextWindow: null })
    })

    it.each([
      [{ standard: { inputPerMTok: -1 } }],
      [{ standard: { inputPerMTok: 1e9 } }],
      [{ standard: { inputPerMTok: '1' } }],
      [{ other: {} }],
      [{ fast: { cacheRead: 1 } }],
    ])('refuses %j at the door', async (prices) => {
      // Safe: a page may send anything.
      const input = { modelId: 'claude-haiku-4-5', prices } as never
      await expect(host().call('models.setPrices', input)).rejects.toMatchObject({ kind: 'invalid-input' })
    })
  })
})
