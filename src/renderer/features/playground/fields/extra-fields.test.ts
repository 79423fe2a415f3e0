import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PromptSettings } from '#shared/prompt/prompt'
import type { JsonValue } from '#shared/text/json'
import { extraFields, extrasProblem, withExtraFields } from './extra-fields.ts'

const settings = {
  max_tokens: 10,
  temperature: 1,
  thinking: { type: 'adaptive', mood: 'calm' },
  metadata: { user_id: 'u', team: 'blue' },
  output_config: { effort: 'low', format: { type: 'json_schema', schema: {} }, tone: 2 },
  speed: 'fast',
  service_tier: 7,
  cache_control: { type: 'ephemeral', ttl: '2h' },
  diagnostics: {},
} as unknown as PromptSettings

it('leaves to the JSON what no control can show, down to the parts of objects that have one', () => {
  expect(extraFields(settings)).toEqual({
    thinking: { type: 'adaptive', mood: 'calm' },
    metadata: { team: 'blue' },
    output_config: { tone: 2 },
    service_tier: 7,
    cache_control: { type: 'ephemeral', ttl: '2h' },
    diagnostics: {},
  })
  expect(extraFields({ max_tokens: 10, output_config: {} })).toEqual({ output_config: {} })
})

it('takes other extra fields and leaves alone what has a control', () => {
  expect(withExtraFields(settings, { mood: 1, metadata: { team: 'red' } })).toEqual({
    max_tokens: 10,
    temperature: 1,
    metadata: { user_id: 'u', team: 'red' },
    output_config: { effort: 'low', format: { type: 'json_schema', schema: {} } },
    speed: 'fast',
    mood: 1,
  })
})

it('loses nothing on the way there and back, whatever is set', () => {
  const odd = ['mood', 'constructor', 'toString', '__proto__']
  const fields = ['thinking', 'metadata', 'output_config', 'speed', 'cache_control', 'tool_choice']
  const name = fc.constantFrom(...fields, ...odd)
  const inner = fc.constantFrom('type', 'user_id', 'effort', 'format', 'ttl', 'name', ...odd)
  const value = fc.oneof(fc.jsonValue(), fc.dictionary(inner, fc.oneof(fc.string(), fc.jsonValue())))
  fc.assert(
    fc.property(fc.dictionary(name, value), (fields) => {
      const given = JSON.parse(JSON.stringify({ max_tokens: 1, ...fields })) as PromptSettings
      expect(withExtraFields(given, extraFields(given))).toEqual(given)
    }),
  )
})

describe('the JSON of extra fields', () => {
  it.each<[JsonValue, string | null]>([
    [{ mood: 'calm', service_tier: 7 }, null],
    [{ metadata: { team: 'blue' } }, null],
    [[], 'This must be an object: fields of the request by their names.'],
    [{ speed: 'fast' }, 'speed has a control of its own: set it there.'],
    [{ output_config: { effort: 'low' } }, 'output_config.effort has a control of its own: set it there.'],
    [{ messages: [] }, 'messages has a place of its own in the prompt.'],
  ])('%j: %s', (value, problem) => {
    expect(extrasProblem(value)).toBe(problem)
  })
})
