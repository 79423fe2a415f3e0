import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConnectionKind } from '../connections/connection.ts'
import type { Prompt, PromptSettings } from '../prompt/prompt.ts'
import { buildRequest } from '../request/request.ts'
import type { JsonValue } from '../text/json.ts'
import { applyPreset, type PresetParts, partsIn, partsOf, partText, takeParts, unknownParts } from './preset.ts'
import { newPresetSchema } from './preset-schema.ts'

const tool = { name: 'find_order', description: 'Finds an order.', input_schema: { type: 'object', properties: {} } }
const schema = { type: 'json_schema', schema: { type: 'object', properties: { z: {}, a: {} } } }

/** A prompt that sets every field of a request that the app knows, and some that it does not. */
const full: Prompt = {
  id: 'full',
  name: 'Full',
  model: 'claude-opus-4-5',
  apiVersion: '2023-06-01',
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral' } }],
  messages: [
    { id: 'a', role: 'user', content: 'Hello from {{company}}: {{sources}}' },
    { id: 'b', role: 'assistant', content: [{ type: 'text', text: 'Hi' }], muted: true },
    { id: 'c', role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'https://example.com/x.png' } }] },
  ],
  prefill: '{"',
  settings: {
    max_tokens: 99,
    temperature: 0.3,
    top_p: 0.9,
    top_k: 5,
    stop_sequences: ['END'],
    metadata: { user_id: 'u-1' },
    thinking: { type: 'enabled', budget_tokens: 2048 },
    output_config: { effort: 'high', format: schema, future: [1] },
    tools: [tool],
    tool_choice: { type: 'any' },
    service_tier: 'auto',
    cache_control: { type: 'ephemeral' },
    'a.dotted.field': null,
  },
  toolNotes: { find_order: { result: { text: 'sold' } }, old: { disabled: true } },
  betas: ['one-2026-01-01'],
  headers: { 'X-Team': 'docs' },
  variables: { values: { company: 'Acme', sources: { documents: [{ title: 'One', text: 'It is.' }] }, unused: '' } },
}
const blank: Prompt = {
  id: 'blank',
  name: 'Blank',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [],
  prefill: '',
  settings: { max_tokens: 1024 },
}

let count = 0
const newId = () => `new-${++count}`
const keysOf = (prompt: Prompt) => new Set(partsOf(prompt).map(({ key }) => key))
/** As a preset is kept: through its schema and through JSON. */
const kept = (parts: PresetParts) => newPresetSchema.parse(JSON.parse(JSON.stringify({ name: 'Kept', parts }))).parts

describe('saving keeps everything', () => {
  const kinds: ConnectionKind[] = ['simulator', 'anthropic', 'custom']

  it.each(kinds)('every field of the request comes back from a preset of all parts (%s)', (kind) => {
    const applied = applyPreset(blank, kept(takeParts(full, keysOf(full))), newId)
    expect(buildRequest(applied, kind)).toEqual(buildRequest(full, kind))
    expect(applied).toEqual({ ...full, id: 'blank', name: 'Blank', messages: applied.messages })
    expect(applied.messages.map(({ id: _id, ...message }) => message)).toEqual(
      full.messages.map(({ id: _id, ...message }) => message),
    )
  })

  it('whatever else the prompt sends', () => {
    const field = fc.oneof(fc.constantFrom('temperature', 'top_k', 'seed', 'x.y', 'tools'), fc.string())
    const settings = fc
      .tuple(
        fc.dictionary(field, fc.jsonValue({ maxDepth: 3 })),
        fc.option(fc.dictionary(field, fc.jsonValue({ maxDepth: 2 }))),
      )
      .map(([fields, config]): PromptSettings => {
        const { output_config: _, ...others } = fields as Record<string, JsonValue>
        return { ...others, ...(config ? { output_config: config as Record<string, JsonValue> } : {}), max_tokens: 7 }
      })
    fc.assert(
      fc.property(settings, fc.string(), fc.string(), (sent, model, system) => {
        const prompt = { ...full, settings: sent, model, system }
        const parts = JSON.parse(JSON.stringify(takeParts(prompt, keysOf(prompt)))) as PresetParts
        const expected = JSON.parse(JSON.stringify(buildRequest(prompt, 'anthropic'))) as unknown
        expect(buildRequest(applyPreset(blank, parts, newId), 'anthropic')).toEqual(expected)
      }),
    )
  })

  it('one part alone changes that part alone', () => {
    for (const { key } of partsOf(full)) {
      const applied = applyPreset(blank, takeParts(full, new Set([key])), newId)
      const changed = partsOf(applied).filter(
        ({ key: other, value }) =>
          JSON.stringify(value) !== JSON.stringify(partsOf(blank).find((before) => before.key === other)?.value),
      )
      expect(changed.map((part) => part.key)).toEqual([key])
    }
  })
})

