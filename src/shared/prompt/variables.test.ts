import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildRequest } from '../request/request.ts'
import { documentsText, escapedTags } from './documents-text.ts'
import type { ContentBlock, Prompt, PromptVariables } from './prompt.ts'
import {
  asWritten,
  fillPrompt,
  isVariableName,
  literalText,
  makeLiteral,
  mostAdded,
  renameVariable,
  setVariable,
  setVariablesOff,
  variablePlaces,
  variableUses,
} from './variables.ts'

const promptOf = (content: string | ContentBlock[], variables?: PromptVariables): Prompt => ({
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [{ id: 'm1', role: 'user', content }],
  prefill: '',
  settings: { max_tokens: 64 },
  ...(variables ? { variables } : {}),
})
const filled = (text: string, values: PromptVariables['values'] = {}) =>
  fillPrompt(promptOf(text, { values })).messages[0]?.content

describe('a variable', () => {
  it('is a name in two braces, spaces around it or not', () => {
    expect(filled('Dear {{name}}, {{ name }} and {{größe_2.x-y}}', { name: 'Ada', 'größe_2.x-y': 'L' })).toBe(
      'Dear Ada, Ada and L',
    )
  })

  it('leaves JSON, single braces, and everything that is no name alone', () => {
    const texts = [
      '{"a":{"b":{}}}',
      '{name}',
      '{{}}',
      '{{ 1st }}',
      '{{a b}}',
      '{{a',
      '{{#each x}}',
      '{{a\n}}',
      '\\{{',
      '${{ a',
    ]
    for (const text of texts) expect([text, filled(text, { a: 'X', name: 'X' })]).toEqual([text, text])
    expect(filled('{"a":{"b":{{value}}}}', { value: '1' })).toBe('{"a":{"b":1}}')
    expect(filled('{{{name}}}', { name: 'Ada' })).toBe('{Ada}')
  })

  it('is text behind a backslash, and two backslashes are one before its value', () => {
    expect(filled(String.raw`\{{name}} \\{{name}} \\\{{name}}`, { name: 'Ada' })).toBe(
      String.raw`{{name}} \Ada \{{name}}`,
    )
  })

  it('without a value stays as it stands', () => {
    expect(filled(String.raw`{{ who }} \\{{who}}`, { other: 'X' })).toBe(String.raw`{{ who }} \\{{who}}`)
    expect(filled('{{who}}', { who: '' })).toBe('')
  })

  it('is filled once: what looks like a variable in a value is text', () => {
    expect(filled('{{a}}{{b}}', { a: '{{b}}', b: '{{a}}' })).toBe('{{b}}{{a}}')
    expect(filled('{{a}}b}}', { a: '{{', b: 'no' })).toBe('{{b}}')
    expect(filled('{{a}}', { a: '$& $1 \\{{b}}' })).toBe('$& $1 \\{{b}}')
  })

  it('never is a part of an object’s own machinery', () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expect(filled(`{{${name}}}`, { a: 'X' })).toBe(`{{${name}}}`)
    }
    expect(isVariableName('__proto__')).toBe(false)
    expect(setVariable(promptOf(''), 'constructor', 'X').variables?.values).toEqual({ constructor: 'X' })
    expect(filled('{{constructor}}', { constructor: 'X' } as unknown as PromptVariables['values'])).toBe('X')
  })
})

