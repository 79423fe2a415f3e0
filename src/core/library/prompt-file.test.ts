import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import schema from '#resources/prompt.schema.json' with { type: 'json' }
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { parsePromptFile, promptFileSchema, promptFileText } from './prompt-file.ts'
import firstFormat from './prompt-format-1.json' with { type: 'json' }

const [example] = examplePrompts as [Prompt, Prompt]

it('writes every example so that it reads back unchanged', () => {
  for (const prompt of examplePrompts) {
    expect(parsePromptFile(promptFileText(prompt))).toEqual({ kind: 'prompt', prompt, basedOn: null, folder: '' })
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
  expect(parsePromptFile(text)).toEqual({ kind: 'prompt', prompt: example, basedOn: null, folder: '' })
})

it('keeps variables, what the editor knows of tools, headers and everything of messages', () => {
  const prompt: Prompt = {
    ...example,
    messages: example.messages.map((message) => ({ ...message, pinned: true, muted: false, bond: 'a-hash' })),
    variables: { values: { name: 'Ada', papers: { documents: [{ title: 'One', text: 'First.' }] } }, off: true },
    toolNotes: { weather: { disabled: true, result: { text: '21 °C', isError: false } } },
    betas: ['a-2026-01-01'],
    headers: { 'x-team': 'support' },
  }
  expect(parsePromptFile(promptFileText(prompt))).toEqual({ kind: 'prompt', prompt, basedOn: null, folder: '' })
})

it('keeps the order inside blocks and tools, since models read it', () => {
  const tools = [{ name: 't', input_schema: { type: 'object', properties: { z: {}, a: {} } } }]
  const read = parsePromptFile(promptFileText({ ...example, settings: { max_tokens: 1, tools } }))
  if (read.kind !== 'prompt') throw new Error('It did not read back.')
  expect(JSON.stringify(read.prompt.settings.tools)).toBe(JSON.stringify(tools))
})

it.each([
  ['', 'it is not valid JSON'],
  ['{"format": 1', 'it is not valid JSON'],
  ['{\n<<<<<<< HEAD\n"format": 1', 'it holds a merge that is not finished'],
  [JSON.stringify({ ...example, format: 0 }), 'its field format is missing or of another kind'],
  [JSON.stringify({ ...example, format: 1, messages: 'none' }), 'its field messages is missing or of another kind'],
  [JSON.stringify({ format: 2 }), 'its field id is missing or of another kind'],
])('says why it cannot read %s', (text, why) => {
  expect(parsePromptFile(text)).toEqual({ kind: 'broken', why })
})

it.each([
  ['null', 'foreign'],
  ['[]', 'foreign'],
  ['"text"', 'foreign'],
  ['{"id": "x"}', 'foreign'],
  [JSON.stringify({ ...example, format: '1' }), 'foreign'],
  [JSON.stringify({ kind: 'antiphon-presets', format: 1, presets: [] }), 'foreign'],
  [JSON.stringify({ format: 3, anything: true }), 'newer'],
] as const)('knows what is none of its files, and what is of a later version: %s', (text, kind) => {
  expect(parsePromptFile(text)).toEqual({ kind })
})

it('reads a file that an editor began with a byte order mark and gave other line ends', () => {
  const text = `\uFEFF${promptFileText(example).replaceAll('\n', '\r\n')}`
  expect(parsePromptFile(text)).toMatchObject({ kind: 'prompt', prompt: example })
})

describe('the shipped JSON Schema', () => {
  const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)

  it('is the one that files are read by', () => {
    expect(schema).toEqual(JSON.parse(JSON.stringify(promptFileSchema())))
  })

  it('takes every file that is written, and those of the first format', () => {
    for (const prompt of examplePrompts) expect(fits(JSON.parse(promptFileText(prompt)))).toBe(true)
    expect(fits(firstFormat)).toBe(true)
    expect(fits({ ...firstFormat, messages: 'none' })).toBe(false)
    expect(fits({ ...firstFormat, format: 3 })).toBe(false)
  })

  it('reads a file of the first format whole, and writes it in the newest', () => {
    const read = parsePromptFile(JSON.stringify(firstFormat))
    const { format: _format, ...prompt } = firstFormat
    expect(read).toMatchObject({ kind: 'prompt', prompt })
    if (read.kind === 'prompt') expect(promptFileText(read.prompt)).toContain('"format": 2')
  })
})
