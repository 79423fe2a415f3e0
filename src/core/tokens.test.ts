import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { type RawServer, rawServer } from '../../test/support/raw-server.ts'
import { destinationAt, promptOf } from '../../test/support/run-engine.ts'
import type { Destination, ResolveDestination } from './api/destination.ts'
import { createMessagesApi } from './api/messages-api.ts'
import { models } from './models/models.ts'
import { tokenHandlers } from './tokens.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const open: RawServer[] = []
afterEach(() => Promise.all(open.splice(0).map((server) => server.close())))
async function serverOf(...handle: Parameters<typeof rawServer>): Promise<RawServer> {
  const server = await rawServer(...handle)
  open.push(server)
  return server
}

function counter(destination: Destination | ResolveDestination) {
  const resolveDestination = typeof destination === 'function' ? destination : async () => destination
  const handlers = tokenHandlers({
    resolveDestination,
    api: createMessagesApi(),
    fill: async (request) => request,
    held: { find: () => null },
    models: async () => models,
  })
  return (prompt: Prompt = promptOf(), signal = new AbortController().signal) =>
    handlers['tokens.count']({ prompt }, { signal })
}

describe('a count', () => {
  it('is exact where the server counts, and asks with the fields that counting takes', async () => {
    const settings = { max_tokens: 50, temperature: 0.5, stop_sequences: ['x'], metadata: { user_id: 'u' } }
    const answer = await counter(destinationAt(simulator.url))(promptOf({ settings, system: 'Be kind.' }))
    expect(answer).toMatchObject({ kind: 'exact', reason: null })
    expect(answer.inputTokens).toBeGreaterThan(5)
    const request = simulator.requests.at(-1)!
    expect(request.path).toBe('/v1/messages/count_tokens')
    expect(Object.keys(JSON.parse(request.body) as object).sort()).toEqual(['messages', 'model', 'system'])
  })

  it('goes out under the version under which the request would be sent', async () => {
    const count = counter(destinationAt(simulator.url))
    const versionOf = async (prompt: Prompt) => {
      await count(prompt)
      return simulator.requests.at(-1)!.headers['anthropic-version']
    }
    const settings = { max_tokens: 50, temperature: 0.5 }
    expect(await versionOf(promptOf({ settings: { max_tokens: 50 } }))).toBe('2026-10-21')
    expect(await versionOf(promptOf({ settings }))).toBe('2023-06-01')
    expect(await versionOf(promptOf({ settings, apiVersion: '2026-10-21' }))).toBe('2026-10-21')
  })

  it('is the number that the run then reports', async () => {
    const { runEngine } = await import('../../test/support/run-engine.ts')
    const { run } = await runEngine(destinationAt(simulator.url)).run()
    expect((await counter(destinationAt(simulator.url))()).inputTokens).toBe(run.inputTokens)
  })
})

describe('an estimate, with its reason, where the count cannot be had', () => {
  it('no key', async () => {
    const answer = await counter(async () => {
      throw new AppError('no-api-key', 'Anthropic needs an API key.', { connectionId: 'anthropic' })
    })()
    expect(answer).toEqual({ inputTokens: expect.any(Number), kind: 'estimate', reason: 'Anthropic needs an API key.' })
  })

  it('a server that does not count', async () => {
    const server = await serverOf((_request, response) => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    })
    const { host } = new URL(server.url)
    expect(await counter(destinationAt(server.url))()).toMatchObject({
      kind: 'estimate',
      reason: `${host} does not count tokens.`,
    })
  })

  it('a request that would be refused: in the words of the API', async () => {
    const answer = await counter(destinationAt(simulator.url))(promptOf({ messages: [] }))
    expect(answer.kind).toBe('estimate')
    expect(answer.reason).toMatch(/refused the request: messages/)
  })

  it('a model that the server does not know: that, and not that it cannot count', async () => {
    const answer = await counter(destinationAt(simulator.url))(promptOf({ model: 'claude-nope-1' }))
    expect(answer.kind).toBe('estimate')
    expect(answer.reason).toContain('claude-nope-1')
  })

  it('a refused key, a dead server, a page that is no answer, an answer without a number', async () => {
    const page = await serverOf((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>')
    })
    const other = await serverOf((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"tokens":3}')
    })
    const gone = await serverOf(() => {})
    await gone.close()
    open.splice(open.indexOf(gone), 1)
    const reasons = [
      await counter(destinationAt(simulator.url, { scenario: 'unauthorized-401' }))(),
      await counter(destinationAt(gone.url))(),
      await counter(destinationAt(page.url))(),
      await counter(destinationAt(other.url))(),
    ]
    expect(reasons.map(({ kind }) => kind)).toEqual(['estimate', 'estimate', 'estimate', 'estimate'])
    expect(reasons.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('refused the key'),
      expect.stringContaining('Nothing listens at'),
      expect.stringContaining('This is not an API answer'),
      expect.stringContaining('This is not an API answer'),
    ])
  })
})

describe('many counts', () => {
  it('a newer count of the same prompt ends the older one, at the server too', async () => {
    const held: (() => void)[] = []
    const server = await serverOf((_request, response) => {
      const answer = () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":3}')
      if (held.length === 0) held.push(answer)
      else answer()
    })
    const count = counter(destinationAt(server.url))
    const older = count()
    const cancelled = expect(older).rejects.toMatchObject({ kind: 'cancelled' })
    await expect.poll(() => server.requests).toHaveLength(1)
    expect(await count()).toMatchObject({ inputTokens: 3, kind: 'exact' })
    await cancelled
    await expect.poll(() => server.requests[0]?.socket.destroyed).toBe(true)
  })

  it('go to the server three at a time; leaving the line is no request', async () => {
    const held: (() => void)[] = []
    const server = await serverOf((_request, response) => {
      held.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":3}'))
    })
    const count = counter(destinationAt(server.url))
    const leaving = new AbortController()
    const counts = ['a', 'b', 'c', 'd', 'e'].map((id) =>
      count(promptOf({ id }), id === 'd' ? leaving.signal : undefined),
    )
    const left = expect(counts[3]).rejects.toMatchObject({ kind: 'cancelled' })
    await expect.poll(() => held).toHaveLength(3)
    leaving.abort()
    await left
    held[0]!()
    await expect.poll(() => held).toHaveLength(4)
    for (const answer of held.slice(1)) answer()
    await Promise.all(counts.filter((_, position) => position !== 3))
    expect(server.requests).toHaveLength(4)
  })
})
