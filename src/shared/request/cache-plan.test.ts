import { expect, it } from 'vitest'
import { pngFile } from '../../../test/support/sample-files.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { cachePlan } from './cache-plan.ts'

const mark = { cache_control: { type: 'ephemeral' } }
const hour = { cache_control: { type: 'ephemeral', ttl: '1h' } }
const words = 'x'.repeat(3_500)
const prompt: Prompt = {
  id: 'p',
  name: 'Cached',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: [{ type: 'text', text: words, ...hour }],
  messages: [
    { id: 'x', role: 'user', content: [{ type: 'text', text: words, ...mark }], muted: true },
    {
      id: 'a',
      role: 'user',
      content: [
        { type: 'text', text: words, ...mark },
        { type: 'text', text: words },
      ],
    },
    { id: 'b', role: 'assistant', content: words },
  ],
  prefill: '',
  settings: { max_tokens: 10, tools: [{ name: 'look', input_schema: { type: 'object' }, ...hour }] },
}

it('finds every breakpoint that is sent, in the order in which the request is read, with what stands before it', () => {
  const plan = cachePlan(prompt, 'anthropic', null, null)
  expect(plan.map(({ point, ttl }) => [point, ttl])).toEqual([
    [{ kind: 'tool', name: 'look' }, '1h'],
    [{ kind: 'system', block: 0 }, '1h'],
    [{ kind: 'message', id: 'a', block: 0 }, '5m'],
  ])
  const [tool, system, message] = plan.map(({ tokens }) => tokens) as [number, number, number]
  expect(tool).toBeLessThan(20)
  expect(system - tool).toBeCloseTo(3_500 / 2.7, -2)
  expect(message - system).toBeCloseTo(3_500 / 2.7, -2)
})

it('fits its estimates to the count of the whole request', () => {
  const automatic = { ...prompt, settings: { max_tokens: 10, cache_control: { type: 'ephemeral' } } }
  expect(cachePlan(automatic, 'anthropic', null, 1_000).at(-1)).toEqual({
    point: { kind: 'end' },
    ttl: '5m',
    tokens: 1_000,
  })
})

it('counts a picture inside the prompt by its own pixels, so that it takes nothing from what stands before it', () => {
  const data = pngFile(64, 48).toString('base64')
  const image = { type: 'image', source: { type: 'base64', media_type: 'image/png', data } }
  const messages = [{ id: 'a', role: 'user' as const, content: [image] }]
  const marked = { ...prompt, messages, settings: { max_tokens: 10 } }
  const [system] = cachePlan(marked, 'anthropic', null, 1_310)
  expect(system?.tokens).toBeGreaterThan(1_250)
})

it('has nothing to say of a prompt without breakpoints', () => {
  expect(
    cachePlan({ ...prompt, system: words, messages: [], settings: { max_tokens: 1 } }, 'anthropic', null, null),
  ).toEqual([])
})
