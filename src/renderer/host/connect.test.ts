import { expect, it } from 'vitest'
import type { Handlers } from '#core/handlers'
import { serve } from '#core/serve'
import { AppError } from '#shared/app-error'
import { examplePrompts } from '#shared/prompt/examples'
import type { RunEvent } from '#shared/runs/run'
import { createWirePair } from '../../../test/support/test-core.ts'
import { connect } from './connect.ts'

const prompt = examplePrompts[0]!
const delta = (text: string): RunEvent => ({ type: 'block-delta', index: 0, field: 'text', text, isFirst: true })

function open(some: Partial<Handlers>) {
  const pair = createWirePair()
  serve(some as Handlers, pair.coreEnd, { onUnexpected: () => {} })
  return { ...pair, host: connect(pair.view) }
}

it('resolves a call with its answer, each its own', async () => {
  const { host } = open({
    'runs.get': async ({ id }) => {
      throw new AppError('not-found', `No ${id}.`, { id })
    },
    'prompts.list': async () => [],
  })
  const [list, missing] = await Promise.allSettled([host.call('prompts.list', {}), host.call('runs.get', { id: 'r1' })])
  expect(list).toEqual({ status: 'fulfilled', value: [] })
  expect(missing.status === 'rejected' && missing.reason).toMatchObject({
    name: 'AppError',
    kind: 'not-found',
    facts: { id: 'r1' },
  })
})

it('hands over the events of a stream in order and ends when it ends', async () => {
  const { host } = open({
    'runs.start': async function* () {
      for (const text of 'abc') yield delta(text)
    },
  })
  const texts: string[] = []
  for await (const batch of host.stream('runs.start', { prompt })) {
    for (const event of batch) if (event.type === 'block-delta') texts.push(event.text)
  }
  expect(texts).toEqual(['a', 'b', 'c'])
})

it('hands over everything that came before an error, then throws it', async () => {
  const { host } = open({
    'runs.start': async function* () {
      yield delta('a')
      throw new AppError('no-api-key', 'Set a key.')
    },
  })
  const seen: RunEvent[] = []
  const reading = (async () => {
    for await (const batch of host.stream('runs.start', { prompt })) seen.push(...batch)
  })()
  await expect(reading).rejects.toMatchObject({ kind: 'no-api-key' })
  expect(seen).toEqual([delta('a')])
})

it.each([
  ['returns', null],
  ['throws', new AppError('cancelled', 'Stopped.')],
])('ends without an error after an abort, also where the core %s', async (_what, error) => {
  const ended = Promise.withResolvers<void>()
  const { host } = open({
    'runs.start': async function* (_input, { signal }) {
      yield delta('a')
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      ended.resolve()
      if (error) throw error
    },
  })
  const controller = new AbortController()
  const seen: RunEvent[] = []
  for await (const batch of host.stream('runs.start', { prompt }, { signal: controller.signal })) {
    seen.push(...batch)
    controller.abort()
  }
  await ended.promise
  expect(seen).toEqual([delta('a')])
})

it('sends nothing where the signal was aborted before', async () => {
  let calls = 0
  const { host } = open({
    'runs.start': async function* () {
      calls += 1
      yield delta('a')
    },
    'prompts.list': async () => [],
  })
  for await (const batch of host.stream('runs.start', { prompt }, { signal: AbortSignal.abort() }))
    expect(batch).toBeNull()
  await host.call('prompts.list', {})
  expect(calls).toBe(0)
})

it('ends the work in the core when the loop is left', async () => {
  const ended = Promise.withResolvers<string>()
  const { host } = open({
    'runs.start': async function* (_input, { signal }) {
      yield delta('a')
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      ended.resolve('ended')
    },
  })
  for await (const batch of host.stream('runs.start', { prompt })) {
    expect(batch).toEqual([delta('a')])
    break
  }
  expect(await ended.promise).toBe('ended')
})

it('fails what waits and what comes later when the core is gone, and says so once', async () => {
  const { host, closeView } = open({
    'runs.start': async function* (_input, { signal }) {
      yield delta('a')
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    },
    'prompts.list': () => new Promise(() => {}),
  })
  let lost = 0
  host.onLost(() => {
    lost += 1
  })
  const waiting = host.call('prompts.list', {})
  const reading = (async () => {
    for await (const _batch of host.stream('runs.start', { prompt })) closeView()
  })()
  const gone = { kind: 'network', message: 'The connection to Antiphon is gone. Reload this window.' }
  await expect(waiting).rejects.toMatchObject(gone)
  await expect(reading).rejects.toMatchObject(gone)
  await expect(host.call('prompts.list', {})).rejects.toMatchObject(gone)
  host.onLost(() => {
    lost += 1
  })
  expect(lost).toBe(2)
})

it('ends the work behind a call that is aborted, and rejects at once', async () => {
  const ended = Promise.withResolvers<string>()
  const { host } = open({
    'keys.test': async (_input, { signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
      ended.resolve('ended')
      return { message: 'too late' }
    },
    'prompts.list': async () => [],
  })
  const controller = new AbortController()
  const testing = host.call('keys.test', { connectionId: 'a' }, { signal: controller.signal })
  await host.call('prompts.list', {})
  controller.abort()
  await expect(testing).rejects.toMatchObject({ kind: 'cancelled' })
  expect(await ended.promise).toBe('ended')
})

it('asks nothing where the signal of a call was aborted before', async () => {
  let calls = 0
  const { host } = open({
    'keys.test': async () => {
      calls += 1
      return { message: 'asked' }
    },
    'prompts.list': async () => [],
  })
  const asking = host.call('keys.test', { connectionId: 'a' }, { signal: AbortSignal.abort() })
  await expect(asking).rejects.toMatchObject({ kind: 'cancelled' })
  await host.call('prompts.list', {})
  expect(calls).toBe(0)
})
