import { beforeEach, expect, it, vi } from 'vitest'
import type { ResponseFrame } from '#shared/frames'
import { createOutbox, frameMs } from './outbox.ts'

type Text = { text: string; isFirst?: boolean }
const rules = {
  merge: (earlier: unknown, later: unknown): Text => ({ text: (earlier as Text).text + (later as Text).text }),
  isUrgent: (event: unknown) => (event as Text).isFirst === true,
}
const separate = { merge: () => null, isUrgent: () => false }

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'], now: 1_000 })
  return () => vi.useRealTimers()
})

function collect() {
  const sent: ResponseFrame[][] = []
  const outbox = createOutbox({ send: (frames) => sent.push(frames), onMessage: () => {}, onClose: () => {} })
  vi.advanceTimersByTime(frameMs)
  return { outbox, sent }
}

const textOf = (sent: ResponseFrame[][], id: number) =>
  sent
    .flat()
    .flatMap((frame) => (frame[0] === 'events' && frame[1] === id ? (frame[2] as Text[]) : []))
    .map(({ text }) => text)
    .join('')

it('sends the first event of a quiet line at once', () => {
  const { outbox, sent } = collect()
  outbox.push(1, { text: 'a' }, rules)
  expect(sent).toEqual([[['events', 1, [{ text: 'a' }]]]])
})

it('joins what comes within a frame into one event of one message', () => {
  const { outbox, sent } = collect()
  for (const text of 'abcd') outbox.push(1, { text }, rules)
  expect(sent).toHaveLength(1)
  vi.advanceTimersByTime(frameMs)
  expect(sent[1]).toEqual([['events', 1, [{ text: 'bcd' }]]])
})

it('sends an urgent event at once, with what waited before it', () => {
  const { outbox, sent } = collect()
  outbox.push(1, { text: 'a' }, separate)
  outbox.push(1, { text: 'b' }, separate)
  outbox.push(1, { text: 'c', isFirst: true }, { ...separate, isUrgent: rules.isUrgent })
  expect(sent[1]).toEqual([['events', 1, [{ text: 'b' }, { text: 'c', isFirst: true }]]])
})

it('makes at most one message per frame however many streams push, and loses no text', () => {
  const { outbox, sent } = collect()
  const expected = new Map<number, string>()
  const frames = 50
  for (let frame = 0; frame < frames; frame += 1) {
    for (let event = 0; event < 200; event += 1) {
      const id = 1 + (event % 32)
      const text = String.fromCodePoint(0x61 + ((frame + event) % 26))
      expected.set(id, (expected.get(id) ?? '') + text)
      outbox.push(id, { text }, rules)
    }
    vi.advanceTimersByTime(frameMs)
  }
  vi.advanceTimersByTime(frameMs)
  expect(sent.length).toBeLessThanOrEqual(frames + 1)
  for (const [id, text] of expected) expect(textOf(sent, id)).toBe(text)
})

it('keeps events before the answer that follows them', () => {
  const { outbox, sent } = collect()
  outbox.push(1, { text: 'a' }, rules)
  outbox.push(1, { text: 'b' }, rules)
  outbox.send(['done', 1])
  expect(sent.flat()).toEqual([
    ['events', 1, [{ text: 'a' }]],
    ['events', 1, [{ text: 'b' }]],
    ['done', 1],
  ])
})

it('never joins events of two streams', () => {
  const { outbox, sent } = collect()
  outbox.push(9, { text: '-' }, rules)
  outbox.push(1, { text: 'a' }, rules)
  outbox.push(2, { text: 'b' }, rules)
  outbox.push(1, { text: 'c' }, rules)
  vi.advanceTimersByTime(frameMs)
  expect([textOf(sent, 1), textOf(sent, 2)]).toEqual(['ac', 'b'])
})

it('sends nothing once the window is closed, also not what waited', () => {
  const { outbox, sent } = collect()
  outbox.push(1, { text: 'a' }, rules)
  outbox.push(1, { text: 'b' }, rules)
  outbox.close()
  outbox.push(1, { text: 'c' }, rules)
  outbox.send(['done', 1])
  vi.advanceTimersByTime(10 * frameMs)
  expect(sent).toEqual([[['events', 1, [{ text: 'a' }]]]])
})
