import { expect, it } from 'vitest'
import { createQueue, createQueues, untilItWorks } from './queue.ts'

it('runs one task at a time, in the order in which they came, also after one that failed', async () => {
  const queue = createQueue()
  const steps: string[] = []
  const task = (name: string, turns: number) =>
    queue(async () => {
      steps.push(`${name} begins`)
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      steps.push(`${name} ends`)
      if (name === 'b') throw new Error('b failed')
      return name
    })
  const results = await Promise.allSettled([task('a', 9), task('b', 5), task('c', 1)])
  expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('lets the tasks of other keys pass', async () => {
  const inOrder = createQueues()
  const gate = Promise.withResolvers<void>()
  const slow = inOrder('a', () => gate.promise)
  expect(await inOrder('b', async () => 'passed')).toBe('passed')
  const behind = inOrder('a', async () => 'behind')
  gate.resolve()
  await slow
  expect(await behind).toBe('behind')
})

it('does a task once when it works, and again when it failed', async () => {
  let tries = 0
  const prepared = untilItWorks(async () => {
    tries += 1
    if (tries === 1) throw new Error('not yet')
  })
  await expect(prepared()).rejects.toThrow('not yet')
  await Promise.all([prepared(), prepared()])
  await prepared()
  expect(tries).toBe(2)
})
