import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

const signal = new AbortController().signal

it('lets so many run at a time, first come first served, also after one failed', async () => {
  const turns = createTurns(2)
  const begun: string[] = []
  const ends = new Map<string, (failure?: Error) => void>()
  const task = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve, reject) => {
      ends.set(name, (failure) => (failure ? reject(failure) : resolve(name)))
    })
  }
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => turns(signal, task(name)))
  await new Promise(setImmediate)
  expect(begun).toEqual(['a', 'b'])
  ends.get('b')!(new Error('broken'))
  await expect(b).rejects.toThrow('broken')
  await new Promise(setImmediate)
  expect(begun).toEqual(['a', 'b', 'c'])
  ends.get('a')!()
  ends.get('c')!()
  await new Promise(setImmediate)
  ends.get('d')!()
  expect(await Promise.all([a, c, d])).toEqual(['a', 'c', 'd'])
})

it('takes who aborts out of the line, and nobody else', async () => {
  const turns = createTurns(1)
  let finish = () => {}
  const first = turns(signal, () => new Promise<void>((resolve) => (finish = resolve)))
  const leaving = new AbortController()
  const left = turns(leaving.signal, async () => 'left')
  const last = turns(signal, async () => 'last')
  leaving.abort(new Error('gone'))
  await expect(left).rejects.toThrow('gone')
  await expect(turns(AbortSignal.abort(new Error('never')), async () => {})).rejects.toThrow('never')
  finish()
  await first
  expect(await last).toBe('last')
})
