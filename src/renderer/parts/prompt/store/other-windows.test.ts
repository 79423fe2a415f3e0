// One prompt in two windows, on the real core: nothing that was typed in either is lost.
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Host } from '#renderer/host/host'
import { AppError } from '#shared/app-error'
import { textOf } from '#shared/prompt/prompt'
import { openWindow } from '../../../../../test/support/open-window.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../../test/support/test-core.ts'
import { setContent, systemPlace } from '../edits/prompt-edits.ts'
import type { PromptStore } from './prompt-store.ts'

let core: TestCore
let here: PromptStore
let there: PromptStore

beforeEach(async () => {
  core = await createTestCore()
  here = await openWindow(core)
  there = await openWindow(core)
})
afterEach(() => core.dispose())

const type = (store: PromptStore, text: string) => store.getState().edit(setContent(systemPlace, text), 'system')
const system = (store: PromptStore) => textOf(store.getState().prompt?.system ?? '')
const id = () => here.getState().prompt!.id
const draftOf = (promptId: string) => createTestHost(core.core).call('prompts.open', { id: promptId })
/** A window that is told of nothing, as one whose computer slept. */
const silent = (host: Host): Host => ({
  ...host,
  stream: (name, input, options) =>
    name === 'prompts.watch' ? (async function* () {})() : host.stream(name, input, options),
})
const names = async () => (await createTestHost(core.core).call('prompts.list', {})).map(({ name }) => name)

it('shows in one window what was typed in the other, with the steps that lead back', async () => {
  const before = system(here)
  type(here, 'typed here')
  await here.getState().flush()
  await expect.poll(() => system(there)).toBe('typed here')
  expect(there.getState()).toMatchObject({ isSaved: false, isConflict: false })
  await expect.poll(() => there.getState().canUndo).toBe(true)
  there.getState().undo()
  await there.getState().flush()
  await expect.poll(() => system(here)).toBe(before)
  expect(here.getState().isSaved).toBe(true)
})

it('takes turns: each window goes on from what the other one typed', async () => {
  for (const text of ['one', 'two', 'three', 'four']) {
    const [typing, watching] = text.length % 2 === 0 ? [here, there] : [there, here]
    type(typing, `${system(typing)} ${text}`)
    await typing.getState().flush()
    await expect.poll(() => system(watching)).toBe(system(typing))
  }
  expect(system(here)).toMatch(/ one two three four$/)
  await there.getState().save()
  await expect.poll(() => here.getState().isSaved).toBe(true)
  expect(await names()).toHaveLength(2)
})

it('keeps both where both were typed in at once: the later one is a prompt of its own', async () => {
  const before = system(there)
  type(here, 'typed here')
  type(there, 'typed there')
  await here.getState().flush()
  await there.getState().flush()
  expect(here.getState()).toMatchObject({ prompt: { name: 'Support triage', system: 'typed here' }, apart: null })
  expect(there.getState()).toMatchObject({
    prompt: { name: 'Support triage (second window)', system: 'typed there' },
    apart: { name: 'Support triage (second window)', from: id() },
    isSaved: false,
  })
  const own = there.getState().prompt!.id
  expect((await draftOf(id())).prompt.system).toBe('typed here')
  expect((await draftOf(own)).prompt.system).toBe('typed there')
  // It goes on as any other prompt does, with the steps that led to it.
  type(there, 'typed on')
  await there.getState().save()
  expect(await names()).toContain('Support triage (second window)')
  const later = await openWindow(core)
  expect(later.getState().prompt).toMatchObject({ id: own, system: 'typed on' })
  await expect.poll(() => later.getState().canUndo).toBe(true)
  later.getState().undo()
  later.getState().undo()
  expect(system(later)).toBe(before)
})

it('goes on with what was typed while the refusal was on its way, and with JSON that is no good yet', async () => {
  type(here, 'typed here')
  await here.getState().flush()
  const late = await openWindow(core, silent)
  type(here, 'typed on')
  await here.getState().flush()
  type(late, 'typed late')
  late.getState().jsonDrafts(id()).set('extras', { text: '{"a', over: null })
  const writing = late.getState().flush()
  late.getState().edit(setContent(systemPlace, 'typed later'), 'system')
  await writing
  await late.getState().flush()
  const own = late.getState().prompt!.id
  expect(own).not.toBe(id())
  expect(await draftOf(own)).toMatchObject({ prompt: { system: 'typed later' }, drafts: { extras: { text: '{"a' } } })
  expect((await draftOf(id())).prompt.system).toBe('typed on')
})

it('never lets a window that has heard nothing save away what another one typed: it shows that instead', async () => {
  const late = await openWindow(core, silent)
  type(here, 'typed here')
  await here.getState().flush()
  await late.getState().save()
  expect(late.getState()).toMatchObject({ prompt: { system: 'typed here' }, isSaved: false, apart: null })
  expect(await draftOf(id())).toMatchObject({ prompt: { system: 'typed here' }, entry: { hasUnsavedEdits: true } })
})

it('knows its own text again where only the answer was lost', async () => {
  let answers = 0
  const forgetful = await openWindow(core, (host) => ({
    ...host,
    call: (name, input, options) =>
      host.call(name, input, options).then((answer) => {
        if (name === 'prompts.journal' && ++answers === 1) throw new AppError('network', 'The answer is lost.')
        return answer
      }),
  }))
  type(forgetful, 'typed')
  await expect(forgetful.getState().flush()).rejects.toMatchObject({ kind: 'network' })
  type(forgetful, 'typed on')
  await forgetful.getState().flush()
  expect(forgetful.getState()).toMatchObject({ apart: null, prompt: { id: id() } })
  expect((await draftOf(id())).prompt.system).toBe('typed on')
})

const jsonIn = (store: PromptStore) => store.getState().jsonDrafts(store.getState().prompt!.id)

it('keeps what both windows typed as JSON into different fields', async () => {
  jsonIn(here).set('extras', { text: '{"a', over: null })
  await here.getState().flush()
  jsonIn(there).set('format', { text: '{"b', over: null })
  await there.getState().flush()
  expect((await draftOf(id())).drafts).toMatchObject({ extras: { text: '{"a' }, format: { text: '{"b' } })
  expect([here.getState().apart, there.getState().apart]).toEqual([null, null])
})

it.each(['told', 'silent'])(
  'makes a prompt of its own of JSON that was typed into the same field of a window that is %s',
  async (kind) => {
    const late = kind === 'silent' ? await openWindow(core, silent) : there
    // Both show the field as it was.
    for (const store of [here, late]) expect(jsonIn(store).get('extras')).toBe(undefined)
    jsonIn(here).set('extras', { text: '{"a', over: null })
    await here.getState().flush()
    jsonIn(late).set('extras', { text: '{"other', over: null })
    await late.getState().flush()
    expect((await draftOf(id())).drafts).toMatchObject({ extras: { text: '{"a' } })
    const own = late.getState().prompt!.id
    expect(own).not.toBe(id())
    expect(late.getState().apart).toMatchObject({ id: own, from: id() })
    expect((await draftOf(own)).drafts).toMatchObject({ extras: { text: '{"other' } })
    // A field that shows what is there is typed on.
    const next = await openWindow(core)
    await next.getState().open(id())
    expect(jsonIn(next).get('extras')?.text).toBe('{"a')
    jsonIn(next).set('extras', { text: '{"ab', over: null })
    await next.getState().flush()
    expect([next.getState().prompt!.id, next.getState().apart]).toEqual([id(), null])
    expect((await draftOf(id())).drafts).toMatchObject({ extras: { text: '{"ab' } })
  },
)
