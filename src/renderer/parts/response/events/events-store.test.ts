import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Host } from '#renderer/host/host'
import { AppError } from '#shared/app-error'
import type { WireEvent, WireEventPage } from '#shared/runs/wire'
import { textAnswer } from '../../../../../test/support/raw-server.ts'
import { sampleEndedRun, sampleRun } from '../../../../../test/support/sample-run.ts'
import { grownLength } from '../run-view.ts'
import { createEventsStore, type EventsStore } from './events-store.ts'

/** The events of an answer, one every 100 ms. */
const recorded = textAnswer(['Hello', ', ', 'world', '.']).map((text, index): WireEvent => {
  const [, kind = '', data = ''] = /^event: (.*)\ndata: (.*)/.exec(text) ?? []
  return { atMs: index * 100, kind, data, length: data.length }
})
const run = sampleEndedRun({
  response: { ...sampleEndedRun().response, content: [{ type: 'text', text: 'Hello, world.' }] },
})

/** What the core has of the run's last try. */
let kept: WireEventPage
let asked: number
/** The core's side of one call: at most three events at a time, as if three were a page. */
const host = {
  call: async (_name: string, { after }: { after: number }) => {
    asked += 1
    return { ...kept, events: kept.events.slice(after, after + 3) }
  },
} as unknown as Pick<Host, 'call'> // safe: the store asks for events and nothing else

let clock = 0
let store: EventsStore
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  asked = 0
  kept = { attempt: 1, events: recorded, total: recorded.length, hasEnded: true }
  store = createEventsStore(host, { run: () => run, now: () => clock })
  onTestFinished(store.watch())
  await vi.advanceTimersByTimeAsync(0)
})
afterEach(() => {
  store.dispose()
  vi.useRealTimers()
})

const state = () => store.getState()
const events = () => state().events
const replay = () => state().replay
const lastMs = () => events().at(-1)!.atMs
/** How many events had come by then. */
const cameUntil = (atMs: number) => events().filter((event) => event.atMs <= atMs).length
const pass = (ms: number) => {
  clock += ms
  vi.advanceTimersByTime(ms)
}

it('reads every event, page by page, and asks no more once the run has ended', async () => {
  expect(state()).toMatchObject({ events: recorded, total: recorded.length, hasEnded: true, failure: null })
  const before = asked
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toBe(before)
})

it('reads on while the run goes, until it is left', async () => {
  kept = { attempt: 1, events: recorded.slice(0, 2), total: 2, hasEnded: false }
  const other = createEventsStore(host, { run: () => sampleRun() })
  const leave = other.watch()
  await vi.advanceTimersByTimeAsync(0)
  expect(other.getState()).toMatchObject({ events: recorded.slice(0, 2), hasEnded: false })
  other.getState().step(1)
  kept = { ...kept, events: recorded.slice(0, 4), total: 4 }
  await vi.advanceTimersByTimeAsync(1_000)
  expect(other.getState()).toMatchObject({ events: recorded.slice(0, 4), replay: null })
  other.getState().seek(lastMs())
  expect(grownLength(other.getState().replay!.view)).toBe('Hello, '.length)
  leave()
  const before = asked
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toBe(before)
  // Also where the answer is still on its way.
  other.watch()()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked).toBe(before + 1)
})

it('shows the events of the next try in the place of those before, and ends a replay of them', async () => {
  kept = { attempt: 1, events: recorded.slice(0, 4), total: 4, hasEnded: false }
  const other = createEventsStore(host, { run: () => run })
  onTestFinished(other.watch())
  await vi.advanceTimersByTimeAsync(0)
  other.getState().step(1)
  kept = { attempt: 2, events: recorded.slice(0, 1), total: 1, hasEnded: false }
  await vi.advanceTimersByTimeAsync(1_000)
  expect(other.getState()).toMatchObject({ events: recorded.slice(0, 1), total: 1, replay: null })
})

