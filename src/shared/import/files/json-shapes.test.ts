import { expect, it } from 'vitest'
import type { JsonValue } from '../../text/json.ts'
import { readCode } from '../read-code.ts'

const read = (value: JsonValue) => readCode({ text: JSON.stringify(value, null, 2), fileName: null })
const messages = [{ role: 'user', content: 'Hi' }]
const titles = (value: JsonValue) => read(value).requests.map(({ title }) => title)

it('reads the body of a request, with every field that it does not know', () => {
  expect(
    read({
      model: 'm',
      max_tokens: 5,
      system: [{ type: 'text', text: 'S' }],
      messages,
      stream: true,
      new_field: [1, null],
    }),
  ).toEqual({
    format: 'JSON',
    requests: [
      {
        title: 'Hi',
        line: 1,
        parts: {
          model: 'm',
          system: [{ type: 'text', text: 'S' }],
          messages,
          prefill: '',
          settings: { max_tokens: 5, new_field: [1, null] },
        },
        notes: [],
      },
    ],
    notes: [],
    secrets: [],
  })
})

it('reads messages alone, batches and lines of JSON', () => {
  expect(titles(messages)).toEqual(['Hi'])
  expect(titles({ requests: [{ custom_id: 'first', params: { model: 'm', messages } }] })).toEqual(['first'])
  const lines = ['a', 'b'].map((id) =>
    JSON.stringify({ custom_id: id, method: 'POST', url: '/v1/chat/completions', body: { model: 'm', messages } }),
  )
  expect(readCode({ text: lines.join('\n'), fileName: null }).requests.map(({ title }) => title)).toEqual(['a', 'b'])
})

it('reads comments and commas too many, and names what was left out with its line', () => {
  const text = `{ "model": "m", // the model
  "max_tokens": 3,
  "max_tokens": 4,
  "__proto__": { "polluted": true },
  "temperature": "hot",
  "messages": [{ "role": "user", "content": "Hi", "id": 1 },],
}`
  const { requests, notes } = readCode({ text, fileName: null })
  expect(requests[0]?.parts).toEqual({ model: 'm', messages, prefill: '', settings: { max_tokens: 4 } })
  expect(requests[0]?.notes.map(({ line, what }) => `${line} ${what}`)).toEqual([
    '5 `temperature` has a value that it cannot have and was left out.',
    '6 `messages[0].id` is no part of a message and was left out.',
  ])
  expect(notes.map(({ line }) => line)).toEqual([3, 4])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

it('reads the requests of an HTTP archive, and none of its keys', () => {
  const entry = (url: string, text: string) => ({
    startedDateTime: '2026-11-02T10:00:00.000Z',
    request: {
      method: 'POST',
      url,
      headers: [
        { name: 'X-Api-Key', value: 'sk-ant-api03-secretsecret' },
        { name: 'anthropic-version', value: '2023-06-01' },
        { name: 'User-Agent', value: 'Anthropic/JS' },
        { name: 'X-Team', value: 'blue' },
      ],
      postData: { mimeType: 'application/json', text },
    },
  })
  const body = JSON.stringify({ model: 'm', max_tokens: 1, messages })
  const reading = read({
    log: {
      version: '1.2',
      entries: [entry('https://example.com/', '{}'), entry('https://api.anthropic.com/v1/messages?beta=true', body)],
    },
  })
  expect(reading).toEqual({
    format: 'HAR',
    requests: [
      {
        title: '2026-11-02 10:00:00',
        line: null,
        parts: {
          model: 'm',
          apiVersion: '2023-06-01',
          messages,
          prefill: '',
          settings: { max_tokens: 1 },
          headers: { 'x-team': 'blue' },
        },
        notes: [],
      },
    ],
    notes: [{ line: null, what: '1 other request in the archive did not go to a model.' }],
    secrets: [{ kind: 'an Anthropic key', excerpt: 'sk-ant-api03…' }],
  })
})

it('reads the export of a workbench by the names that such tools use', () => {
  const reading = read({
    prompts: [
      {
        name: 'Triage',
        model_name: 'claude-3-opus-20240229',
        system_prompt: 'S',
        messages: [{ role: 'human', content: 'Hi {{name}}' }],
        parameters: { maxTokens: 7, topP: 0.5, reasoning: 'x' },
        variables: [{ name: 'name', value: 'Ada' }],
      },
    ],
  })
  expect(reading.requests).toEqual([
    {
      title: 'Triage',
      line: null,
      parts: {
        model: 'claude-3-opus-20240229',
        system: 'S',
        messages: [{ role: 'user', content: 'Hi {{name}}' }],
        prefill: '',
        settings: { max_tokens: 7, top_p: 0.5 },
        values: { name: 'Ada' },
      },
      notes: [{ line: null, what: 'The parameter `reasoning` has no equal in the Messages API and was left out.' }],
    },
  ])
})

it('reads a prompt of Antiphon itself', () => {
  const { requests, format } = read({
    format: 2,
    id: 'x',
    name: 'Mine',
    model: 'm',
    apiVersion: '2023-06-01',
    system: '',
    messages: [
      { id: 'a', role: 'user', content: 'Hi' },
      { id: 'b', role: 'user', content: 'Muted', muted: true },
    ],
    prefill: '{',
    settings: { max_tokens: 5 },
    variables: { values: { name: 'Ada' } },
    betas: ['b-1'],
    headers: { 'x-a': '1' },
  })
  expect(format).toBe('Antiphon prompt')
  expect(requests).toEqual([
    {
      title: 'Mine',
      line: null,
      parts: {
        model: 'm',
        apiVersion: '2023-06-01',
        messages,
        prefill: '{',
        settings: { max_tokens: 5 },
        betas: ['b-1'],
        headers: { 'x-a': '1' },
        values: { name: 'Ada' },
      },
      notes: [{ line: null, what: '1 muted message was left out.' }],
    },
  ])
})

it('reads an archive of a console, whose addresses are its own, and no count of the same', () => {
  const entry = (url: string, body: JsonValue) => ({
    startedDateTime: '2026-05-01T10:00:00.000Z',
    request: {
      method: 'POST',
      url,
      headers: [],
      postData: { mimeType: 'application/json', text: JSON.stringify(body) },
    },
  })
  const { requests, notes } = read({
    log: {
      version: '1.2',
      entries: [
        entry('https://console.example/api/organizations/1/workbench/prompts/2/completion', {
          model: 'claude-opus-5-5',
          max_tokens: 9,
          system: 'S',
          messages: [{ role: 'user', content: [{ type: 'text', text: 'One' }] }],
        }),
        entry('https://chat.example/api/chat_conversations/2/completion', {
          model: 'm',
          prompt: 'Two',
          timezone: 'UTC',
        }),
        entry('https://api.anthropic.com/v1/messages/count_tokens', { model: 'm', messages }),
        entry('https://statistics.example/events', { messages: 3 }),
      ],
    },
  })
  expect(requests.map(({ parts }) => [parts.system, parts.messages])).toEqual([
    ['S', [{ role: 'user', content: [{ type: 'text', text: 'One' }] }]],
    [undefined, [{ role: 'user', content: 'Two' }]],
  ])
  expect(requests[1]?.notes.map(({ what }) => what)).toEqual([
    '`timezone` has no equal in the Messages API and was left out.',
  ])
  expect(notes.map(({ what }) => what)).toEqual(['2 other requests in the archive did not go to a model.'])
})