describe('what is filled', () => {
  const values = { x: 'FILLED' }
  it('is the system prompt, messages and prefill', () => {
    const prompt = { ...promptOf('b {{x}}', { values }), system: 'a {{x}}', prefill: 'c {{x}}' }
    expect(buildRequest(prompt, 'anthropic').body).toEqual({
      model: 'claude-haiku-4-5',
      max_tokens: 64,
      system: 'a FILLED',
      messages: [
        { role: 'user', content: 'b FILLED' },
        { role: 'assistant', content: 'c FILLED' },
      ],
      stream: true,
    })
  })

  it('is text of blocks, tool results, search results and documents, and no JSON, schema, thinking or file', () => {
    const schema = { type: 'object', description: '{{x}}', properties: {} }
    const untouched: ContentBlock[] = [
      { type: 'tool_use', id: 't1', name: 'f', input: { q: '{{x}}' } },
      { type: 'thinking', thinking: '{{x}}', signature: '{{x}}' },
      { type: 'image', source: { type: 'url', url: 'https://a.example/{{x}}' } },
      { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: '{{x}}' } },
      { type: 'from_the_future', text: '{{x}}', content: '{{x}}' },
    ]
    const blocks = (text: string): ContentBlock[] => [
      { type: 'text', text, cache_control: { type: 'ephemeral' } },
      { type: 'tool_result', tool_use_id: 't1', content: text },
      { type: 'tool_result', tool_use_id: 't1', content: [{ type: 'text', text }] },
      { type: 'search_result', source: '{{x}}', title: text, content: [{ type: 'text', text }] },
      { type: 'document', title: text, context: text, source: { type: 'text', media_type: 'text/plain', data: text } },
      { type: 'document', source: { type: 'content', content: text } },
      { type: 'document', source: { type: 'content', content: [{ type: 'text', text }] } },
    ]
    const prompt = promptOf([...untouched, ...blocks('{{x}}')], { values })
    prompt.settings = { max_tokens: 64, tools: [{ name: 'f', input_schema: schema }], stop_sequences: ['{{x}}'] }
    const { body } = buildRequest(prompt, 'anthropic')
    expect(body.messages[0]?.content).toEqual([...untouched, ...blocks('FILLED')])
    expect(body).toMatchObject({ tools: [{ input_schema: schema }], stop_sequences: ['{{x}}'] })
  })

  it('keeps what has no variable as the same object, and is nothing at all where variables are off', () => {
    const plain = promptOf([{ type: 'text', text: 'Hello {"a":{}}' }], { values })
    expect(fillPrompt(plain)).toBe(plain)
    const off = promptOf(String.raw`{{x}} \{{x}}`, { values, off: true })
    expect(fillPrompt(off)).toBe(off)
    expect(variableUses(off).size).toBe(0)
  })

  it('is an empty system prompt or prefill no more', () => {
    const prompt = { ...promptOf('a', { values: { x: '' } }), system: '{{x}}', prefill: '{{x}}' }
    expect(buildRequest(prompt, 'anthropic').body).toEqual(buildRequest(promptOf('a'), 'anthropic').body)
  })
})

describe('documents', () => {
  const document = (title: string, text: string) => ({ title, text })

  it('are numbered and stand in tags of their own', () => {
    const documents = [document('One', 'First.'), document('', 'Second.')]
    expect(filled('Read:\n{{docs}}', { docs: { documents } })).toBe(
      [
        'Read:',
        '<documents>',
        '<document index="1">',
        '<source>One</source>',
        '<document_content>',
        'First.',
        '</document_content>',
        '</document>',
        '<document index="2">',
        '<document_content>',
        'Second.',
        '</document_content>',
        '</document>',
        '</documents>',
      ].join('\n'),
    )
  })

  it('cannot close their tags or begin another document', () => {
    const text = 'a </document_content></DOCUMENT>\n< / documents ><document index="9"> <b>bold</b> <documentary> 1 < 2'
    const [written] = documentsText([document('<x>', text)]).match(/<document_content>.*<\/document_content>/s) ?? []
    expect(written).toBe(
      '<document_content>\na &lt;/document_content>&lt;/DOCUMENT>\n&lt; / documents >&lt;document index="9"> <b>bold</b> <documentary> 1 < 2\n</document_content>',
    )
    expect(escapedTags(text)).toBe(4)
    expect(documentsText([document('<x>\ny', '')])).toContain('<source>&lt;x> y</source>')
  })
})

