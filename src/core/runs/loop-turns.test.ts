import { expect, it } from 'vitest'
import { createLoopTurns } from './loop-turns.ts'

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
