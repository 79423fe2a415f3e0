import { expect, it } from 'vitest'
import { examplePrompts } from '#shared/examples'
import type { Prompt } from '#shared/prompt'
import { parsePromptFile, promptFileText } from './prompt-file.ts'

const [example] = examplePrompts as [Prompt, Prompt]

it('writes every example so that it reads back unchanged', () => {
  for (const prompt of examplePrompts) {
    expect(parsePromptFile(promptFileText(prompt))).toEqual({ kind: 'prompt', prompt, basedOn: null })
  }
})

it('writes the same text whatever order the fields were set in, and ends it with a newline', () => {
  const backwards = Object.fromEntries(Object.entries(example).reverse()) as Prompt
  backwards.settings = Object.fromEntries(Object.entries(example.settings).reverse()) as Prompt['settings']
  expect(promptFileText(backwards)).toBe(promptFileText(example))
  expect(promptFileText(example)).toMatch(/^\{\n {2}"format": 2,\n {2}"id": [\s\S]*\}\n$/)
})

it('puts the settings of the screen first and the others by name', () => {
  const settings = { zebra: 1, top_p: 0.5, apple: 2, max_tokens: 5 }
  const file = JSON.parse(promptFileText({ ...example, settings })) as { settings: object }
  expect(Object.keys(file.settings)).toEqual(['max_tokens', 'top_p', 'apple', 'zebra'])
})

it('reads the files of the first format, which had fewer fields', () => {
  const text = promptFileText(example).replace('"format": 2', '"format": 1')
  expect(parsePromptFile(text)).toEqual({ kind: 'prompt', prompt: example, basedOn: null })
})

it('keeps variables, what the editor knows of tools, headers and pinned messages', () => {
  const prompt: Prompt = {
    ...example,
    messages: example.messages.map((message) => ({ ...message, pinned: true })),
    variables: { values: { name: 'Ada', papers: { documents: [{ title: 'One', text: 'First.' }] } }, off: true },
    toolNotes: { weather: { disabled: true, result: { text: '21 °C', isError: false } } },
    betas: ['a-2026-01-01'],
    headers: { 'x-team': 'support' },
  }
  expect(parsePromptFile(promptFileText(prompt))).toEqual({ kind: 'prompt', prompt, basedOn: null })
})

it('keeps the order inside blocks and tools, since models read it', () => {
  const tools = [{ name: 't', input_schema: { type: 'object', properties: { z: {}, a: {} } } }]
  const read = parsePromptFile(promptFileText({ ...example, settings: { max_tokens: 1, tools } }))
  if (read.kind !== 'prompt') throw new Error('It did not read back.')
  expect(JSON.stringify(read.prompt.settings.tools)).toBe(JSON.stringify(tools))
})

it.each([
  ['', 'broken'],
  ['{"format": 1', 'broken'],
  ['null', 'broken'],
  ['[]', 'broken'],
  ['"text"', 'broken'],
  ['{"id": "x"}', 'broken'],
  [JSON.stringify({ ...example, format: '1' }), 'broken'],
  [JSON.stringify({ ...example, format: 0 }), 'broken'],
  [JSON.stringify({ ...example, format: 1, messages: 'none' }), 'broken'],
  [JSON.stringify({ format: 3, anything: true }), 'newer'],
] as const)('tells what it cannot read: %s', (text, kind) => {
  expect(parsePromptFile(text)).toEqual({ kind })
})
