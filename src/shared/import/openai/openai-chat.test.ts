import { expect, it } from 'vitest'
import type { JsonObject } from '../../text/json.ts'
import { readCode } from '../read-code.ts'

const read = (body: JsonObject) => {
  const [request] = readCode({ text: JSON.stringify(body), fileName: null }).requests
  return { parts: request?.parts, notes: request?.notes.map(({ what }) => what) }
}
const weather = { name: 'weather', description: 'W', parameters: { type: 'object', properties: {} } }

it('turns roles, tools and their results into the ones of Messages', () => {
  const { parts, notes } = read({
    model: 'gpt-x',
    messages: [
      { role: 'developer', content: 'Be kind.' },
      { role: 'user', content: 'Rain?' },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 't1', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } }],
      },
      { role: 'tool', tool_call_id: 't1', content: 'Sun' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'And here?' },
          { type: 'image_url', image_url: { url: 'https://x/a.png' } },
        ],
      },
    ],
    tools: [{ type: 'function', function: weather }],
    tool_choice: 'required',
    parallel_tool_calls: false,
    response_format: { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' } } },
    user: 'u-1',
    reasoning_effort: 'minimal',
    temperature: 0.2,
    max_tokens: 5,
  })
  expect(notes).toEqual([])
  expect(parts).toEqual({
    model: 'gpt-x',
    system: 'Be kind.',
    messages: [
      { role: 'user', content: 'Rain?' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'weather', input: { city: 'Rome' } }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'Sun' }] },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'And here?' },
          { type: 'image', source: { type: 'url', url: 'https://x/a.png' } },
        ],
      },
    ],
    prefill: '',
    settings: {
      tools: [{ name: 'weather', description: 'W', input_schema: { type: 'object', properties: {} } }],
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
      output_config: { format: { type: 'json_schema', schema: { type: 'object' } }, effort: 'low' },
      metadata: { user_id: 'u-1' },
      temperature: 0.2,
      max_tokens: 5,
    },
  })
})

it('says what has no equal', () => {
  const { parts, notes } = read({
    model: 'gpt-x',
    n: 2,
    logit_bias: {},
    response_format: { type: 'json_object' },
    messages: [{ role: 'user', name: 'ada', content: [{ type: 'input_audio', input_audio: {} }] }],
  })
  expect(parts).toEqual({ model: 'gpt-x', messages: [{ role: 'user', content: [] }], prefill: '', settings: {} })
  expect(notes).toEqual([
    'The `name` of a message was left out.',
    'A part of a message was left out: Messages has no `input_audio`.',
    '`n` has no equal in the Messages API and was left out.',
    '`logit_bias` has no equal in the Messages API and was left out.',
    '`response_format` has no equal in the Messages API and was left out.',
  ])
})

it('reads the Responses API', () => {
  const { parts, notes } = read({
    model: 'gpt-x',
    instructions: 'S',
    input: [
      { role: 'user', content: [{ type: 'input_text', text: 'Hi' }] },
      { type: 'function_call', call_id: 'c1', name: 'weather', arguments: '{}' },
      { type: 'function_call_output', call_id: 'c1', output: 'Sun' },
      { type: 'reasoning', summary: [] },
    ],
    tools: [{ type: 'function', ...weather }, { type: 'web_search' }],
    max_output_tokens: 9,
  })
  expect(parts).toEqual({
    model: 'gpt-x',
    system: 'S',
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'weather', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c1', content: 'Sun' }] },
    ],
    prefill: '',
    settings: {
      tools: [{ name: 'weather', description: 'W', input_schema: { type: 'object', properties: {} } }],
      max_tokens: 9,
    },
  })
  expect(notes).toEqual([
    'An item `reasoning` was left out: it has no equal in the Messages API.',
    'A tool that runs at OpenAI was left out.',
  ])
})
