// The clients that people use: the SDK of this major, the last of the one before, and curl.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import Anthropic from '@anthropic-ai/sdk'
import OldAnthropic from 'anthropic-sdk-0'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Simulator, startSimulator } from './simulator.ts'
import { hello, readEvents, streamedText } from './test-client.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const countable = { model: 'claude-opus-5-5', messages: [{ role: 'user' as const, content: 'Hello?' }] }
const question = { ...countable, max_tokens: 1024 }
const tool = {
  name: 'get_weather',
  description: 'Weather of a city',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
}

describe('SDK 1.12', () => {
  const client = (maxRetries = 0) => new Anthropic({ apiKey: 'k', authToken: null, baseURL: simulator.url, maxRetries })

  it('streams, under 2026-10-21 with a Bearer key', async () => {
    const stream = client().messages.stream(question)
    const message = await stream.finalMessage()
    expect([message.stop_reason, message.content[0]?.type]).toEqual(['end_turn', 'text'])
    expect(message.usage.output_tokens).toBeGreaterThan(50)
    const { headers } = simulator.requests.at(-1)!
    expect([headers.authorization, headers['anthropic-version']]).toEqual(['Bearer k', '2026-10-21'])
  })

  it('gets the same message whole', async () => {
    const [whole, streamed] = [
      await client().messages.create(question),
      await client().messages.stream(question).finalMessage(),
    ]
    expect([whole.content, whole.usage.output_tokens]).toEqual([streamed.content, streamed.usage.output_tokens])
    expect([whole.stop_reason, whole.model]).toEqual([streamed.stop_reason, streamed.model])
    expect(whole._request_id).toMatch(/^req_/)
  })

  it('shows thinking and a tool call', async () => {
    const message = await client()
      .messages.stream({
        ...question,
        max_tokens: 8000,
        thinking: { type: 'adaptive', display: 'summarized' },
        output_config: { effort: 'high' },
        tools: [tool],
        messages: [{ role: 'user', content: 'What is the weather in Oslo?' }],
      })
      .finalMessage()
    expect(message.content.map(({ type }) => type)).toEqual(['thinking', 'text', 'tool_use'])
    expect(message.content.at(-1)).toMatchObject({ name: 'get_weather', input: { city: 'Oslo' } })
  })

  it('counts tokens and lists models, page after page', async () => {
    expect((await client().messages.countTokens(countable)).input_tokens).toBeGreaterThan(0)
    const ids: string[] = []
    for await (const model of client().models.list({ limit: 4, lifecycle: ['active'] })) ids.push(model.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('claude-opus-5-5')
    expect((await client().models.retrieve('claude-haiku-4-5')).id).toBe('claude-haiku-4-5-20251001')
  })

  it('knows the errors by class', async () => {
    const failed = client().messages.create({ ...question, model: 'claude-opus-4-1' })
    await expect(failed).rejects.toThrow(Anthropic.NotFoundError)
    const overloaded = client().messages.create(question, { headers: { 'x-simulator-scenario': 'overloaded-529' } })
    await expect(overloaded).rejects.toThrow(Anthropic.OverloadedError)
  })

  it('retries what the simulator fails for a while', async () => {
    const headers = { 'x-simulator-scenario': 'rate-limit-429?times=2&retry-after=ms&seconds=0' }
    const before = simulator.requests.length
    const message = await client(2).messages.create(question, { headers })
    expect([message.type, simulator.requests.length - before]).toEqual(['message', 3])
  })

  it('closes the connection when it stops', async () => {
    const stream = client().messages.stream(question, { headers: { 'x-simulator-scenario': 'stall?after=3&ms=0' } })
    const first = new Promise((resolve) => stream.once('text', resolve))
    stream.done().catch(() => {})
    await first
    stream.abort()
    await expect.poll(() => simulator.requests.at(-1)?.aborted).toBe(true)
  })
})

describe('SDK 0.137', () => {
  const client = () => new OldAnthropic({ apiKey: 'k', baseURL: simulator.url, maxRetries: 0 })

  it('streams with sampling, under 2023-06-01 with x-api-key', async () => {
    const message = await client()
      .messages.stream({ ...question, model: 'claude-haiku-4-5', temperature: 0.3, top_k: 5 })
      .finalMessage()
    expect(message.stop_reason).toBe('end_turn')
    const { headers } = simulator.requests.at(-1)!
    expect([headers['x-api-key'], headers['anthropic-version']]).toEqual(['k', '2023-06-01'])
  })

  it('counts tokens and lists models', async () => {
    expect((await client().messages.countTokens(countable)).input_tokens).toBeGreaterThan(0)
    expect((await client().models.list({ limit: 2 })).data.length).toBe(2)
  })
})

describe('curl', () => {
  const run = promisify(execFile)
  const curl = async (body: object) => {
    const headers = ['x-api-key: k', 'anthropic-version: 2023-06-01', 'content-type: application/json'].flatMap(
      (header) => ['-H', header],
    )
    const { stdout } = await run('curl', [
      '-sS',
      '-N',
      `${simulator.url}/v1/messages`,
      ...headers,
      '-d',
      JSON.stringify(body),
    ])
    return stdout
  }

  it('gets a message', async () => {
    expect(JSON.parse(await curl(hello))).toMatchObject({ type: 'message', role: 'assistant', stop_reason: 'end_turn' })
  })

  it('gets a stream', async () => {
    const events = readEvents(await curl({ ...hello, stream: true }))
    expect(streamedText(events)).toContain('imulat')
    expect(events.at(-1)?.event).toBe('message_stop')
  })
})
