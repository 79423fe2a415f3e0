import { afterEach, beforeEach, expect, it } from 'vitest'
import { partsOf, sharesOf } from '#shared/conversation/fit-shares'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { createShareCounter, mostCounted } from './share-counter.ts'

let core: TestCore
let host: Host
let asked: number

beforeEach(async () => {
  core = await createTestCore()
  const real = createTestHost(core.core)
  asked = 0
  host = {
    ...real,
    call: (name, ...input) => {
      if (name === 'tokens.count') asked += 1
      return real.call(name, ...input)
    },
  }
})
afterEach(() => core.dispose())

const texts = ['A short question.', 'A long answer, '.repeat(400), 'Another question, '.repeat(60), 'An end.']
const prompt: Prompt = {
  id: 'shares',
  name: 'Shares',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Be brief.',
  messages: texts.map((content, index) => ({ id: `m${index}`, role: index % 2 ? 'assistant' : 'user', content })),
  prefill: '',
  settings: { max_tokens: 64 },
}
const options = { signal: new AbortController().signal, onCounted: () => {} }

async function countedFor(one: Prompt, counter = createShareCounter(host)) {
  const { inputTokens: total } = await createTestHost(core.core).call('tokens.count', { prompt: one })
  const parts = partsOf(one, null)
  const by = { prompt: one, connectionId: 'simulator' }
  await counter.count(parts, { ...by, total }, options)
  return { total, shares: sharesOf(parts, total, counter.known(parts, by)) }
}

it('counts each part by what the request takes without it: all shares together are the total but for the frame', async () => {
  const { total, shares } = await countedFor(prompt)
  expect(shares.filter(({ isExact }) => !isExact).map(({ key }) => key)).toEqual(['frame'])
  expect(shares.reduce((tokens, share) => tokens + share.tokens, 0)).toBe(total)
  expect(shares.at(-1)?.tokens).toBeLessThan(30)
  const [largest] = shares.toSorted((one, other) => other.tokens - one.tokens)
  expect(largest?.key).toBe('message m1')
})

it('asks once for a part that stays as it is, and again for one that was edited', async () => {
  const counter = createShareCounter(host)
  await countedFor(prompt, counter)
  expect(asked).toBe(5)
  await countedFor(prompt, counter)
  expect(asked).toBe(5)
  const messages = prompt.messages.with(0, { ...prompt.messages[0]!, content: 'Another question altogether.' })
  await countedFor({ ...prompt, messages }, counter)
  expect(asked).toBe(6)
  await countedFor({ ...prompt, model: 'claude-opus-5-5' }, counter)
  expect(asked).toBe(11)
})

it('asks for the largest parts only, and leaves the others estimates', async () => {
  const messages = Array.from({ length: 100 }, (_, index) => ({
    id: `m${index}`,
    role: 'user' as const,
    content: 'word '.repeat(index + 1),
  }))
  const { shares } = await countedFor({ ...prompt, messages })
  expect(asked).toBe(mostCounted)
  expect(shares.filter(({ isExact }) => isExact).map(({ key }) => key)).toEqual(
    messages.slice(-mostCounted).map(({ id }) => `message ${id}`),
  )
})

it('asks no further where the server does not count', async () => {
  const unknown = { ...prompt, model: 'no-such-model' }
  const parts = partsOf(unknown, null)
  const counter = createShareCounter(host)
  await counter.count(parts, { prompt: unknown, connectionId: 'simulator', total: 100 }, options)
  expect(asked).toBe(1)
  expect(counter.known(parts, { prompt: unknown, connectionId: 'simulator' }).size).toBe(0)
})
