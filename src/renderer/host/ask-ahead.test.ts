import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestCore, createTestHost, type TestCore } from '../../../test/support/test-core.ts'
import { askAhead } from './ask-ahead.ts'
import type { Host } from './host.ts'

let core: TestCore
beforeEach(async () => {
  core = await createTestCore()
})
afterEach(() => core.dispose())

/** A host over the real core that writes down what is asked through it. */
function heardHost(): { host: Host; asked: string[] } {
  const host = createTestHost(core.core)
  const asked: string[] = []
  const call: Host['call'] = (name, input, options) => {
    asked.push(name)
    return host.call(name, input, options)
  }
  return { host: { ...host, call }, asked }
}

it('asks each question of the first screen once, however many stores ask it', async () => {
  const { host, asked } = heardHost()
  const ahead = askAhead(host)
  const [first, second] = await Promise.all([ahead.call('app.info', {}), ahead.call('app.info', {})])
  await ahead.call('prompts.list', {})
  expect(first).toEqual(second)
  expect(asked.toSorted()).toEqual([
    'app.info',
    'connections.list',
    'models.list',
    'presets.list',
    'prompts.list',
    'settings.get',
  ])
})

it('opens the prompt that was open last without being asked, and another one when it is', async () => {
  const [one, other] = await createTestHost(core.core).call('prompts.list', {})
  await createTestHost(core.core).call('settings.set', { openPromptId: one!.id })
  const { host, asked } = heardHost()
  const ahead = askAhead(host)
  await ahead.call('settings.get', {})
  expect((await ahead.call('prompts.open', { id: one!.id })).entry.id).toBe(one!.id)
  expect((await ahead.call('prompts.open', { id: other!.id })).entry.id).toBe(other!.id)
  expect(asked.filter((name) => name === 'prompts.open')).toHaveLength(2)
})

it('asks anew once the first screen is there', async () => {
  const { host, asked } = heardHost()
  const ahead = askAhead(host)
  await ahead.call('connections.list', {})
  ahead.forgetAnswers()
  await ahead.call('connections.activate', { id: 'anthropic' })
  expect((await ahead.call('connections.list', {})).activeId).toBe('anthropic')
  expect(asked.filter((name) => name === 'connections.list')).toHaveLength(2)
})

it('hands an error to whoever asks, and troubles nobody else with it', async () => {
  await createTestHost(core.core).call('settings.set', { openPromptId: 'gone' })
  const ahead = askAhead(createTestHost(core.core))
  await expect(ahead.call('prompts.open', { id: 'gone' })).rejects.toMatchObject({ kind: 'not-found' })
})

it('hands on the signal that ends a call', async () => {
  const { host } = heardHost()
  const ahead = askAhead(host)
  ahead.forgetAnswers()
  const controller = new AbortController()
  const asking = ahead.call('prompts.list', {}, { signal: controller.signal })
  controller.abort()
  await expect(asking).rejects.toMatchObject({ kind: 'cancelled' })
})
