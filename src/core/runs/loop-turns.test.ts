import { expect, it, vi } from 'vitest'
import { createLoopTurns, createPacedTurns } from './loop-turns.ts'

it('gives one a turn at once and each further one a later turn of the event loop, in their order', async () => {
  const turns = createLoopTurns()
  const done: string[] = []
  const all = ['a', 'b', 'c'].map(async (name) => {
    await turns()
    done.push(name)
  })
  await Promise.resolve()
  expect(done).toEqual(['a'])
  await new Promise(setImmediate)
  expect(done).toEqual(['a', 'b'])
  await Promise.all(all)
  expect(done).toEqual(['a', 'b', 'c'])
})

it('gives a turn at once again when all have had theirs', async () => {
  const turns = createLoopTurns()
  await Promise.all([turns(), turns()])
  await new Promise(setImmediate)
  const done: string[] = []
  void turns().then(() => done.push('at once'))
  await Promise.resolve()
  expect(done).toEqual(['at once'])
})

it('keeps so many milliseconds between turns that are paced, and gives the next one at once after a pause', async () => {
  vi.useFakeTimers()
  const turns = createPacedTurns(4)
  const done: string[] = []
  const take = (name: string) => turns().then(() => done.push(name))
  for (const name of ['a', 'b', 'c']) void take(name)
  await vi.advanceTimersByTimeAsync(0)
  expect(done).toEqual(['a'])
  await vi.advanceTimersByTimeAsync(4)
  expect(done).toEqual(['a', 'b'])
  await vi.advanceTimersByTimeAsync(8)
  expect([done, vi.getTimerCount()]).toEqual([['a', 'b', 'c'], 0])
  void take('d')
  await vi.advanceTimersByTimeAsync(0)
  expect(done).toEqual(['a', 'b', 'c', 'd'])
  vi.useRealTimers()
})
