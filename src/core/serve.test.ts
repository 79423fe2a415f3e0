import { expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import type { ResponseFrame } from '#shared/frames'
import type { RunEvent } from '#shared/runs/run'
import { createWirePair, type WirePair } from '../../test/support/test-core.ts'
import type { HandlerContext, Handlers } from './handlers.ts'
import { serve } from './serve.ts'

/** Serves some handlers over a pair of wires; the others are not reached by these tests. */
function open(some: Partial<Handlers>, openLimit?: number) {
  const pair = createWirePair()
  const unexpected: unknown[] = []
  serve(some as Handlers, pair.coreEnd, { onUnexpected: (_name, error) => unexpected.push(error), openLimit })
  return { ...pair, unexpected }
}

/** The frames for these ids, once the last frame of each has come. */
async function framesFor({ view, sent }: Pick<WirePair, 'view' | 'sent'>, ...ids: number[]): Promise<ResponseFrame[]> {
  const isEnd = (frame: ResponseFrame) => frame[0] !== 'events'
  const haveEnded = () => ids.every((id) => sent.flat().some((frame) => frame[1] === id && isEnd(frame)))
  await new Promise<void>((resolve) => {
    const check = () => {
      if (haveEnded()) resolve()
    }
    view.onMessage(check)
    check()
  })
  return sent.flat().filter((frame) => ids.includes(frame[1]))
}

const delta = (text: string, isFirst = false): RunEvent => ({
  type: 'block-delta',
  index: 0,
  field: 'text',
  text,
  isFirst,
})
const prompt = {
  id: 'p',
  name: '',
  model: 'm',
  apiVersion: 'automatic',
  system: '',
  messages: [],
  prefill: '',
  settings: { max_tokens: 1 },
}

it('answers a call with what its handler answers', async () => {
  const wires = open({ 'connections.activate': async () => null })
  wires.view.send(['call', 1, 'connections.activate', { id: 'simulator' }])
  expect(await framesFor(wires, 1)).toEqual([['answer', 1, null]])
})

it('answers an AppError as data and everything else as one careful sentence', async () => {
  const secret = new Error('stack with a secret')
  const wires = open({
    'prompts.open': async ({ id }) => {
      throw new AppError('not-found', 'This prompt is gone.', { id })
    },
    'prompts.list': async () => {
      throw secret
    },
  })
  wires.view.send(['call', 1, 'prompts.open', { id: 'x' }])
  wires.view.send(['call', 2, 'prompts.list', {}])
  expect(await framesFor(wires, 1, 2)).toEqual([
    ['error', 1, { kind: 'not-found', message: 'This prompt is gone.', facts: { id: 'x' } }],
    ['error', 2, { kind: 'unexpected', message: expect.not.stringContaining('secret'), facts: {} }],
  ])
  expect(wires.unexpected).toEqual([secret])
})

it.each([
  ['a call that there is not', ['call', 1, 'files.read', {}]],
  ['a name from the prototype', ['call', 1, 'constructor', {}]],
  ['a name with __proto__', ['call', 1, '__proto__', {}]],
  ['a stream of a name from the prototype', ['stream', 1, 'constructor', {}]],
  ['a stream asked for as a call', ['call', 1, 'runs.start', { prompt }]],
  ['a call asked for as a stream', ['stream', 1, 'prompts.list', {}]],
] as const)('refuses %s', async (_what, frame) => {
  const wires = open({})
  wires.view.send(frame as never)
  expect(await framesFor(wires, 1)).toEqual([
    ['error', 1, { kind: 'invalid-input', message: expect.stringContaining('There is no'), facts: {} }],
  ])
  expect(wires.unexpected).toEqual([])
})

it('checks the input before the handler sees it, and hands on only what the contract names', async () => {
  const seen: unknown[] = []
  const wires = open({
    'runs.list': async (input) => {
      seen.push(input)
      return { runs: [], hasMore: false }
    },
  })
  wires.view.send(['call', 1, 'runs.list', { before: null, limit: 10, baseUrl: 'https://evil.test', headers: {} }])
  wires.view.send(['call', 2, 'runs.list', { before: null, limit: 100_000 }])
  const frames = await framesFor(wires, 1, 2)
  expect(seen).toEqual([{ before: null, limit: 10 }])
  expect(frames.find((frame) => frame[1] === 2)).toEqual([
    'error',
    2,
    { kind: 'invalid-input', message: expect.stringContaining('runs.list: limit:'), facts: { field: 'limit' } },
  ])
})

it.each([
  [null],
  [42],
  ['call'],
  [{}],
  [[]],
  [['call']],
  [['call', 'one', 'prompts.list', {}]],
  [['call', 1.5, 'x', {}]],
  [['call', 1, 7, {}]],
  [['shout', 1, 'x', {}]],
])('ignores what is no frame: %j', async (message) => {
  const wires = open({ 'connections.activate': async () => null })
  wires.view.send(message as never)
  wires.view.send(['call', 2, 'connections.activate', { id: 'simulator' }])
  await framesFor(wires, 2)
  expect(wires.sent.flat()).toEqual([['answer', 2, null]])
})

it('aborts the handler when the view cancels, and ends the stream', async () => {
  let reason = 'none'
  const wires = open({
    'runs.start': async function* (_input, { signal }) {
      yield delta('a', true)
      await aborted(signal)
      reason = 'aborted'
    },
  })
  wires.view.send(['stream', 1, 'runs.start', { prompt }])
  wires.view.send(['cancel', 1])
  expect((await framesFor(wires, 1)).at(-1)).toEqual(['done', 1])
  expect(reason).toBe('aborted')
})

it('cancels nothing but the id that is named', async () => {
  const signals: AbortSignal[] = []
  const wires = open({
    'runs.start': async function* (_input, { signal }) {
      signals.push(signal)
      yield delta('a', true)
      await aborted(signal)
    },
  })
  wires.view.send(['stream', 1, 'runs.start', { prompt }])
  wires.view.send(['stream', 2, 'runs.start', { prompt }])
  wires.view.send(['cancel', 7])
  wires.view.send(['cancel', 2])
  await framesFor(wires, 2)
  expect(signals.map((signal) => signal.aborted)).toEqual([false, true])
  wires.closeView()
})

it('aborts everything that a window had open when it goes, and sends it nothing more', async () => {
  const done: Promise<string>[] = []
  const wait = async ({ signal }: HandlerContext) => {
    const ended = aborted(signal).then(() => 'aborted')
    done.push(ended)
    return ended
  }
  const wires = open({
    'runs.start': async function* (_input, context) {
      yield delta('a', true)
      await wait(context)
      yield delta('late', true)
    },
    'tokens.count': async (_input, context) => {
      await wait(context)
      return { inputTokens: 1, kind: 'exact', reason: null }
    },
  })
  for (let id = 1; id <= 5; id += 1) wires.view.send(['stream', id, 'runs.start', { prompt }])
  for (let id = 6; id <= 10; id += 1) wires.view.send(['call', id, 'tokens.count', { prompt }])
  await expect.poll(() => done.length).toBe(10)
  const sentBefore = wires.sent.length
  wires.closeView()
  expect(await Promise.all(done)).toEqual(Array.from({ length: 10 }, () => 'aborted'))
  expect(wires.sent).toHaveLength(sentBefore)
})

it('answers an id only once while it is open', async () => {
  let calls = 0
  const wires = open({
    'prompts.list': async () => {
      calls += 1
      return []
    },
  })
  wires.view.send(['call', 1, 'prompts.list', {}])
  wires.view.send(['call', 1, 'prompts.list', {}])
  await framesFor(wires, 1)
  expect({ calls, answers: wires.sent.flat().length }).toEqual({ calls: 1, answers: 1 })
})

it('refuses more open calls than its limit, and takes new ones when some have ended', async () => {
  const waiting: (() => void)[] = []
  const wires = open({ 'prompts.list': () => new Promise((resolve) => waiting.push(() => resolve([]))) }, 2)
  for (const id of [1, 2, 3]) wires.view.send(['call', id, 'prompts.list', {}])
  expect(await framesFor(wires, 3)).toEqual([
    [
      'error',
      3,
      expect.objectContaining({ kind: 'invalid-input', message: 'This window already waits for 2 answers.' }),
    ],
  ])
  for (const answer of waiting) answer()
  await framesFor(wires, 1, 2)
  wires.view.send(['call', 4, 'prompts.list', {}])
  await expect.poll(() => waiting.length).toBe(3)
  waiting[2]?.()
  expect(await framesFor(wires, 4)).toEqual([['answer', 4, []]])
})

it('sends a fast stream in far fewer messages than events, with the text unchanged', async () => {
  const words = Array.from({ length: 20_000 }, (_, index) => `word ${index} `)
  const wires = open({
    'runs.start': async function* () {
      for (const [index, word] of words.entries()) yield delta(word, index === 0)
    },
  })
  wires.view.send(['stream', 1, 'runs.start', { prompt }])
  const frames = await framesFor(wires, 1)
  const events = frames.flatMap((frame) => (frame[0] === 'events' ? (frame[2] as RunEvent[]) : []))
  expect(events.map((event) => (event.type === 'block-delta' ? event.text : '')).join('')).toBe(words.join(''))
  expect(wires.sent[0]).toEqual([['events', 1, [delta(words[0] ?? '', true)]]])
  expect(wires.sent.length).toBeLessThan(words.length / 100)
})

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
