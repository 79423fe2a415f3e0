import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createIdleLimit } from './idle-limit.ts'
import { fetchLimits } from './wire.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const limitOf = (idleMs: number, checkEveryMs: number) =>
  createIdleLimit({ ...fetchLimits, idleMs, checkEveryMs }, Date.now)

it('has one timer for a body, however many pieces it comes in', async () => {
  const idle = limitOf(5_000, 1_000)
  const timers = vi.spyOn(globalThis, 'setTimeout')
  for (let piece = 0; piece < 1_000; piece += 1) expect(await idle.wait(Promise.resolve(piece))).toBe(piece)
  expect([timers.mock.calls.length, vi.getTimerCount()]).toEqual([1, 1])
  idle.end()
  expect(vi.getTimerCount()).toBe(0)
})

it('counts from the last wait, and not from the first', async () => {
  const idle = limitOf(5_000, 1_000)
  for (let piece = 0; piece < 10; piece += 1) {
    const slow = idle.wait(new Promise((resolve) => setTimeout(() => resolve(piece), 4_500)))
    await vi.advanceTimersByTimeAsync(4_500)
    expect(await slow).toBe(piece)
  }
  const silent = expect(idle.wait(new Promise(() => {}))).rejects.toMatchObject({ kind: 'idle' })
  await vi.advanceTimersByTimeAsync(5_000)
  await silent
})

it('gives nothing up while nothing is waited for', async () => {
  const idle = limitOf(5_000, 1_000)
  await idle.wait(Promise.resolve())
  await vi.advanceTimersByTimeAsync(60_000)
  expect(vi.getTimerCount()).toBe(0)
  expect(await idle.wait(Promise.resolve('there'))).toBe('there')
  idle.end()
})

it('hands on what the wait itself rejects with', async () => {
  const idle = limitOf(5_000, 1_000)
  await expect(idle.wait(Promise.reject(new Error('lost')))).rejects.toThrow('lost')
  idle.end()
})
