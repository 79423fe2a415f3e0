// The three ways to read a stream that are compared: a hand-written loop, the SDK's raw loop, and the core's whole path.
import { fork } from 'node:child_process'
import { Anthropic } from '@anthropic-ai/sdk'
import { createOutbox } from '#core/outbox'
import type { RunStore } from '#core/runs/run-store'
import { isUrgentRunEvent, mergeRunEvents, type RunEvent } from '#shared/runs/run'
import { destinationAt, promptOf, runEngine } from '../support/run-engine.ts'

export type BenchServer = {
  url: (textBytes: number, deltaBytes: number, perSecond?: number) => string
  close: () => void
}

export async function startBenchServer(): Promise<BenchServer> {
  const child = fork(new URL('./sse-server.ts', import.meta.url), { stdio: 'inherit' })
  const port = await new Promise<number>((resolve) => child.once('message', (message) => resolve(Number(message))))
  return {
    url: (textBytes, deltaBytes, perSecond = 0) => `http://127.0.0.1:${port}/${textBytes}/${deltaBytes}/${perSecond}`,
    close: () => child.kill(),
  }
}

/** What a reader saw: enough to prove that all three read the same. */
export type Seen = { characters: number; firstDeltaMs: number; totalMs: number }
export type Reader = (baseUrl: string, text: string) => Promise<Seen>

const body = (text: string) => ({
  model: 'claude-haiku-4-5',
  max_tokens: 400,
  messages: [{ role: 'user' as const, content: text }],
})

/** Split into events, parse, add up: the least that any client can do. */
export const readByHand: Reader = async (baseUrl, text) => {
  const startedAt = performance.now()
  let firstDeltaMs = Number.NaN
  let characters = 0
  const response = await fetch(`${baseUrl}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...body(text), stream: true }),
  })
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of response.body!) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n')
    rest = parts.pop() ?? ''
    for (const part of parts) {
      const event = JSON.parse(part.slice(part.indexOf('data: ') + 6)) as { type: string; delta?: { text?: string } }
      if (event.type !== 'content_block_delta') continue
      if (Number.isNaN(firstDeltaMs)) firstDeltaMs = performance.now() - startedAt
      characters += event.delta?.text?.length ?? 0
    }
  }
  return { characters, firstDeltaMs, totalMs: performance.now() - startedAt }
}

export function sdkReader(): Reader {
  const clients = new Map<string, Anthropic>()
  return async (baseUrl, text) => {
    const client =
      clients.get(baseUrl) ?? new Anthropic({ apiKey: 'none', authToken: null, baseURL: baseUrl, maxRetries: 0 })
    clients.set(baseUrl, client)
    const startedAt = performance.now()
    let firstDeltaMs = Number.NaN
    let characters = 0
    for await (const event of await client.messages.create({ ...body(text), stream: true })) {
      if (event.type !== 'content_block_delta' || event.delta.type !== 'text_delta') continue
      if (Number.isNaN(firstDeltaMs)) firstDeltaMs = performance.now() - startedAt
      characters += event.delta.text.length
    }
    return { characters, firstDeltaMs, totalMs: performance.now() - startedAt }
  }
}

/**
 * The whole way through the core: client, accumulator, record of the run, outbox of a window. Rows go nowhere, and the clock
 * starts when the row would be written: what saving costs is the business of other benchmarks.
 */
export function coreReader(): Reader {
  const engines = new Map<string, ReturnType<typeof runEngine>>()
  return async (baseUrl, text) => {
    const engine = engines.get(baseUrl) ?? runEngine(destinationAt(baseUrl), { store: noStore })
    engines.set(baseUrl, engine)
    const outbox = createOutbox({ send: () => {}, onMessage: () => {}, onClose: () => {} })
    // Safe: the rules below are those of the very events that are pushed.
    const rules = { merge: mergeRunEvents, isUrgent: isUrgentRunEvent } as unknown as Parameters<typeof outbox.push>[2]
    const prompt = promptOf({ messages: [{ id: 'm', role: 'user', content: text }] })
    let startedAt = performance.now()
    let firstDeltaMs = Number.NaN
    let characters = 0
    for await (const event of engine.start(prompt) as AsyncIterable<RunEvent>) {
      outbox.push(1, event, rules)
      if (event.type === 'start') startedAt = performance.now()
      if (event.type !== 'block-delta') continue
      if (Number.isNaN(firstDeltaMs)) firstDeltaMs = performance.now() - startedAt
      characters += event.text.length
    }
    outbox.close()
    return { characters, firstDeltaMs, totalMs: performance.now() - startedAt }
  }
}

const noStore: RunStore = {
  insert: async () => {},
  update: async () => {},
  list: async () => ({ runs: [], hasMore: false }),
  get: async () => null,
  keepPrompt: async () => {},
  prompt: async () => null,
  close: async () => {},
}
