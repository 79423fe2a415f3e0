import { expect, it } from 'vitest'
import { type ExportedCode, exportCode } from '#shared/export/export-code'
import type { Prompt } from '#shared/prompt'
import { handTimers } from '../../../../test/support/hand-timers.ts'
import { createCodeWriter } from './code-writer.ts'

/** A writer whose work takes so many milliseconds by the clock of the test. */
function setUp(tookMs: number) {
  const timers = handTimers()
  let name = 'first'
  let prompt = { name } as Prompt
  const shown: string[] = []
  const write = (newest: Prompt): ExportedCode => {
    timers.pass(tookMs)
    return { language: 'json', fileName: '', text: newest.name, notes: [], has: { variables: false, files: false } }
  }
  const writer = createCodeWriter(
    () => prompt,
    write,
    ({ text }) => shown.push(text),
    timers,
  )
  writer.now()
  return {
    shown,
    timers,
    writer,
    type: (letter: string) => {
      name += letter
      prompt = { name } as Prompt
      writer.later()
    },
  }
}

it('follows what is typed several times a second, and never in the task of a key', () => {
  const { shown, timers, type } = setUp(1)
  type('a')
  type('b')
  expect(shown).toEqual(['first'])
  timers.pass(60)
  expect(shown).toEqual(['first', 'firstab'])
  type('c')
  timers.pass(60)
  expect(shown).toEqual(['first', 'firstab', 'firstabc'])
})

it('waits for a pause where the code takes long to write', () => {
  const { shown, timers, type } = setUp(40)
  for (const letter of 'abcdefgh') {
    type(letter)
    timers.pass(200)
  }
  expect(shown).toEqual(['first'])
  timers.pass(300)
  expect(shown).toEqual(['first', 'firstabcdefgh'])
})

it('writes nothing where the prompt is the same, and nothing after its end', () => {
  const { shown, timers, writer, type } = setUp(1)
  writer.later()
  timers.pass(1_000)
  type('a')
  writer.end()
  timers.pass(1_000)
  expect(shown).toEqual(['first'])
})

it('says why a request cannot be written as code', () => {
  const shown: ExportedCode[] = []
  let deep: Prompt['settings'] = { max_tokens: 1 }
  for (let level = 0; level < 20_000; level += 1) deep = { max_tokens: 1, deep }
  const prompt = {
    id: 'p',
    name: '',
    model: 'm',
    apiVersion: 'automatic',
    system: '',
    messages: [],
    prefill: '',
    settings: deep,
  }
  const server = { kind: 'anthropic', baseUrl: '', credential: 'bearer' } as const
  const options = { stream: true, variables: 'filled', attachments: 'files' } as const
  const write = (newest: Prompt) => exportCode(newest, server, 'python', options)
  createCodeWriter(
    () => prompt,
    write,
    (code) => shown.push(code),
    handTimers(),
  ).now()
  expect(shown).toMatchObject([
    { text: '', notes: [{ kind: 'cannot', text: expect.stringMatching(/^This request cannot be written as code: /) }] },
  ])
})
