import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Prompt } from '../prompt/prompt.ts'
import type { JsonObject, JsonValue } from '../text/json.ts'
import { buildRequest } from './request.ts'
import { requestJson, withRequestJson } from './request-json.ts'

const prompt: Prompt = {
  id: 'p',
  name: 'Sorting',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Sort {{what}}.',
  messages: [
    { id: 'a', role: 'user', content: 'One', pinned: true },
    { id: 'm', role: 'assistant', content: 'Not this', muted: true },
    { id: 'b', role: 'assistant', content: [{ type: 'text', text: 'Two' }] },
    { id: 'c', role: 'user', content: 'Three' },
  ],
  prefill: '{',
  settings: { temperature: 0.2, max_tokens: 100, tools: [{ name: 'look' }, { name: 'find' }] },
  toolNotes: { look: { disabled: true, result: { text: 'seen' } } },
}
let lastId = 0
/** Reads a body into the prompt as it would be read from its text. */
function read(body: JsonValue, into = prompt) {
  const answer = withRequestJson(into, JSON.parse(JSON.stringify(body)) as JsonValue, () => `new-${++lastId}`)
  if ('problem' in answer) throw new Error(answer.problem.message)
  return answer
}
const body = requestJson(prompt) as JsonObject & { messages: JsonObject[] }

it('shows what is sent, but for stream', () => {
  const { stream, ...sent } = buildRequest(prompt, 'anthropic').body
  expect(body).toEqual(sent)
  expect(Object.keys(body)).toEqual(Object.keys(sent))
  expect(stream).toBe(true)
})

it('leaves the very same prompt where the text says the same', () => {
  const { prompt: next, unheld } = read(body)
  expect(next).toBe(prompt)
  expect(unheld).toEqual([])
})

describe('the messages', () => {
  const ids = (messages: JsonObject[]) => read({ ...body, messages }).prompt.messages.map(({ id }) => id)
  const [one, two, three, prefill] = body.messages as [JsonObject, JsonObject, JsonObject, JsonObject]

  it('keep ids, pins and muted ones when one is changed', () => {
    const { messages } = read({ ...body, messages: [{ ...one, content: 'Uno' }, two, three, prefill] }).prompt
    expect(messages).toEqual([{ ...prompt.messages[0], content: 'Uno' }, ...prompt.messages.slice(1)])
    expect(messages[3]).toBe(prompt.messages[3])
  })

  it('keep them when some are added, deleted and moved', () => {
    const fresh = { role: 'user', content: 'New' }
    expect(ids([one, two, fresh, three, prefill])).toEqual(['a', 'm', 'b', `new-${lastId}`, 'c'])
    expect(ids([one, three, prefill])).toEqual(['a', 'm', 'c'])
    expect(ids([three, two, one, prefill])).toEqual(['c', 'b', 'a', 'm'])
    expect(ids([three, prefill])).toEqual(['m', 'c'])
  })

  it('end in the prefill as long as the last one can be it', () => {
    expect(read({ ...body, messages: [one, { role: 'assistant', content: '[' }] }).prompt.prefill).toBe('[')
    expect(read({ ...body, messages: [one, two, three] }).prompt.prefill).toBe('')
    const blocks = { role: 'assistant', content: [{ type: 'text', text: 'x' }] }
    expect(read({ ...body, messages: [one, blocks] }).prompt).toMatchObject({ prefill: '', messages: [{}, {}, blocks] })
  })
})

describe('the other fields', () => {
  it('are taken as they stand, unknown ones too, and their order with them', () => {
    const { settings } = read({ ...body, max_tokens: 7, odd: { a: 1 }, temperature: 0.2 }).prompt
    expect(settings).toMatchObject({ max_tokens: 7, odd: { a: 1 } })
    expect(settings.tools).toEqual(prompt.settings.tools)
  })

  it('leave disabled tools where they were, with their notes', () => {
    const { settings, toolNotes } = read({ ...body, tools: [{ name: 'find', strict: true }, { name: 'more' }] }).prompt
    expect(settings.tools).toEqual([{ name: 'look' }, { name: 'find', strict: true }, { name: 'more' }])
    expect(toolNotes).toBe(prompt.toolNotes)
  })

  it('enable a disabled tool that is written out', () => {
    const { settings, toolNotes } = read({ ...body, tools: [{ name: 'look', strict: true }] }).prompt
    expect([settings.tools, toolNotes]).toEqual([
      [{ name: 'look', strict: true }],
      { look: { result: { text: 'seen' } } },
    ])
  })

  it('that no prompt can hold are named', () => {
    const messages = [{ ...body.messages[0], name: 'Ann' }]
    expect(read({ ...body, messages, stream: false }).unheld).toEqual(['stream', 'messages[0].name'])
  })
})

it.each<[JsonValue, string]>([
  [[], 'A request is an object.'],
  [{ max_tokens: 1, messages: [] }, '`model` is missing.'],
  [{ ...body, model: 7 }, '`model` must be text.'],
  [{ ...body, max_tokens: '1' }, '`max_tokens` must be a number.'],
  [{ ...body, top_p: null }, '`top_p` must be a number.'],
  [{ ...body, thinking: 'yes' }, '`thinking` must be an object.'],
  [{ ...body, stop_sequences: [1] }, '`stop_sequences` must be a list of texts.'],
  [{ ...body, system: 7 }, '`system` must be text or a list of blocks.'],
  [{ ...body, messages: {} }, '`messages` must be a list.'],
  [{ ...body, messages: [{ role: 'tool', content: '' }] }, '`messages[0].role` must be user, assistant or system.'],
  [{ ...body, messages: [{ role: 'user' }] }, '`messages[0]` has no `content`.'],
  [{ ...body, messages: [{ role: 'user', content: [{}] }] }, '`messages[0].content[0]` has no `type`.'],
])('says what keeps %j from being a prompt', (value, message) => {
  expect(withRequestJson(prompt, value, () => 'x')).toMatchObject({ problem: { message } })
})

it('gives back every body that has the shape of one, and every message as it was', () => {
  const content = fc.oneof(
    fc.string(),
    fc.array(fc.record({ type: fc.constantFrom('text', 'odd'), text: fc.string() }), { maxLength: 2 }),
  )
  const message = fc.record({ role: fc.constantFrom('user', 'assistant'), content })
  const anyBody = fc.record({
    model: fc.string(),
    max_tokens: fc.nat(),
    top_k: fc.nat(),
    odd: fc.jsonValue(),
    messages: fc.array(message, { maxLength: 6 }),
  })
  fc.assert(
    fc.property(anyBody, (next) => {
      const expected = JSON.parse(JSON.stringify(next)) as JsonObject & { messages: JsonObject[] }
      // An empty prefill is none, so it is not sent.
      const last = expected.messages.at(-1)
      if (last?.role === 'assistant' && last.content === '') expected.messages.pop()
      const { prompt: changed } = read(next as unknown as JsonValue)
      expect(requestJson({ ...changed, toolNotes: { look: { disabled: true } } })).toEqual(expected)
      expect(new Set(changed.messages.map(({ id }) => id)).size).toBe(changed.messages.length)
    }),
    { numRuns: 300 },
  )
})
