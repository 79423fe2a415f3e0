import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import models from '#resources/models.json'
import { findModel, type ModelInfo } from '#shared/models/models'
import type { PromptSettings } from '#shared/prompt/prompt'
import type { Finding } from '#shared/rules/finding'
import { effortLevels, numberSettings, otherFields, settingsSummary } from './setting-fields.ts'

// Safe: the catalogue is checked against its schema elsewhere.
const catalogue = models as unknown as ModelInfo[]
const haiku = findModel(catalogue, 'claude-haiku-4-5')
const opus = findModel(catalogue, 'claude-opus-5-5')

describe('the slider of max_tokens', () => {
  const [maxTokens] = numberSettings(haiku)
  const { slider } = maxTokens!

  it('goes from 1 to exactly what the model can put out', () => {
    expect([slider.toValue(0), slider.toValue(slider.max)]).toEqual([1, haiku?.maxOutputTokens])
  })

  it('never goes down when it is moved up, and shows every value somewhere', () => {
    fc.assert(
      fc.property(fc.nat(slider.max - 1), (position) => slider.toValue(position + 1) >= slider.toValue(position)),
    )
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 10_000_000 }), (value) => {
        const position = slider.toPosition(value)
        return position >= 0 && position <= slider.max
      }),
    )
  })
})

describe('effort', () => {
  it('offers what the model takes, nothing where it takes none, and always what is set', () => {
    expect(effortLevels(haiku, undefined)).toEqual([])
    expect(effortLevels(haiku, 'high')).toEqual(['high'])
    expect(effortLevels(opus, undefined)).toEqual(['low', 'medium', 'high', 'xhigh', 'max'])
    expect(effortLevels(null, 'extreme')).toEqual(['low', 'medium', 'high', 'xhigh', 'max', 'extreme'])
  })
})

describe('fields without a control', () => {
  it('are all listed, down to the parts of objects that have one', () => {
    const settings: PromptSettings = {
      max_tokens: 10,
      temperature: 1,
      thinking: { type: 'adaptive' },
      metadata: { user_id: 'u', team: 'blue' } as PromptSettings['metadata'],
      output_config: { effort: 'low', format: { type: 'json_schema' } },
      speed: 'fast',
    }
    expect(otherFields(settings).map(({ name }) => name)).toEqual([
      'thinking',
      'metadata.team',
      'output_config.format',
      'speed',
    ])
  })

  it('include an empty object, which is sent too', () => {
    expect(otherFields({ max_tokens: 10, output_config: {} })).toEqual([{ name: 'output_config', value: {} }])
  })

  it('include a value that its control could not show', () => {
    expect(otherFields({ max_tokens: 10, output_config: { effort: 3 } })).toEqual([
      { name: 'output_config.effort', value: 3 },
    ])
  })
})

describe('the line of a folded panel', () => {
  const refusing = (field: string) => ({ severity: 'error', field }) as Finding

  it('counts what is set and what is refused apart', () => {
    const settings: PromptSettings = { max_tokens: 10, temperature: 0.2, output_config: { effort: 'high' } }
    expect(settingsSummary({ settings }, [])).toBe('3 set')
    expect(settingsSummary({ settings }, [refusing('effort'), refusing('prefill')])).toBe('2 set · 1 refused here')
    const headers = { 'x-team': 'docs', 'x-run': '1' }
    expect(settingsSummary({ settings, betas: ['a', 'b'], headers }, [])).toBe('6 set')
  })

  it('knows a field by the name that a rule gives it', () => {
    const settings: PromptSettings = {
      max_tokens: 10,
      metadata: { user_id: 'someone@example.com' },
      thinking: { type: 'enabled', budget_tokens: 1 },
      output_config: { effort: 'high', format: { type: 'json_schema' } },
      tools: [{ name: 'a' }],
    }
    expect(settingsSummary({ settings }, [])).toBe('6 set')
    const fields = ['metadata.user_id', 'thinking.budget_tokens', 'thinking.type', 'format', 'tools.0', 'messages.0']
    expect(settingsSummary({ settings }, fields.map(refusing))).toBe('2 set · 4 refused here')
  })
})
