import { describe, expect, it } from 'vitest'
import { sampleEndedRun } from '../../test/support/sample-run.ts'
import type { RunResponse } from './run.ts'
import { outcomeOf } from './stop-reason.ts'

function outcome(changes: Partial<RunResponse>) {
  const run = sampleEndedRun()
  return outcomeOf({ ...run, response: { ...run.response, ...changes } })
}

describe('the outcome of a run', () => {
  it.each([
    'end_turn',
    'max_tokens',
    'stop_sequence',
    'tool_use',
    'pause_turn',
    'refusal',
    'model_context_window_exceeded',
    'brand_new',
  ])('tells %s in the API’s word and in plain ones', (code) => {
    const { code: told, words } = outcome({ stop_reason: code })
    expect(told).toBe(code)
    expect(words).toMatch(/^[A-Z].+\.$/)
  })

  it('names the stop sequence that was hit, escaped', () => {
    expect(outcome({ stop_reason: 'stop_sequence', stop_sequence: '\n\nUser:' }).words).toBe(
      'The answer came to your stop sequence "\\n\\nUser:".',
    )
  })

  it('gives the category and the explanation of a refusal', () => {
    const stop_details = { type: 'refusal', category: 'cyber', explanation: 'It asks for malware.' }
    expect(outcome({ stop_reason: 'refusal', stop_details }).words).toBe(
      'The model declined to answer (cyber). It asks for malware.',
    )
  })

  it('says of a run without an end what was kept', () => {
    const run = sampleEndedRun({ firstTokenMs: 40 })
    const states = (['running', 'stopped', 'truncated', 'failed'] as const).map((state) => outcomeOf({ ...run, state }))
    expect(states.map(({ words }) => words)).toEqual([
      'The answer is coming.',
      'You stopped the run. What had come is kept.',
      'The answer ended too early. What had come is kept.',
      'The run failed.',
    ])
  })
})
