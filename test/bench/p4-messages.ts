import { serve } from '#core/serve'
import { connect } from '#renderer/host/connect'
import { createTestCore, createWirePair } from '../support/test-core.ts'
import { type Line, number } from './report.ts'
import { startBenchServer } from './streams.ts'

const seconds = 5

/** P4: messages from the core to one window per second, from 10 to 10,000 tokens a second; the text must be whole. */
export async function messagesPerSecond(): Promise<Line[]> {
  const server = await startBenchServer()
  const { core, dispose } = await createTestCore()
  const { view, coreEnd, sent } = createWirePair()
  serve(core.handlers, coreEnd, { onUnexpected: core.onUnexpected })
  const host = connect(view)
  const lines: Line[] = []
  for (const perSecond of [10, 100, 1_000, 10_000]) {
    const baseUrl = server.url(perSecond * seconds * 20, 20, perSecond)
    const saved = await host.call('connections.save', {
      id: null,
      name: `${perSecond}`,
      baseUrl,
      credential: 'none',
      consentedHost: null,
    })
    await host.call('connections.activate', { id: saved.id })
    const before = sent.length
    const startedAt = performance.now()
    let characters = 0
    for await (const batch of host.stream('runs.start', { prompt: benchPrompt })) {
      for (const event of batch) if (event.type === 'block-delta') characters += event.text.length
    }
    const rate = (sent.length - before) / ((performance.now() - startedAt) / 1_000)
    const isWhole = characters === perSecond * seconds * 20
    lines.push({
      id: 'P4',
      what: `messages to a window at ${number(perSecond)} tokens/s`,
      result: `${number(rate)} per second, text ${isWhole ? 'identical' : 'NOT identical'}`,
      target: '≤ 60/s (count)',
      isMet: rate <= 60 && isWhole,
    })
  }
  await dispose()
  server.close()
  return lines
}

const benchPrompt = {
  id: 'bench',
  name: 'Bench',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [{ id: 'm1', role: 'user' as const, content: 'Hello' }],
  prefill: '',
  settings: { max_tokens: 64 },
}
