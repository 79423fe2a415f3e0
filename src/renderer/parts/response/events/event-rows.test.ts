import { describe, expect, it } from 'vitest'
import type { WireEvent } from '#shared/runs/wire'
import { bursts, countKinds, eventRows } from './event-rows.ts'
import { atText, eventWords, rawEvent } from './event-words.ts'

const at = (atMs: number, kind = 'text_delta', data: object = {}): WireEvent => {
  const text = JSON.stringify(data)
  return { atMs, kind, data: text, length: text.length }
}

describe('the list of events', () => {
  const events = [at(398, 'message_start'), at(400), at(420), at(440), at(620), at(640), at(640, 'message_stop')]

  it('draws a pause where a gap stands out', () => {
    expect(eventRows(events, null).map(({ index, pauseMs }) => pauseMs ?? `#${index}`)).toEqual([
      '#0',
      '#1',
      '#2',
      '#3',
      180,
      '#4',
      '#5',
      '#6',
    ])
  })

  it('draws the one pause of a short answer', () => {
    const rows = eventRows([at(100), at(100), at(1_600), at(1_600)], null)
    expect(rows.map(({ pauseMs }) => pauseMs)).toEqual([null, null, 1_500, null, null])
  })

  it('draws none where every gap is as long', () => {
    const slow = Array.from({ length: 8 }, (_, index) => at(index * 500))
    expect(eventRows(slow, null).every(({ pauseMs }) => pauseMs === null)).toBe(true)
  })

  it('shows one kind alone, each event at its place in the stream', () => {
    expect(eventRows(events, 'message_stop')).toEqual([{ index: 6, pauseMs: null }])
    expect([...countKinds(events)]).toEqual([
      ['message_start', 1],
      ['text_delta', 5],
      ['message_stop', 1],
    ])
  })

  it('knows when events came', () => {
    expect(bursts([at(0), at(5), at(800), at(1_000)])).toEqual([
      { from: 0, to: 0.005 },
      { from: 0.8, to: 0.8 },
      { from: 1, to: 1 },
    ])
    expect(bursts([])).toEqual([])
  })
})

describe('an event in words', () => {
  it.each([
    [
      'message_start',
      { message: { model: 'claude-haiku-4-5', usage: { input_tokens: 1099, cache_read_input_tokens: 1024 } } },
      'claude-haiku-4-5 · 1,099 in · 1,024 cached',
    ],
    ['content_block_start', { index: 0, content_block: { type: 'text', text: '' } }, '0 · text'],
    ['text_delta', { delta: { text: ' "billing",\n' } }, ' "billing",\\n'],
    ['message_delta', { delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 118 } }, 'end_turn · 118 out'],
    ['error', { error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded_error · Overloaded'],
    ['message_stop', { type: 'message_stop' }, ''],
    ['a kind of tomorrow', { a: 1 }, '{"a":1}'],
    ['text_delta', { delta: 5 }, '{"delta":5}'],
  ])('%s', (kind, data, words) => {
    expect(eventWords(at(0, kind, data))).toBe(words)
  })

  it('that is no JSON is itself, and a long one is cut', () => {
    expect(eventWords({ kind: 'text_delta', data: '{"delta' })).toBe('{"delta')
    expect(eventWords({ kind: 'x', data: 'y'.repeat(1_000_000) })).toHaveLength(300)
    expect(rawEvent({ atMs: 0, kind: 'x', data: '{"a', length: 1_003 })).toBe('{"a\n… 1,000 characters more')
  })

  it('tells its time in a narrow column', () => {
    expect([0, 398.4, 1_940, 125_149].map(atText)).toEqual(['0 ms', '398 ms', '1.94 s', '2:05.1'])
  })
})
