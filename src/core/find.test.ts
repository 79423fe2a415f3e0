import { expect, it, onTestFinished } from 'vitest'
import { createTestCore, createTestHost, findWorker } from '../../test/support/test-core.ts'
import { createTextFinder } from './find.ts'

const regex = (text: string) => ({ text, matchCase: true, wholeWord: false, isRegex: true })

it('finds in each of the texts, and what is to stand there', async () => {
  const core = await createTestCore()
  onTestFinished(() => core.dispose())
  const host = createTestHost(core.core)
  const search = { query: regex('b(.)'), texts: ['abc', '', 'bb bd'], replacement: '<$1>', most: 10 }
  expect(await host.call('find.texts', search)).toEqual([
    { places: [1, 3], inserts: ['<c>'] },
    { places: [], inserts: [] },
    { places: [0, 2, 3, 5], inserts: ['<b>', '<d>'] },
  ])
})

it('gives up an expression that takes too long, and finds the next one', async () => {
  const finder = createTextFinder({ worker: findWorker, timeLimitMs: 1_500 })
  onTestFinished(finder.close)
  const { signal } = new AbortController()
  const texts = [`${'a'.repeat(60)}!`]
  expect(await finder.find({ query: regex('(a+)+$'), texts, replacement: null, most: 1 }, signal)).toBeNull()
  expect(await finder.find({ query: regex('a!'), texts, replacement: null, most: 1 }, signal)).toEqual([
    { places: [59, 61], inserts: null },
  ])
})

it('looks on the same thread again and again', async () => {
  const finder = createTextFinder({ worker: findWorker })
  onTestFinished(finder.close)
  const { signal } = new AbortController()
  for (const text of ['a', 'ba', 'cba']) {
    expect(await finder.find({ query: regex('a'), texts: [text], replacement: null, most: 1 }, signal)).toEqual([
      { places: [text.length - 1, text.length], inserts: null },
    ])
  }
})

it('goes on with the next one soon after nobody waits for one that takes long', async () => {
  const finder = createTextFinder({ worker: findWorker, timeLimitMs: 60_000 })
  onTestFinished(finder.close)
  const texts = [`${'a'.repeat(60)}!`]
  const { signal } = new AbortController()
  await finder.find({ query: regex('a!'), texts, replacement: null, most: 1 }, signal)
  const leaving = new AbortController()
  const slow = finder.find({ query: regex('(a+)+$'), texts, replacement: null, most: 1 }, leaving.signal)
  setTimeout(() => leaving.abort(), 50)
  await expect(slow).rejects.toThrow()
  expect(await finder.find({ query: regex('!'), texts, replacement: null, most: 1 }, signal)).toHaveLength(1)
})
