import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSpareThread } from './spare-thread.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

/** Threads that wait until they are ended, or end by themselves. */
function spareOf({ code = 'require("node:worker_threads").parentPort.on("message", () => {})', keepMs = 1_000 } = {}) {
  const started: Worker[] = []
  const spare = createSpareThread(() => {
    const thread = new Worker(code, { eval: true, stderr: true })
    started.push(thread)
    return thread
  }, keepMs)
  return { spare, started }
}

it('keeps one thread, and gives it away once', async () => {
  const { spare, started } = spareOf()
  expect(spare.take()).toBeNull()
  spare.prepare()
  spare.prepare()
  const taken = spare.take()
  expect([started.length, taken === started[0], spare.take()]).toEqual([1, true, null])
  await taken?.terminate()
})

it('ends the thread when nobody asked for it for a while', async () => {
  const { spare, started } = spareOf()
  spare.prepare()
  vi.advanceTimersByTime(900)
  spare.prepare()
  vi.advanceTimersByTime(900)
  expect(started).toHaveLength(1)
  const ended = once(started[0]!, 'exit')
  vi.advanceTimersByTime(100)
  await ended
  expect(spare.take()).toBeNull()
})

it('leaves the thread alone that was taken', async () => {
  const { spare } = spareOf()
  spare.prepare()
  const taken = spare.take()
  const end = vi.spyOn(taken!, 'terminate')
  vi.advanceTimersByTime(5_000)
  spare.end()
  expect(end).not.toHaveBeenCalled()
  await taken?.terminate()
})

it.each([
  ['ends by itself', ''],
  ['breaks', 'throw new Error("broken")'],
])('forgets a thread that %s, and starts another one', async (_what, code) => {
  const { spare, started } = spareOf({ code })
  spare.prepare()
  await new Promise((resolve) => started[0]?.on('exit', resolve))
  expect(spare.take()).toBeNull()
  spare.prepare()
  expect(started).toHaveLength(2)
  spare.end()
})
