import { expect, it } from 'vitest'
import { readCode } from '../read-code.ts'

it('reads a prompt file of GitHub Models', () => {
  const text = `name: Summary
description: Summarises text
model: anthropic/claude-opus-5-5
modelParameters:
  maxTokens: 50
  temperature: 0.5
messages:
  - role: system
    content: You summarise.
  - role: user
    content: |
      Summarise {{input}}
testData:
  - input: Some text
    expected: Text
evaluators:
  - name: has text
`
  const [request] = readCode({ text, fileName: 'sum.prompt.yml' }).requests
  expect(request).toEqual({
    title: 'Summary',
    line: 1,
    parts: {
      model: 'claude-opus-5-5',
      system: 'You summarise.',
      messages: [{ role: 'user', content: 'Summarise {{input}}\n' }],
      prefill: '',
      settings: { max_tokens: 50, temperature: 0.5 },
      values: { input: 'Some text' },
    },
    notes: [{ line: 16, what: 'Evaluators were left out.' }],
  })
})

it('reads a Prompty file', () => {
  const text = `---
name: Greeting
model:
  api: chat
  configuration:
    type: anthropic
    name: claude-opus-5-5
  parameters:
    max_tokens: 20
    seed: 3
sample:
  firstName: Ada
---
system:
You greet people.

# user:
Hello {{ firstName }}
{% if x %}again{% endif %}
assistant:
Dear`
  const { format, requests } = readCode({ text, fileName: null })
  expect(format).toBe('Prompty')
  expect(requests).toEqual([
    {
      title: 'Greeting',
      line: 1,
      parts: {
        model: 'claude-opus-5-5',
        system: 'You greet people.',
        messages: [{ role: 'user', content: 'Hello {{ firstName }}\n{% if x %}again{% endif %}' }],
        prefill: 'Dear',
        settings: { max_tokens: 20 },
        values: { firstName: 'Ada' },
      },
      notes: [
        { line: null, what: 'Loops and conditions of the template (`{% … %}`) stay in the text as they are.' },
        { line: 10, what: 'The parameter `seed` has no equal in the Messages API and was left out.' },
      ],
    },
  ])
})

it('reads a promptfoo configuration: each prompt with the first provider and the first test', () => {
  const text = `prompts:
  - "Translate {{text}} to {{language}}"
  - |
    [{"role": "system", "content": "S"}, {"role": "user", "content": "{{text}}"}]
  - file://other.txt
providers:
  - id: anthropic:messages:claude-opus-5-5
    config:
      max_tokens: 30
      stream: true
      apiKey: sk-ant-api03-AbCdEfGhIjKl
      headers: { anthropic-version: '2023-06-01', anthropic-beta: b-1 }
  - openai:gpt-x
tests:
  - vars: { text: Hi, language: French }
  - vars: { text: Ho }
`
  const { format, requests, notes } = readCode({ text, fileName: 'promptfooconfig.yaml' })
  expect(format).toBe('promptfoo configuration')
  const values = { text: 'Hi', language: 'French' }
  expect(requests.map(({ parts }) => parts)).toEqual([
    {
      model: 'claude-opus-5-5',
      messages: [{ role: 'user', content: 'Translate {{text}} to {{language}}' }],
      prefill: '',
      settings: { max_tokens: 30 },
      apiVersion: '2023-06-01',
      betas: ['b-1'],
      values,
    },
    {
      model: 'claude-opus-5-5',
      system: 'S',
      messages: [{ role: 'user', content: '{{text}}' }],
      prefill: '',
      settings: { max_tokens: 30 },
      apiVersion: '2023-06-01',
      betas: ['b-1'],
      values,
    },
  ])
  expect(notes.map(({ what }) => what)).toEqual([
    'The first of 2 providers was taken.',
    'The values are those of the first of 2 tests.',
    'The prompt in the file other.txt is not in the paste: open that file.',
  ])
})

it('refuses a file that multiplies itself', () => {
  const levels = Array.from(
    { length: 20 },
    (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}, *a${index}]`,
  )
  const text = `a0: &a0 [x, x]\n${levels.join('\n')}\nmessages: *a20\n`
  const { requests, notes } = readCode({ text, fileName: 'bomb.yml' })
  expect(requests).toEqual([])
  expect(notes).toHaveLength(1)
})

it('sends the pictures of a Prompty file as pictures, and says where their files are', () => {
  const text = `---
name: Tent
model:
  parameters:
    tools: \${file:tools.json}
---
user:
Look at this:
![a tent](./camping.jpg)
and ![this](https://example.com/b.png).
![dot](data:image/png;base64,iVBORw0KGgo=)
{{question}}
assistant:
![no](picture.png)
`
  const [request] = readCode({ text, fileName: 'tent.prompty' }).requests
  expect(request?.parts).toEqual({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look at this:' },
          { type: 'image', source: { type: 'url', url: '' } },
          { type: 'text', text: 'and' },
          { type: 'image', source: { type: 'url', url: 'https://example.com/b.png' } },
          { type: 'text', text: '.' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
          { type: 'text', text: '{{question}}' },
        ],
      },
    ],
    prefill: '![no](picture.png)',
    settings: {},
  })
  expect(request?.notes.map(({ what }) => what)).toEqual([
    'This image comes from the file ./camping.jpg: choose the file in its place.',
    '`tools` has a value that it cannot have and was left out.',
  ])
})

it('names the files of a promptfoo configuration, however they are written', () => {
  const text = `prompts:
  - file://prompts/a.txt
  - prompts/b.md
  - 'Read {{doc}} in {{tone}}, then answer like answer.txt'
providers: anthropic:messages:claude-opus-5-5
defaultTest: { vars: { tone: kind } }
tests:
  - vars: { doc: file://docs/a.md }
`
  const { requests, notes } = readCode({ text, fileName: null })
  expect(requests.map(({ parts }) => [parts.messages[0]?.content, parts.values])).toEqual([
    ['Read {{doc}} in {{tone}}, then answer like answer.txt', { tone: 'kind' }],
  ])
  expect(notes.map(({ what }) => what)).toEqual([
    'The value of {{doc}} is the text of the file docs/a.md.',
    'The prompt in the file prompts/a.txt is not in the paste: open that file.',
    'The prompt in the file prompts/b.md is not in the paste: open that file.',
  ])
  const elsewhere = readCode({
    text: 'prompts: Hi\nproviders: openai:x\ntests: file://tests.csv\n',
    fileName: 'p.yaml',
  })
  expect(elsewhere.notes.map(({ what }) => what)).toEqual([
    'The tests in the file tests.csv are not in the paste: open that file.',
  ])
})

it('says in which line of a configuration stood what was left out, in YAML and in JSON', () => {
  const yaml = `prompts:
  - "Tell {{topic}}"
  - file://other.txt
providers:
  - id: anthropic:messages:claude-sonnet-4-6
    config:
      max_tokens: 100
      cost: 3
  - openai:gpt-4o
`
  const linesOf = (text: string, fileName: string) => {
    const { requests, notes } = readCode({ text, fileName })
    return [...notes, ...(requests[0]?.notes ?? [])].map(({ line }) => line)
  }
  expect(linesOf(yaml, 'promptfooconfig.yaml')).toEqual([8, 9, 3])
  const json = { prompts: ['Tell', 'file://other.txt'], providers: ['anthropic:messages:m', 'openai:gpt-4o'] }
  expect(linesOf(JSON.stringify(json, null, 1), 'promptfooconfig.json')).toEqual([8, 4])
})