it('says why nothing can be read, and reads again a moment later', async () => {
  let isBroken = true
  const call = async (...asking: unknown[]) => {
    if (isBroken) throw new AppError('storage', 'The history cannot be read.')
    return (host.call as (...given: unknown[]) => unknown)(...asking)
  }
  const other = createEventsStore({ call } as Pick<Host, 'call'>, { run: () => run })
  onTestFinished(other.watch())
  await vi.advanceTimersByTimeAsync(0)
  expect(other.getState().failure).toMatchObject({ message: 'The history cannot be read.' })
  isBroken = false
  await vi.advanceTimersByTimeAsync(1_000)
  expect(other.getState()).toMatchObject({ failure: null, events: recorded })
})

it('plays the events at their moments, and ends with the run as it is', () => {
  state().play()
  expect(replay()).toMatchObject({ isPlaying: true, played: cameUntil(0) })
  pass(lastMs() / 2)
  expect(replay()).toMatchObject({ isPlaying: true, played: cameUntil(replay()!.atMs) })
  expect(replay()!.played).toBeLessThan(events().length)
  expect(replay()!.view.run.state).toBe('running')
  pass(lastMs())
  expect(replay()).toMatchObject({ isPlaying: false, played: events().length, atMs: lastMs(), view: { run } })
})

it('plays four times as fast from where it is when that is chosen on the way', () => {
  state().play()
  pass(lastMs() / 2)
  const { atMs } = replay()!
  state().setSpeed(4)
  expect(replay()!.atMs).toBeCloseTo(atMs)
  pass(25)
  expect(replay()).toMatchObject({ isPlaying: true, atMs: atMs + 100 })
  pass(lastMs() / 8)
  expect(replay()).toMatchObject({ isPlaying: false, played: events().length })
})

it('stands still after a step out of what plays', () => {
  state().play()
  pass(150)
  state().step(1)
  pass(lastMs())
  expect(replay()).toMatchObject({ isPlaying: false, played: 3, atMs: 200 })
})

it('stands still when it is paused, steps event by event, and plays on from there', () => {
  state().play()
  pass(lastMs() / 2)
  state().pause()
  const { played, atMs } = replay()!
  pass(lastMs())
  expect(replay()).toMatchObject({ isPlaying: false, played, atMs })
  state().step(1)
  expect(replay()).toMatchObject({ played: played + 1, atMs: events()[played]!.atMs })
  state().step(-1)
  state().step(-1)
  expect(replay()).toMatchObject({ played: played - 1, atMs: events()[played - 2]!.atMs })
  state().play()
  expect(replay()).toMatchObject({ isPlaying: true, played: cameUntil(replay()!.atMs) })
})

it('steps neither before the first event nor behind the last', () => {
  state().step(-1)
  expect(replay()).toMatchObject({ played: 0, atMs: 0 })
  state().seek(lastMs())
  state().step(1)
  expect(replay()).toMatchObject({ played: events().length, view: { run: { state: 'completed' } } })
})

it('goes to a moment and back, and goes on from it where it plays', () => {
  state().seek(lastMs() / 2)
  const shown = grownLength(replay()!.view)
  expect(shown).toBeGreaterThan(0)
  expect(replay()).toMatchObject({ isPlaying: false, played: cameUntil(lastMs() / 2) })
  state().seek(lastMs())
  state().seek(lastMs() / 2)
  expect(grownLength(replay()!.view)).toBe(shown)
  state().play()
  state().seek(0)
  expect(replay()).toMatchObject({ isPlaying: true, atMs: 0 })
  state().endReplay()
  expect(replay()).toBeNull()
  pass(lastMs())
  expect(replay()).toBeNull()
})

it('begins anew after the last event', () => {
  state().seek(lastMs())
  state().play()
  expect(replay()).toMatchObject({ isPlaying: true, atMs: 0 })
})
