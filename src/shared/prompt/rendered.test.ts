import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ContentBlock, Prompt } from './prompt.ts'
import { renderPrompt } from './rendered.ts'
import { fillPrompt } from './variables.ts'

const prompt: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'For {{shop}}.',
  messages: [],
  prefill: '',
  settings: { max_tokens: 64 },
}

it('tells what of each text was filled, is missing or is text', () => {
  const image: ContentBlock = { type: 'image', source: { type: 'url', url: 'https://a.example/a.png' } }
  const rendered = renderPrompt({
    ...prompt,
    messages: [
      { id: 'm1', role: 'user', content: String.raw`{{who}} \{{who}}` },
      { id: 'm2', role: 'user', content: [image, { type: 'tool_result', tool_use_id: 't', content: '{{shop}}' }] },
      { id: 'm3', role: 'user', content: 'quiet {{shop}}', muted: true },
    ],
    prefill: '{{papers}}',
    variables: { values: { shop: 'Acme', papers: { documents: [{ title: '', text: '</document>' }] } } },
  })
  expect(rendered.parts.map(({ role }) => role)).toEqual(['system', 'user', 'user', 'prefill'])
  expect(rendered.parts.slice(0, 3).map(({ texts }) => texts)).toEqual([
    [
      {
        kind: 'text',
        pieces: [
          { kind: 'text', text: 'For ' },
          { kind: 'value', text: 'Acme' },
          { kind: 'text', text: '.' },
        ],
      },
    ],
    [
      {
        kind: 'text',
        pieces: [
          { kind: 'missing', text: '{{who}}' },
          { kind: 'text', text: ' ' },
          { kind: 'literal', text: '{{who}}' },
        ],
      },
    ],
    [
      { kind: 'image', pieces: [] },
      { kind: 'tool_result', pieces: [{ kind: 'value', text: 'Acme' }] },
    ],
  ])
  expect(rendered.note).toEqual({
    filled: new Map([
      ['shop', 2],
      ['papers', 1],
    ]),
    missing: new Set(['who']),
    literals: 1,
    escaped: 1,
  })
})

it('shows exactly what is sent, whatever the text', () => {
  const pieces = fc.constantFrom('{{a}}', '{{ b }}', '\\', '{{', '}}', 'a', ' ', '\\{{a}}', '{{missing}}')
  const text = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, fc.boolean(), (system, a, off) => {
      const one: Prompt = { ...prompt, system, variables: { values: { a, b: 'B' }, ...(off ? { off } : {}) } }
      const [part] = renderPrompt(one).parts
      const shown = part?.texts.flatMap((each) => each.pieces.map((piece) => piece.text)).join('') ?? ''
      expect(shown).toBe(fillPrompt(one).system)
    }),
  )
})
