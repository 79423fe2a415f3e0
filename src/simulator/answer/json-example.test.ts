import { expect, it } from 'vitest'
import type { MessagesRequest } from '../request.ts'
import { continuedLikeExample } from './json-example.ts'

const ask = (prefill: string, example: string): MessagesRequest => ({
  model: 'claude-haiku-4-5',
  max_tokens: 100,
  messages: [
    { role: 'user', content: 'My parcel is lost.' },
    { role: 'assistant', content: example },
    { role: 'user', content: 'I was "charged" twice.' },
    { role: 'assistant', content: prefill },
  ],
})

const example = '{"category": "delivery", "score": 3, "tags": ["a"], "summary": "A parcel did not arrive."}'

it.each(['{', '{"category":', '{ "category" : ', '{\n  "summary":', '{"other":'])(
  'continues %j to JSON with the keys of the example',
  (prefill) => {
    const rest = continuedLikeExample(ask(prefill, example)) ?? ''
    const whole = JSON.parse(prefill + rest) as Record<string, unknown>
    expect(whole).toMatchObject({ category: 'delivery', score: 3, tags: ['a'], simulated: true })
    expect(whole.summary).toContain('I was "charged" twice.')
  },
)

it.each([
  ['{"category": "del', example],
  ['{', 'no JSON here'],
  ['{', '[1, 2]'],
  ['[', example],
])('leaves %j after %j to others', (prefill, earlier) => {
  expect(continuedLikeExample(ask(prefill, earlier))).toBeNull()
})
