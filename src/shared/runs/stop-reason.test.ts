import { describe, expect, it } from 'vitest'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
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
      'The model declined to answer (cyber): the request could enable harm to computers; harmless security work can be taken for it too. It says: It asks for malware.',
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

describe('the numbers and names behind a stop reason', () => {
  const text = { type: 'text', text: 'a' }
  const thinking = { type: 'thinking', thinking: 'Hmm', signature: 's' }
  const call = { type: 'tool_use', id: 't', name: 'look_up', input: {} }

  it.each([
    [[text], 'The answer reached max_tokens (64) and was cut there.'],
    [[thinking], 'The thinking reached max_tokens (64) and was cut there: nothing was left for an answer.'],
    [[text, call], 'The tool call reached max_tokens (64) and was cut there, so its input is not whole.'],
    [[], 'The answer reached max_tokens (64) and was cut there.'],
  ])('says what max_tokens cut', (content, words) => {
    expect(outcome({ stop_reason: 'max_tokens', content }).words).toBe(words)
  })

  it('names the tools that are called', () => {
    expect(outcome({ stop_reason: 'tool_use', content: [call] }).words).toBe(
      'The model calls look_up and waits for its result.',
    )
    expect(outcome({ stop_reason: 'tool_use', content: [call, { ...call, name: 'send' }] }).words).toBe(
      'The model calls look_up and send and waits for 2 results.',
    )
  })

  it('says how full the context window was', () => {
    const run = sampleEndedRun({
      usage: { input_tokens: 1_000, cache_read_input_tokens: 198_000, output_tokens: 1_000 },
    })
    const { words } = outcomeOf({
      ...run,
      response: { ...run.response, stop_reason: 'model_context_window_exceeded' },
    })
    expect(words).toBe(
      'The request (199,000 tokens) and the answer (1,000) filled the model’s context window of about 200,000.',
    )
  })

  it.each(['cyber', 'bio', 'frontier_llm', 'reasoning_extraction', 'general_harms'])(
    'says what the refusal category %s means',
    (category) => {
      const stop_details = { type: 'refusal', category, explanation: null }
      const { words } = outcome({ stop_reason: 'refusal', stop_details })
      expect(words).toMatch(new RegExp(`^The model declined to answer \\(${category}\\): .+\\.$`))
    },
  )

  it('says of a refusal without a category, or with a new one, only that', () => {
    const refused = (category: string | null) =>
      outcome({ stop_reason: 'refusal', stop_details: { type: 'refusal', category, explanation: null } }).words
    expect(refused(null)).toBe('The model declined to answer.')
    expect(refused('brand_new')).toBe('The model declined to answer (brand_new).')
  })
})