describe('applying', () => {
  it('takes out tool notes, betas and headers where the preset has none', () => {
    const parts = takeParts(blank, new Set(['toolNotes', 'betas', 'headers']))
    const { toolNotes: _n, betas: _b, headers: _h, ...others } = full
    expect(applyPreset(full, kept(parts), newId)).toStrictEqual(others)
    expect(applyPreset(full, {}, newId)).toStrictEqual(full)
  })

  it('takes out what is not to be sent, and leaves everything else', () => {
    const applied = applyPreset(
      full,
      { notSent: ['temperature', 'top_k', 'output_config.effort', 'max_tokens'] },
      newId,
    )
    const { temperature: _t, top_k: _k, ...settings } = full.settings
    expect(applied).toEqual({ ...full, settings: { ...settings, output_config: { format: schema, future: [1] } } })
  })

  it('takes output_config away with the last thing in it', () => {
    const only = { ...blank, settings: { max_tokens: 1, output_config: { effort: 'low' } } }
    expect(applyPreset(only, { notSent: ['output_config.effort'] }, newId).settings).toEqual({ max_tokens: 1 })
  })

  it('lays effort beside an output schema that is there', () => {
    const applied = applyPreset(full, { settings: { output_config: { effort: 'low' } } }, newId)
    expect(applied.settings.output_config).toEqual({ effort: 'low', format: schema, future: [1] })
  })

  it('clears what a preset holds as empty', () => {
    const applied = applyPreset(full, { system: '', prefill: '', messages: [] }, newId)
    expect(applied).toEqual({ ...full, system: '', prefill: '', messages: [] })
  })

  it('gives messages ids of their own each time', () => {
    const parts = takeParts(full, new Set(['messages']))
    const ids = [applyPreset(blank, parts, newId), applyPreset(blank, parts, newId)].flatMap(({ messages }) =>
      messages.map(({ id }) => id),
    )
    expect(new Set(ids).size).toBe(6)
  })

  it('leaves parts alone that it does not know, and keeps them in the preset', () => {
    const parts = kept({ model: 'm', later: { company: 'Acme' } })
    expect(applyPreset(blank, parts, newId)).toEqual({ ...blank, model: 'm' })
    expect(unknownParts(parts)).toEqual(['later'])
    expect(parts.later).toEqual({ company: 'Acme' })
  })

  it('lays the values of variables over those that are there, name by name, and its choice whether they are filled', () => {
    const before = { ...blank, variables: { values: { company: 'Globex', tone: 'dry' }, off: true } }
    const applied = applyPreset(before, takeParts(full, new Set(['variables'])), newId)
    expect(applied.variables).toEqual({ values: { ...full.variables?.values, tone: 'dry' } })
    const off = takeParts(before, new Set(['variables']))
    expect(applyPreset(full, kept(off), newId).variables?.off).toBe(true)
    expect(takeParts(blank, new Set(['variables']))).toEqual({})
  })

  it('changes no prototype', () => {
    const hostile = JSON.parse(
      '{"settings":{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}}',
    )
    const { settings } = applyPreset(blank, hostile as PresetParts, newId)
    expect((settings as { isAdmin?: boolean }).isAdmin).toBeUndefined()
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
  })
})

it('says what a preset holds, part by part', () => {
  const parts = { ...takeParts(full, keysOf(full)), notSent: ['top_p'], later: { company: 'Acme' } }
  expect(partsIn(parts).map((part) => `${part.label}: ${partText(part)}`)).toEqual([
    'Model: claude-opus-4-5',
    'API version: 2023-06-01',
    'System prompt: Be brief.',
    'Max tokens: 99',
    'Temperature: 0.3',
    'Top p: 0.9',
    'Top k: 5',
    'Stop sequences: ["END"]',
    'Thinking: {"type":"enabled","budget_tokens":2048}',
    'Tools: find_order',
    'Tool choice: {"type":"any"}',
    'Metadata: {"user_id":"u-1"}',
    'service_tier: auto',
    'cache_control: {"type":"ephemeral"}',
    'a.dotted.field: null',
    'Effort: high',
    'Output schema: {"type":"json_schema","schema":{"type":"object","properties":{"z":{},"a":{}}}}',
    'output_config.future: [1]',
    'Top p: not sent',
    'Disabled tools and canned results: find_order, old',
    'Betas: one-2026-01-01',
    'Headers: X-Team',
    'Messages: 3 messages',
    'Prefill: {"',
    'Variables: company, sources, unused',
    'later: {"company":"Acme"}',
  ])
})

it('offers what could be sent and is not, and says so', () => {
  const texts = partsOf(blank).map((part) => `${part.label}: ${partText(part)}`)
  expect(texts).toEqual([
    'Model: claude-haiku-4-5',
    'API version: automatic',
    'System prompt: empty',
    'Max tokens: 1024',
    'Temperature: not sent',
    'Top p: not sent',
    'Top k: not sent',
    'Effort: not sent',
    'Stop sequences: not sent',
    'Thinking: not sent',
    'Tools: not sent',
    'Tool choice: not sent',
    'Output schema: not sent',
    'Disabled tools and canned results: none',
    'Betas: none',
    'Headers: none',
    'Messages: empty',
    'Prefill: empty',
  ])
})
