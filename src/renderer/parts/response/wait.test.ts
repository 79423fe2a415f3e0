import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createWait } from './wait.ts'

const inMs = (ms: number) => performance.now() + ms

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

it('calls back once, when the time is over that was set last', () => {
  const called = vi.fn()
  const wait = createWait(called)
  wait.until(inMs(50))
  vi.advanceTimersByTime(40)
  wait.until(inMs(50))
  vi.advanceTimersByTime(49)
  expect(called).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(called).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_000)
  expect(called).toHaveBeenCalledTimes(1)
})

it('calls back earlier where the time becomes shorter', () => {
  const called = vi.fn()
  const wait = createWait(called)
  wait.until(inMs(300))
  vi.advanceTimersByTime(10)
  wait.until(inMs(28))
  vi.advanceTimersByTime(28)
  expect(called).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1_000)
  expect(called).toHaveBeenCalledTimes(1)
})

it('has one timer, however often the time is set', () => {
  const wait = createWait(() => {})
  for (const ms of [90, 60, 60, 28, 28, 90]) wait.until(inMs(ms))
  expect(vi.getTimerCount()).toBe(1)
})

it('does not call back where there is nothing to wait for any more, and can wait again', () => {
  const called = vi.fn()
  const wait = createWait(called)
  wait.until(inMs(50))
  wait.until(null)
  vi.advanceTimersByTime(100)
  expect(called).not.toHaveBeenCalled()
  wait.until(inMs(20))
  vi.advanceTimersByTime(20)
  expect(called).toHaveBeenCalledTimes(1)
})
