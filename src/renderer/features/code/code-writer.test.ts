import { expect, it } from 'vitest'
import { codeSteps, type ExportedCode } from '#shared/export/export-code'
import type { Prompt } from '#shared/prompt/prompt'
import type { Steps } from '#shared/steps'
import { handTimers } from '../../../../test/support/hand-timers.ts'
import { createCodeWriter } from './code-writer.ts'

/** A writer whose work is so many steps, each of so many milliseconds by the clock of the test. */
function setUp(steps: number, stepMs: number) {
  const byHand = handTimers()
  const waits: number[] = []
  const timers = {
    ...byHand,
    setTimeout: (callback: () => void, ms: number) => {
      waits.push(ms)
      return byHand.setTimeout(callback, ms)
    },
  }
  let name = 'first'
  let prompt = { name } as Prompt
  const shown: string[] = []
  function* write(newest: Prompt): Steps<ExportedCode> {
    for (let step = 1; step < steps; step += 1) {
      timers.pass(stepMs)
      yield
    }
    timers.pass(stepMs)
    return { language: 'json', fileName: '', text: newest.name, notes: [], has: { variables: false, files: false } }
  }
  let isOld = false
  const place = {
    show: ({ text }: ExportedCode) => void shown.push(text),
    markOld: (is: boolean) => {
      isOld = is
    },
  }
  const writer = createCodeWriter(() => prompt, write, place, timers)
  writer.now()
  const open = (next: Prompt) => {
    prompt = next
    writer.later()
  }
  return {
    shown,
    timers,
    waits,
    writer,
    isOld: () => isOld,
    prompt: () => prompt,
    open,
    type: (letter: string) => {
      name += letter
      open({ name } as Prompt)
    },
  }
}

it('follows what is typed several times a second, and never in the task of a key', () => {
  const { shown, timers, type, isOld } = setUp(1, 1)
  type('a')
  type('b')
  expect(shown).toEqual(['first'])
  timers.pass(60)
  expect(shown).toEqual(['first', 'firstab'])
  type('c')
  expect(isOld()).toBe(false)
  timers.pass(60)
  expect(shown).toEqual(['first', 'firstab', 'firstabc'])
})

it('lets go of the page after each few milliseconds of long work', () => {
  const { shown, timers, waits, isOld } = setUp(10, 3)
  expect([shown, isOld()]).toEqual([[], true])
  timers.pass(0)
  // Two steps of three milliseconds each time: the first two at once, then four times.
  expect([shown, isOld(), waits]).toEqual([['first'], false, [0, 0, 0, 0]])
})

it('waits for a pause where the code takes long to write, and says that what is shown is old', () => {
  const { shown, timers, type, isOld } = setUp(1, 40)
  for (const letter of 'abcdefgh') {
    type(letter)
    expect(isOld()).toBe(true)
    timers.pass(200)
  }
  expect(shown).toEqual(['first'])
  timers.pass(300)
  expect([shown, isOld()]).toEqual([['first', 'firstabcdefgh'], false])
})

it('gives up what it has begun where the prompt changes meanwhile, and shows the newest in the end', () => {
  const { shown, timers, type, isOld } = setUp(4, 6)
  type('a')
  timers.pass(299)
  expect([shown, isOld()]).toEqual([[], true])
  timers.pass(1)
  expect([shown, isOld()]).toEqual([['firsta'], false])
})

it('is up to date again where an edit is taken back before anything was written', () => {
  const { shown, timers, type, isOld, open, prompt } = setUp(1, 40)
  const before = prompt()
  type('a')
  open(before)
  timers.pass(300)
  expect([shown, isOld()]).toEqual([['first'], false])
})

it('writes nothing where the prompt is the same, and nothing after its end', () => {
  const { shown, timers, writer, type } = setUp(1, 1)
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
  const write = (newest: Prompt) => codeSteps(newest, server, 'python', options)
  createCodeWriter(() => prompt, write, { show: (code) => shown.push(code), markOld: () => {} }, handTimers()).now()
  expect(shown).toMatchObject([
    { text: '', notes: [{ kind: 'cannot', text: expect.stringMatching(/^This request cannot be written as code: /) }] },
  ])
})
