import { expect, it } from 'vitest'
import { answerText, isUrgentRunEvent, mergeRunEvents, type RunEvent } from './run.ts'

const delta = (text: string, more = {}): RunEvent => ({ type: 'block-delta', index: 0, field: 'text', text, ...more })

it('joins neighbouring deltas of one string and nothing else', () => {
  expect(mergeRunEvents(delta('Hel'), delta('lo'))).toEqual(delta('Hello'))
  expect(mergeRunEvents(delta('Hel'), delta('lo', { index: 1 }))).toBeNull()
  expect(mergeRunEvents(delta('Hel'), delta('lo', { field: 'thinking' }))).toBeNull()
  expect(mergeRunEvents({ type: 'block-start', index: 0, block: { type: 'text' } }, delta('x'))).toBeNull()
})

it('does not let the first token wait for the next frame', () => {
  expect(isUrgentRunEvent(delta('x', { isFirst: true }))).toBe(true)
  expect(isUrgentRunEvent(delta('x'))).toBe(false)
})

it('joins prefill and text blocks to the answer', () => {
  const content = [
    { type: 'thinking', thinking: 'hm' },
    { type: 'text', text: ' 1' },
    { type: 'text', text: '}' },
  ]
  const response = { id: null, model: null, content, stop_reason: null, stop_sequence: null, stop_details: null }
  expect(answerText(response, '{"a":')).toBe('{"a": 1}')
})