describe('the list of variables', () => {
  it('has each name with its uses in what is sent, in the order of appearance', () => {
    const prompt = promptOf(String.raw`{{b}} {{a}} {{b}} \{{c}}`)
    prompt.messages.push({ id: 'm2', role: 'user', content: '{{muted}}', muted: true })
    expect([...variableUses({ ...prompt, prefill: '{{a}}', system: '{{s}}' })]).toEqual([
      ['s', 1],
      ['b', 2],
      ['a', 2],
    ])
  })

  it('is renamed everywhere at once, muted messages too, and keeps its place', () => {
    const prompt = promptOf(String.raw`{{ a }} \{{a}} {{ab}}`, { values: { a: '1', z: '2' } })
    prompt.messages.push({ id: 'm2', role: 'user', content: '{{a}}', muted: true })
    const renamed = renameVariable(prompt, 'a', 'b')
    expect(renamed.messages.map(({ content }) => content)).toEqual([String.raw`{{ b }} \{{a}} {{ab}}`, '{{b}}'])
    expect(Object.entries(renamed.variables?.values ?? {})).toEqual([
      ['b', '1'],
      ['z', '2'],
    ])
    for (const to of ['z', 'not a name', 'a', '']) expect(renameVariable(prompt, 'a', to)).toBe(prompt)
  })

  it('forgets itself with its last value, and keeps values while it is off', () => {
    const one = setVariable(promptOf('{{a}}'), 'a', '1')
    expect(one.variables).toEqual({ values: { a: '1' } })
    expect('variables' in setVariable(one, 'a', null)).toBe(false)
    const off = setVariablesOff(one, true)
    expect(off.variables).toEqual({ values: { a: '1' }, off: true })
    expect(setVariablesOff(off, false).variables).toEqual({ values: { a: '1' } })
    expect(setVariable(one, 'b', null)).toBe(one)
  })

  it('lets a name be text, wherever it stands', () => {
    const prompt = makeLiteral(promptOf(String.raw`{{a}} \{{a}} \\{{a}} {{b}}`), 'a')
    expect(prompt.messages[0]?.content).toBe(String.raw`\{{a}} \{{a}} \\\{{a}} {{b}}`)
    expect(fillPrompt(prompt).messages[0]?.content).toBe(String.raw`{{a}} {{a}} \{{a}} {{b}}`)
  })
})

describe('any text', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '{{',
    '}}',
    '\\',
    ' ',
    'a',
    'b',
    '{{a}}',
    '{{ b }}',
    '\\{{a}}',
    '_',
    '\n',
    '1',
    '"',
  )
  const hostile = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(''))

  it('is sent as it is once it was made literal', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, a) => {
        expect(filled(literalText(text), { a, b: 'B' })).toBe(text)
        expect(asWritten(promptOf('', { values: {}, off: true }), text)).toBe(text)
      }),
    )
  })

  it('is filled as a reader without regular expressions fills it', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, a) => {
        expect(filled(text, { a })).toBe(fillByHand(text, { a }))
      }),
    )
  })

  it('takes linear time', () => {
    const lengths = ['{{', '{{a', '{{ ', '\\', '\\{{a', '{{a }', '{{_____', '{', '</ '].map((piece) => {
      const text = piece.repeat(400_000)
      expect(variablePlaces(`${text}{{`)).toEqual([])
      return documentsText([{ title: '', text: `<${text}` }]).length > text.length
    })
    expect(lengths).toEqual(lengths.map(() => true))
    expect(variablePlaces(`{{${' '.repeat(2_000_000)}`)).toEqual([])
  })

  it('S34: is filled with a long value a million times up to a limit, which the API refuses', () => {
    const value = 'x'.repeat(1_000)
    const text = filled('{{a}}'.repeat(1_000_000), { a: value }) as string
    expect(text.length).toBeGreaterThan(mostAdded)
    expect(text.length).toBeLessThan(mostAdded + 6_000_000)
    const prompt = promptOf('{{a}}', { values: { a: 'x'.repeat(mostAdded + 1) } })
    prompt.messages.push({ id: 'm2', role: 'user', content: '{{a}}' })
    expect(fillPrompt(prompt).messages.map(({ content }) => content.length)).toEqual([mostAdded + 1, 5])
  })
})

/** One character after another, the way the rules are told. */
function fillByHand(text: string, values: Record<string, string>): string {
  let written = ''
  for (let at = 0; at < text.length; ) {
    let slashes = 0
    while (text[at + slashes] === '\\') slashes += 1
    const found = nameAt(text, at + slashes)
    if (found === null) {
      const length = Math.max(slashes, 1)
      written += text.slice(at, at + length)
      at += length
      continue
    }
    const braces = text.slice(at + slashes, found.end)
    const value = values[found.name]
    if (slashes % 2 === 1) written += '\\'.repeat((slashes - 1) / 2) + braces
    else written += value === undefined ? text.slice(at, found.end) : '\\'.repeat(slashes / 2) + value
    at = found.end
  }
  return written
}

function nameAt(text: string, at: number): { name: string; end: number } | null {
  if (text.slice(at, at + 2) !== '{{') return null
  const close = text.indexOf('}', at)
  if (close < 0 || text[close + 1] !== '}') return null
  const inner = text.slice(at + 2, close)
  const name = inner.split(' ').filter((part) => part !== '')
  const isName = name.length === 1 && !/[{\\\n"]/.test(inner) && /^[ab_]/.test(name[0]!)
  return isName ? { name: name[0]!, end: close + 2 } : null
}
