import { describe, expect, it } from 'vitest'
import { clockText, countText, durationText, momentText, rateText, shortId, shortModel, timeText } from './format.ts'

describe('numbers of a run', () => {
  it('prints durations in the unit that reads best', () => {
    const durations = [null, 0, 412.4, 999.4, 999.6, 1_940, 9_994, 12_340, 59_949, 59_960, 125_000]
    expect(durations.map(durationText)).toEqual([
      '–',
      '0 ms',
      '412 ms',
      '999 ms',
      '1.00 s',
      '1.94 s',
      '9.99 s',
      '12.3 s',
      '59.9 s',
      '1 m 00 s',
      '2 m 05 s',
    ])
  })

  it('lets a clock run without showing more than it knows', () => {
    expect([0, 449, 9_999, 10_000, 59_999, 60_000, 125_400].map(clockText)).toEqual([
      '0.0 s',
      '0.4 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1:00',
      '2:05',
    ])
  })

  it('prints counts, rates and ids', () => {
    expect([null, 0, 2_123, 1_000_000].map(countText)).toEqual(['–', '0', '2,123', '1,000,000'])
    expect([null, 7.25, 77.4, 1_234].map(rateText)).toEqual(['–', '7.3 tok/s', '77 tok/s', '1,234 tok/s'])
    expect(['req_1', 'req_011CSH8rVbC4f2'].map(shortId)).toEqual(['req_1', 'req_011CSH…4f2'])
  })

  it('shortens the names of models that it knows the pattern of', () => {
    const ids = ['claude-haiku-4-5', 'claude-haiku-4-5-20251001', 'claude-opus-5-5', 'claude-fable-5', 'llama3.1:8b']
    expect(ids.map(shortModel)).toEqual(['Haiku 4.5', 'Haiku 4.5', 'Opus 5.5', 'Fable 5', 'llama3.1:8b'])
  })

  it('prints the time of day for today and the day for what is older', () => {
    const now = new Date(2026, 10, 22, 15, 0)
    const moments = [new Date(2026, 10, 22, 14, 2, 31), new Date(2026, 10, 21, 9, 0), new Date(2025, 0, 3)]
    expect(moments.map((moment) => momentText(moment.toISOString(), now))).toEqual(['14:02', '21 Nov', '3 Jan 2025'])
    expect(timeText(new Date(2026, 10, 22, 14, 2, 31).toISOString(), { seconds: true })).toBe('14:02:31')
    expect(timeText('no moment')).toBe('–')
  })
})
