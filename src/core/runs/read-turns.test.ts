import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createReadTurns } from './read-turns.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** A stream that always has more to give. */
async function* endless() {
  for (let value = 1; ; value += 1) yield value
}

/** Reads so many streams at the same time; answers how often each has been read so far. */
function readAll(count: number, isUrgent = () => false) {
  const turns = createReadTurns()
  const reads = Array.from({ length: count }, () => 0)
  const stopping = { isStopped: false }
  const all = reads.map(async (_none, place) => {
    for await (const value of turns.read(endless(), isUrgent)) {
      reads[place] = value
      if (stopping.isStopped || value >= 1_000) break
    }
  })
  const stop = () => {
    stopping.isStopped = true
    return Promise.all(all)
  }
  return { reads, stop }
}

/** All that is ready is done, however many turns of the loop that takes. */
async function settle() {
  for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
}

it('reads 32 streams in turn, 4 at a time, so that each gets on like the others', async () => {
  const { reads, stop } = readAll(32)
  await settle()
  expect(reads).toEqual(Array.from({ length: 32 }, (_, place) => (place < 4 ? 2 : 1)))
  for (let group = 0; group < 7; group += 1) {
    vi.advanceTimersByTime(4)
    await settle()
  }
  expect(reads).toEqual(Array.from({ length: 32 }, () => 2))
  const stopped = stop()
  for (let group = 0; group < 8; group += 1) {
    vi.advanceTimersByTime(4)
    await settle()
  }
  await stopped
})

it('lets no stream wait while only a few are read', async () => {
  const { reads, stop } = readAll(4)
  await settle()
  expect(reads).toEqual([1_000, 1_000, 1_000, 1_000])
  await stop()
})

it('lets a stream go first that is urgent', async () => {
  const { reads, stop } = readAll(32, () => true)
  await settle()
  expect(Math.min(...reads)).toBe(1_000)
  await stop()
})
