import { expect, it } from 'vitest'
import type { ScenarioInfo } from '#shared/contract/simulator'
import { readScenario, writeScenario } from './scenario-text.ts'

const cut: ScenarioInfo = {
  name: 'cut',
  title: 'Cut connection',
  explanation: 'The answer breaks off.',
  parameters: [
    { name: 'after', title: 'Bytes sent first', kind: 'number', default: 2000 },
    { name: 'how', title: 'How', kind: 'choice', default: 'reset', choices: ['reset', 'close'] },
  ],
}

it('reads a scenario with its parameters', () => {
  expect(readScenario('cut?after=200&how=close', [cut])).toEqual({
    scenario: cut,
    values: { after: '200', how: 'close' },
  })
})

it('has nothing for no scenario and for one that is not offered', () => {
  expect(readScenario(null, [cut])).toBeNull()
  expect(readScenario('melt', [cut])).toBeNull()
})

it('writes only what differs from the defaults', () => {
  expect(writeScenario({ scenario: cut, values: { after: '2000' } })).toBe('cut')
  expect(writeScenario({ scenario: cut, values: { after: '200', how: 'close' } })).toBe('cut?after=200&how=close')
})

it('brings text with special characters through', () => {
  const words: ScenarioInfo = { ...cut, parameters: [{ name: 'text', title: 'Text', kind: 'string', default: '' }] }
  const text = writeScenario({ scenario: words, values: { text: 'a & b?=ü' } })
  expect(readScenario(text, [words])?.values).toEqual({ text: 'a & b?=ü' })
})
