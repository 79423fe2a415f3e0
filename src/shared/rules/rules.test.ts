import { describe, expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { examplePrompts } from '../examples.ts'
import type { ModelInfo } from '../models.ts'
import type { Prompt, PromptSettings } from '../prompt.ts'
import { createMemory } from './memory.ts'
import { contextOf, findings, type RuleSurroundings } from './rules.ts'

// Safe: resources/models.json is our own file and the catalogue's type describes it.
const models = catalogue as unknown as ModelInfo[]

const surroundings: RuleSurroundings = {
  models,
  connectionKind: 'anthropic',
  inputTokens: null,
  inputTokensAreEstimated: false,
  now: '2026-11-22',
  memory: createMemory(),
}

const base: Prompt = { ...examplePrompts[0]!, prefill: '', settings: { max_tokens: 100 } }

function found(
  model: string,
  settings: Partial<PromptSettings>,
  more: Partial<Prompt> = {},
  kind: 'anthropic' | 'custom' = 'anthropic',
) {
  // Safe: max_tokens is always there.
  const prompt = { ...base, model, ...more, settings: { ...base.settings, ...settings } as PromptSettings }
  const context = contextOf(prompt, { ...surroundings, connectionKind: kind })
  return { prompt, context, list: findings(prompt, context) }
}

const cases: [
  title: string,
  model: string,
  settings: Partial<PromptSettings>,
  more: Partial<Prompt>,
  fields: string[],
][] = [
  ['free sampling on Haiku 4.5', 'claude-haiku-4-5', { temperature: 0.2 }, {}, []],
  [
    'sampling on the new API version',
    'claude-haiku-4-5',
    { temperature: 0.2, top_k: 4 },
    { apiVersion: '2026-10-21' },
    ['temperature', 'top_k'],
  ],
  ['a temperature on Opus 5.5', 'claude-opus-5-5', { temperature: 0.2 }, {}, ['temperature']],
  ['the temperature that does nothing on Opus 5.5', 'claude-opus-5-5', { temperature: 1 }, {}, []],
  ['top_p 0.99 alone on Opus 5.5', 'claude-opus-5-5', { top_p: 0.99 }, {}, []],
  ['temperature 1 together with top_p 0.99', 'claude-opus-5-5', { temperature: 1, top_p: 0.99 }, {}, ['temperature']],
  ['temperature and top_p on Sonnet 4.6', 'claude-sonnet-4-6', { temperature: 0.5, top_p: 0.5 }, {}, ['top_p']],
  [
    'temperature with thinking',
    'claude-haiku-4-5',
    { temperature: 0.5, thinking: { type: 'enabled', budget_tokens: 1024 } },
    {},
    ['temperature'],
  ],
  ['a temperature out of range', 'claude-haiku-4-5', { temperature: 1.5 }, {}, ['temperature']],
  ['prefill on Haiku 4.5', 'claude-haiku-4-5', {}, { prefill: '{' }, []],
  ['prefill on Opus 5.5', 'claude-opus-5-5', {}, { prefill: '{' }, ['prefill']],
  ['prefill that ends in a space', 'claude-haiku-4-5', {}, { prefill: '{ ' }, ['prefill']],
  [
    'prefill with thinking',
    'claude-haiku-4-5',
    { thinking: { type: 'enabled', budget_tokens: 1024 } },
    { prefill: '{' },
    ['prefill'],
  ],
  ['more tokens than the model has', 'claude-haiku-4-5', { max_tokens: 64_001 }, {}, ['max_tokens']],
  ['effort where there is none', 'claude-haiku-4-5', { output_config: { effort: 'high' } }, {}, ['effort']],
  ['effort where there is', 'claude-opus-5-5', { output_config: { effort: 'max' } }, {}, []],
  ['an unknown model', 'my-own-model', { temperature: 0.3, output_config: { effort: 'high' } }, { prefill: '{' }, []],
]

describe('findings', () => {
  it.each(cases)('judges %s', (_title, model, settings, more, fields) => {
    expect(found(model, settings, more).list.map(({ field }) => field)).toEqual(fields)
  })

  it.each(cases)('has fixes for %s that mend it and break nothing else', (_title, model, settings, more) => {
    const { prompt, list } = found(model, settings, more)
    for (const finding of list) {
      expect(finding.fixes.length).toBeGreaterThan(0)
      for (const fix of finding.fixes) {
        const mended = fix.apply(prompt)
        const left = findings(mended, contextOf(mended, surroundings))
        expect(left.some(({ ruleId, field }) => ruleId === finding.ruleId && field === finding.field)).toBe(false)
        expect(left.length).toBeLessThan(list.length)
      }
    }
  })

  it('only hints on custom servers, since the catalogue proves nothing there', () => {
    const { list } = found('claude-opus-5-5', { temperature: 0.2 }, {}, 'custom')
    expect(list.map(({ severity }) => severity)).toEqual(['hint'])
  })
})
