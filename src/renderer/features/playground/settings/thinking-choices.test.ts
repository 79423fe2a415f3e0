import { expect, it } from 'vitest'
import models from '#resources/models.json'
import { findModel, type ModelInfo } from '#shared/models/models'
import { displayChoices, thinkingChoices, withThinkingType } from './thinking-choices.ts'

// Safe: the catalogue is checked against its schema elsewhere.
const model = (id: string) => findModel(models as unknown as ModelInfo[], id)
const offered = (id: string, current: string | null = null) => thinkingChoices(model(id), current)

it('offers what each model takes, and keeps what is set although it is refused', () => {
  const values = (id: string) => offered(id).options.map(({ value }) => value)
  expect(values('claude-opus-5-5')).toEqual(['adaptive'])
  expect(values('claude-haiku-4-5')).toEqual(['enabled', 'disabled'])
  expect(values('claude-sonnet-5-5')).toEqual(['adaptive', 'between_tools'])
  expect(thinkingChoices(null, null).options).toHaveLength(4)
  expect(offered('claude-opus-5-5', 'disabled').options.at(-1)).toEqual({
    value: 'disabled',
    label: 'disabled (refused here)',
  })
})

it('says what holds when nothing is sent', () => {
  expect(offered('claude-haiku-4-5').whenNotSent).toBe('not sent (disabled is the default)')
  expect(offered('claude-opus-5-5').whenNotSent).toBe('not sent (adaptive is the default)')
  expect(displayChoices(model('claude-opus-5-5'), 'brief').map(({ label }) => label)).toEqual([
    'display not sent (omitted)',
    'summarized',
    'omitted',
    'updates',
    'brief',
  ])
  expect(displayChoices(model('claude-opus-4-6'), undefined)[0]?.label).toBe('display not sent (summarized)')
})

it('brings a budget where one is needed, and keeps what both types take', () => {
  expect(withThinkingType(null, 'enabled', 8_000)).toEqual({ type: 'enabled', budget_tokens: 4_000 })
  expect(withThinkingType(null, 'enabled', 300)).toEqual({ type: 'enabled', budget_tokens: 1_024 })
  const before = { type: 'enabled', budget_tokens: 2_000, display: 'omitted', mood: 'calm' }
  expect(withThinkingType(before, 'adaptive', 8_000)).toEqual({ type: 'adaptive', display: 'omitted', mood: 'calm' })
  expect(withThinkingType(before, 'disabled', 8_000)).toEqual({ type: 'disabled', mood: 'calm' })
})
