import { describe, expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { examplePrompts } from '../prompt/examples.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { createMemory } from '../rules/memory.ts'
import { type FactChange, modelChanges, sideOf } from './model-changes.ts'
import { findModel, type ModelInfo } from './models.ts'
import { replacementOf } from './replacement.ts'

// Safe: a test of the core holds the file against its schema.
const models = catalogue as unknown as ModelInfo[]
const base: Prompt = { ...examplePrompts[0]!, prefill: '', settings: { max_tokens: 1_000 } }
const surroundings = {
  models,
  connectionKind: 'anthropic' as const,
  now: '2026-11-22',
  memory: createMemory(),
}
const count = (inputTokens: number) => ({ inputTokens, kind: 'exact' as const, reason: null })

function changes(from: string, to: string, prompt: Partial<Prompt> = {}, tokens: [number, number] = [2_000, 2_600]) {
  const [before, after] = [sideOf(models, from, count(tokens[0])), sideOf(models, to, count(tokens[1]))]
  return modelChanges({ ...base, ...prompt }, before, after, surroundings)
}
const fact = (facts: FactChange[], label: string) => {
  const found = facts.find((one) => one.label === label)
  return found && [found.before, found.after]
}

describe('a switch of the model', () => {
  it('says what the new one refuses and the old one took, and the other way round', () => {
    const prompt = { prefill: '{', settings: { max_tokens: 1_000, temperature: 0.2 } }
    const there = changes('claude-haiku-4-5', 'claude-opus-5-5', prompt)
    expect(there.added.map(({ field }) => field)).toEqual(expect.arrayContaining(['temperature', 'prefill']))
    expect(there.gone.filter(({ severity }) => severity === 'error')).toEqual([])
    const back = changes('claude-opus-5-5', 'claude-haiku-4-5', prompt)
    expect(back.gone.map(({ field }) => field)).toEqual(expect.arrayContaining(['temperature', 'prefill']))
  })

  it('leaves out what both refuse', () => {
    const prompt = { prefill: '{' }
    expect(changes('claude-opus-5', 'claude-opus-5-5', prompt).added.map(({ field }) => field)).not.toContain('prefill')
  })

  it('compares what the API does where nothing is sent, and only there', () => {
    const { facts } = changes('claude-haiku-4-5', 'claude-opus-5-5')
    expect(fact(facts, 'Thinking')).toEqual(['disabled', 'adaptive'])
    expect(fact(facts, 'Effort')).toEqual(['no such field', 'medium'])
    const settings = { max_tokens: 1_000, thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }
    const set = changes('claude-haiku-4-5', 'claude-opus-5-5', { settings }).facts
    expect([fact(set, 'Thinking'), fact(set, 'Effort')]).toEqual([undefined, undefined])
  })

  it('compares tokens, limits, prices and the end of life, and leaves out what is equal', () => {
    const { facts } = changes('claude-sonnet-4-5', 'claude-sonnet-5-5')
    expect(fact(facts, 'Tokenizer')).toEqual(['before 4.7', 'Claude 4.7 and later'])
    expect(fact(facts, 'Input tokens')).toEqual([2_000, 2_600])
    expect(fact(facts, 'Highest cost per run')).toEqual([0.006 + 0.015, 0.0052 + 0.01])
    expect(fact(facts, 'Context window')).toEqual([200_000, 1_000_000])
    expect(fact(facts, 'Highest max_tokens')).toEqual([64_000, 128_000])
    expect(fact(facts, 'Input')).toEqual([3, 2])
    expect(fact(facts, 'Lifecycle')).toEqual(['retires on 2026-11-30', 'active, not retired before 2027-09-28'])
    expect(fact(facts, 'Images')).toBeUndefined()
  })

  it('compares cache prices for a prompt that caches, and tells of a dearer list for long prompts', () => {
    const system = [{ type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral' } }]
    const { facts } = changes('claude-haiku-4-5', 'claude-haiku-5-5', { system })
    expect(fact(facts, 'Cache read')).toEqual([0.1, 0.01])
    expect(fact(facts, 'Smallest prefix that is cached')).toEqual([4_096, 512])
    expect(fact(facts, 'Costs more above')).toEqual([null, 100_000])
    expect(fact(changes('claude-haiku-4-5', 'claude-haiku-5-5').facts, 'Cache read')).toBeUndefined()
  })

  it('says unknown for a model that nobody knows, and refuses nothing there', () => {
    const { added, facts } = changes('claude-haiku-4-5', 'my-own', { settings: { max_tokens: 9, temperature: 0.1 } })
    expect(added.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(fact(facts, 'Input')).toEqual([1, null])
    expect(fact(facts, 'Prefill')).toEqual([true, null])
  })
})

describe('the replacement of a model', () => {
  it.each([
    ['claude-sonnet-4-20250514', 'claude-sonnet-4-6'],
    ['claude-sonnet-4-5', 'claude-sonnet-5-5'],
    ['claude-3-7-sonnet-latest', 'claude-sonnet-5-5'],
    ['claude-3-5-haiku-20241022', 'claude-haiku-5-5'],
    ['claude-opus-5-5', undefined],
  ])('of %s is %s', (id, replacement) => {
    expect(replacementOf(models, findModel(models, id)!)?.id).toBe(replacement)
  })

  it('is found behind a recommendation that is gone too, and is nothing where recommendations go in a circle', () => {
    const named = (id: string, replacement: string | null, changes: Partial<ModelInfo> = {}): ModelInfo => ({
      ...models[0]!,
      id,
      replacement,
      line: null,
      lifecycle: 'retired',
      ...changes,
    })
    const chain = [named('a', 'b'), named('b', 'c'), named('c', null, { lifecycle: 'active' })]
    expect(replacementOf(chain, chain[0]!)?.id).toBe('c')
    const circle = [named('a', 'b'), named('b', 'a')]
    expect(replacementOf(circle, circle[0]!)).toBeNull()
  })
})
