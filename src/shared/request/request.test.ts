import { expect, it } from 'vitest'
import { examplePrompts } from '../prompt/examples.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { promptSchema } from '../prompt/prompt-schema.ts'
import { buildRequest, countBody } from './request.ts'

const prompt: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [{ id: 'm1', role: 'user', content: 'Hello' }],
  prefill: '',
  settings: { max_tokens: 64 },
}

it('sends model, max_tokens, messages and stream, and nothing that was not set', () => {
  expect(buildRequest(prompt, 'anthropic')).toEqual({
    apiVersion: '2026-10-21',
    versionReason: 'no sampling parameter is set',
    body: { model: 'claude-haiku-4-5', max_tokens: 64, messages: [{ role: 'user', content: 'Hello' }], stream: true },
  })
})

it('goes back to 2023-06-01 as soon as a sampling parameter is set, and says which', () => {
  const warm = { ...prompt, settings: { max_tokens: 64, temperature: 0.2, top_k: 5 } }
  expect(buildRequest(warm, 'anthropic')).toMatchObject({
    apiVersion: '2023-06-01',
    versionReason: 'temperature and top_k are set',
    body: { temperature: 0.2, top_k: 5 },
  })
})

it('uses 2023-06-01 for custom servers, and what the user pinned everywhere', () => {
  expect(buildRequest(prompt, 'custom').apiVersion).toBe('2023-06-01')
  expect(buildRequest({ ...prompt, apiVersion: '2026-10-21' }, 'custom').apiVersion).toBe('2026-10-21')
})

it('sends a prefill as the last assistant message and keeps white space in it', () => {
  const { body } = buildRequest({ ...prompt, prefill: '{"a": ' }, 'anthropic')
  expect(body.messages.at(-1)).toEqual({ role: 'assistant', content: '{"a": ' })
})

it('keeps a string a string, blocks blocks, and fields that it does not know', () => {
  const block = { type: 'from_the_future', payload: { deep: [1, null] } }
  const odd: Prompt = {
    ...prompt,
    messages: [{ id: 'm1', role: 'user', content: [block] }],
    settings: { max_tokens: 64, speed: 'fast' },
  }
  const { body } = buildRequest(promptSchema.parse(JSON.parse(JSON.stringify(odd))), 'anthropic')
  expect(body).toEqual({
    model: 'claude-haiku-4-5',
    max_tokens: 64,
    speed: 'fast',
    messages: [{ role: 'user', content: [block] }],
    stream: true,
  })
})

it('leaves muted messages out and nothing else', () => {
  const muted: Prompt = {
    ...prompt,
    messages: [
      { id: 'm1', role: 'user', content: '', muted: false },
      { id: 'm2', role: 'assistant', content: 'quiet', muted: true },
    ],
  }
  expect(buildRequest(muted, 'anthropic').body.messages).toEqual([{ role: 'user', content: '' }])
})

it('counts with the fields that count_tokens takes only', () => {
  const { body } = buildRequest(
    { ...prompt, settings: { max_tokens: 64, temperature: 1, metadata: { user_id: 'u' } } },
    'anthropic',
  )
  expect(countBody(body)).toEqual({ model: 'claude-haiku-4-5', messages: [{ role: 'user', content: 'Hello' }] })
})

it('ships examples that are valid prompts', () => {
  for (const example of examplePrompts) expect(promptSchema.parse(example)).toEqual(example)
})

it('keeps disabled tools and does not send them, nor a list that holds no other', () => {
  const weather = { name: 'get_weather', input_schema: { type: 'object' } }
  const time = { name: 'get_time', input_schema: { type: 'object' } }
  const settings = { max_tokens: 64, tools: [weather, time], service_tier: 'auto' }
  const some = { ...prompt, settings, toolNotes: { get_time: { disabled: true }, gone: { disabled: true } } }
  expect(buildRequest(some, 'anthropic').body).toMatchObject({ tools: [weather], service_tier: 'auto' })
  const none = { ...some, toolNotes: { get_time: { disabled: true }, get_weather: { disabled: true } } }
  expect(buildRequest(none, 'anthropic').body).not.toHaveProperty('tools')
  expect(none.settings.tools).toEqual([weather, time])
})

it('sends betas as one header, and headers by their name in lower case', () => {
  const own = { ...prompt, betas: ['one-2026-01-01', 'two-2026-01-01'], headers: { 'X-Team': ' docs ', 'x-run': '7' } }
  expect(buildRequest(own, 'anthropic').headers).toEqual({
    'anthropic-beta': 'one-2026-01-01,two-2026-01-01',
    'x-team': 'docs',
    'x-run': '7',
  })
})

it('sends no beta that would be none, or two', () => {
  const betas = ['one two', 'one,two', '', 'é', 'line\r\nx: y']
  expect(buildRequest({ ...prompt, betas }, 'custom')).not.toHaveProperty('headers')
  const headers = { 'anthropic-beta': 'one-2026-01-01' }
  expect(buildRequest({ ...prompt, betas: [...betas, 'one-2026-01-01'] }, 'custom')).toMatchObject({ headers })
})

it('never sends a credential or what HTTP writes itself as a header of a prompt', () => {
  const names =
    'Authorization X-Api-Key Proxy-Authorization Cookie Set-Cookie x-auth-token Helicone-Auth Host Content-Length Connection Transfer-Encoding Keep-Alive Upgrade TE Trailer Content-Type Accept-Encoding Anthropic-Version anthropic-beta x-simulator-scenario'
  const odd = Object.fromEntries([...names.split(' '), 'a b', '', '__proto__'].map((name) => [name, 'value']))
  const values = { 'x-a': 'Bearer abc', 'x-b': 'sk-ant-api03-abc', 'x-c': 'two\r\nlines', 'x-d': 'é', 'x-e': ' ' }
  expect(buildRequest({ ...prompt, headers: { ...odd, ...values } }, 'custom')).not.toHaveProperty('headers')
})
