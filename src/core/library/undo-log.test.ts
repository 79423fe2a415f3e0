import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { mostUndoBytes, openUndoLogs, type UndoLogs } from './undo-log.ts'

let folder: string
let logs: UndoLogs
let dropped: string[]
beforeEach(async () => {
  folder = join(await temporaryFolder(), 'undo')
  dropped = []
  logs = openUndoLogs(folder, (sentence) => dropped.push(sentence))
})
const file = () => join(folder, 'p.json')

it('gives back the history that leads to a state, whichever of the last ones a crash has left', async () => {
  await logs.append('p', 'one', { from: 0, steps: ['a'], at: 1 })
  await logs.append('p', 'two', { from: 1, steps: ['b', 'c'], at: 3 })
  await logs.append('p', 'undone', { from: null, steps: [], at: 2 })
  await logs.append('p', 'other', { from: 2, steps: ['d'], at: 3 })
  const kept = await Promise.all(['one', 'two', 'undone', 'other'].map((state) => logs.read('p', state)))
  expect(kept).toEqual([
    { first: 0, steps: ['a'], at: 1 },
    { first: 0, steps: ['a', 'b', 'c'], at: 3 },
    { first: 0, steps: ['a', 'b', 'c'], at: 2 },
    { first: 0, steps: ['a', 'b', 'd'], at: 3 },
  ])
  expect(dropped).toEqual([])
})

it('has nothing for a prompt that was never edited, and says nothing about it', async () => {
  expect(await logs.read('p', 'one')).toBe(null)
  expect(dropped).toEqual([])
})

it.each([
  ['binary', Buffer.from([0, 255, 10, 1, 254])],
  ['some other JSON', '[1]\n{"of": 7}\n"text"'],
  ['empty', ''],
])('drops a file that is %s, with one line in the log, and goes on with the next step', async (_what, content) => {
  await logs.append('p', 'one', { from: 0, steps: ['a'], at: 1 })
  writeFileSync(file(), content)
  expect(await logs.read('p', 'one')).toBe(null)
  expect(dropped).toHaveLength(1)
  await logs.append('p', 'two', { from: 0, steps: ['b'], at: 1 })
  expect(await logs.read('p', 'two')).toEqual({ first: 0, steps: ['b'], at: 1 })
})

it('drops a history of which the prompt has been changed from outside', async () => {
  await logs.append('p', 'one', { from: 0, steps: ['a'], at: 1 })
  expect(await logs.read('p', 'changed by hand')).toBe(null)
  expect(dropped[0]).toContain(file())
})

it('reads past a line that was cut off in the middle of its write', async () => {
  await logs.append('p', 'one', { from: 0, steps: ['a'], at: 1 })
  appendFileSync(file(), '\n{"of":"two","at":2,"from":1,"ste')
  await logs.append('p', 'again', { from: 1, steps: ['b'], at: 2 })
  expect(await logs.read('p', 'again')).toEqual({ first: 0, steps: ['a', 'b'], at: 2 })
})

it('never joins steps over a gap', async () => {
  await logs.append('p', 'one', { from: 0, steps: ['a'], at: 1 })
  await logs.append('p', 'later', { from: 5, steps: ['f'], at: 6 })
  expect(await logs.read('p', 'later')).toEqual({ first: 5, steps: ['f'], at: 6 })
  await logs.append('p', 'before it', { from: null, steps: [], at: 3 })
  expect(await logs.read('p', 'before it')).toBe(null)
})

it('keeps the newest eight megabytes of a long history, in a file that stops growing', async () => {
  const step = 'x'.repeat(1_000_000)
  for (let number = 0; number < 60; number += 1) {
    await logs.append('p', `state ${number}`, { from: number, steps: [step], at: number + 1 })
    await logs.shorten('p', `state ${number}`)
    expect(statSync(file()).size).toBeLessThan(4 * mostUndoBytes)
  }
  const kept = await logs.read('p', 'state 59')
  expect([kept?.at, kept && kept.first + kept.steps.length]).toEqual([60, 60])
  expect(kept?.steps.length).toBeGreaterThanOrEqual(8)
  expect(readFileSync(file(), 'utf8').match(/"of"/g)?.length).toBeLessThan(20)
})

it('cannot be led out of its folder by an id', async () => {
  await logs.append('../../evil', 'one', { from: 0, steps: ['a'], at: 1 })
  expect(await logs.read('../../evil', 'one')).toEqual({ first: 0, steps: ['a'], at: 1 })
  expect(statSync(join(folder)).isDirectory()).toBe(true)
})
