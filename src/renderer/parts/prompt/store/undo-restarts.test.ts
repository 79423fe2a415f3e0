// Undo after a restart: a window and a core that know only what is on the disk.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import type { SettingsStore } from '#core/core-deps'
import type { Prompt } from '#shared/prompt/prompt'
import { handTimers } from '../../../../../test/support/hand-timers.ts'
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost, memorySettings } from '../../../../../test/support/test-core.ts'
import {
  addMessage,
  changeRole,
  deleteMessage,
  duplicateMessage,
  moveMessage,
  muteMessage,
  type PromptEdit,
  setContent,
  setPrefill,
  setSetting,
  systemPlace,
  unsetSetting,
} from '../edits/prompt-edits.ts'
import { createPromptStore, type PromptStore } from './prompt-store.ts'
import { groupPauseMs } from './undo-history.ts'

/** Which prompt was open is in the settings, which outlive a start, too. */
let settings: SettingsStore
let timers: ReturnType<typeof handTimers>
beforeEach(() => {
  settings = memorySettings()
  timers = handTimers()
})

/** Starts the core and a window on a folder. */
async function openWindow(folder: string) {
  const core = await createTestCore({ dataFolder: folder, settings })
  const host = createTestHost(core.core)
  let lastId = 0
  const store = createPromptStore(host, { ...timers, newId: () => `id-${++lastId}` })
  await store.getState().start()
  return { core, host, store }
}
const promptOf = (store: PromptStore) => store.getState().prompt!
const type = (store: PromptStore, text: string) => store.getState().edit(setContent(systemPlace, text), 'system')

/** What was kept is there: nothing of it is shown before. */
const undoArrived = (store: PromptStore) => expect.poll(() => store.getState().canUndo).toBe(true)

it('undoes and redoes what was done before the restart', async () => {
  const folder = await temporaryFolder()
  const first = await openWindow(folder)
  const before = promptOf(first.store)
  first.store.getState().edit(deleteMessage(before.messages[0]!.id))
  type(first.store, 'Sort the mail.')
  first.store.getState().edit(setSetting('temperature', 0.1))
  first.store.getState().undo()
  await first.store.getState().flush()
  await first.core.dispose()

  const { core, store } = await openWindow(folder)
  onTestFinished(core.dispose)
  await undoArrived(store)
  expect(store.getState().canRedo).toBe(true)
  store.getState().redo()
  expect(promptOf(store).settings.temperature).toBe(0.1)
  for (let step = 0; step < 3; step += 1) store.getState().undo()
  expect(promptOf(store)).toEqual(before)
  expect(store.getState().canUndo).toBe(false)
})

it('undoes what was typed in the second before a kill, as far as it was journalled', async () => {
  const folder = await temporaryFolder()
  const first = await openWindow(folder)
  const { system } = promptOf(first.store)
  for (const text of ['S', 'So', 'Sort']) type(first.store, text)
  await first.store.getState().flush()
  // Killed with the group of keystrokes still open.
  type(first.store, 'Sort the')
  await first.core.dispose()

  const { core, store } = await openWindow(folder)
  onTestFinished(core.dispose)
  await undoArrived(store)
  expect(promptOf(store).system).toBe('Sort')
  store.getState().undo()
  expect(promptOf(store).system).toEqual(system)
})

it('puts what is done at once after the start over what was kept', async () => {
  const folder = await temporaryFolder()
  const first = await openWindow(folder)
  const { system, prefill } = promptOf(first.store)
  type(first.store, 'Before.')
  await first.store.getState().flush()
  await first.core.dispose()

  const { core, store } = await openWindow(folder)
  onTestFinished(core.dispose)
  // In the same moment: what was kept cannot be there yet.
  store.getState().edit(setPrefill('At once.'))
  await store.getState().flush()
  store.getState().undo()
  expect([promptOf(store).prefill, promptOf(store).system]).toEqual([prefill, 'Before.'])
  store.getState().undo()
  expect(promptOf(store).system).toEqual(system)
})

it('goes back over a run and over another prompt that was open in between', async () => {
  const folder = await temporaryFolder()
  const first = await openWindow(folder)
  const { id, system } = promptOf(first.store)
  const other = first.store.getState().entries.find((entry) => entry.id !== id)!
  type(first.store, 'Before the run.')
  for await (const _event of first.host.stream('runs.start', { prompt: promptOf(first.store) }));
  await first.store.getState().open(other.id)
  await first.core.dispose()

  const { core, store } = await openWindow(folder)
  onTestFinished(core.dispose)
  expect(promptOf(store).id).toBe(other.id)
  await store.getState().open(id)
  await undoArrived(store)
  store.getState().undo()
  expect(promptOf(store).system).toEqual(system)
})

it('forgets a history that does not fit, and loses nothing else', async () => {
  const folder = await temporaryFolder()
  const first = await openWindow(folder)
  const { id } = promptOf(first.store)
  type(first.store, 'Precious.')
  await first.store.getState().flush()
  await first.core.dispose()
  const file = join(folder, 'undo', `${id}.json`)
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('Precious', 'Tampered'))

  const { core, store } = await openWindow(folder)
  onTestFinished(core.dispose)
  await undoArrived(store)
  store.getState().undo()
  expect([promptOf(store).system, store.getState().canUndo]).toEqual(['Precious.', false])
})

type Step = { edit: PromptEdit; group: string | null; pauseMs: number } | 'undo' | 'redo'

const at = (change: (id: string) => PromptEdit, index: number): PromptEdit => {
  return (prompt) => change(prompt.messages[index % (prompt.messages.length || 1)]?.id ?? '')(prompt)
}
const index = fc.nat(11)
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', '👩‍👩‍👧', '\ud800', 'שלום', 'a\u0000b'),
)
const anyEdit: fc.Arbitrary<PromptEdit> = fc.oneof(
  words.map((text) => setContent(systemPlace, text)),
  fc.tuple(index, words).map(([place, text]) => at((id) => setContent({ kind: 'message', id }, text), place)),
  fc.tuple(fc.uuid(), index).map(
    ([id, place]): PromptEdit =>
      (prompt) =>
        prompt.messages.length > 11 ? prompt : addMessage({ id, role: 'user', content: id }, place)(prompt),
  ),
  index.map((place) => at(deleteMessage, place)),
  fc.tuple(fc.uuid(), index).map(
    ([id, place]): PromptEdit =>
      (prompt) =>
        prompt.messages.length > 11 ? prompt : at((from) => duplicateMessage(from, id), place)(prompt),
  ),
  fc.tuple(index, index).map(([from, to]) => at((id) => moveMessage(id, to), from)),
  fc
    .tuple(index, fc.constantFrom('user' as const, 'assistant' as const))
    .map(([place, role]) => at((id) => changeRole(id, role), place)),
  fc.tuple(index, fc.boolean()).map(([place, isMuted]) => at((id) => muteMessage(id, isMuted), place)),
  words.map(setPrefill),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map((value) => setSetting('temperature', value)),
  fc.constant(unsetSetting('temperature')),
)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      edit: anyEdit,
      group: fc.constantFrom(null, 'system', 'message:a'),
      pauseMs: fc.constantFrom(10, groupPauseMs * 2),
    }),
  },
  { weight: 2, arbitrary: fc.constant('undo' as const) },
  { weight: 1, arbitrary: fc.constant('redo' as const) },
)

/** The same by whole copies of the prompt: slow, and simple enough to trust. */
function createReference(start: string) {
  const past: string[] = []
  const future: string[] = []
  let present = start
  let group: { name: string; atMs: number } | null = null

  function closeGroup() {
    if (past.length > 0 && past.at(-1) === present) past.pop()
    group = null
  }
  return {
    present: () => present,
    closeGroup,
    record(next: string, nowMs: number, name: string | null) {
      const joins = name !== null && group?.name === name && nowMs - group.atMs < groupPauseMs
      if (!joins) {
        closeGroup()
        past.push(present)
        future.length = 0
      }
      present = next
      group = name === null ? null : { name, atMs: nowMs }
      if (name === null) closeGroup()
    },
    step(direction: 'undo' | 'redo') {
      closeGroup()
      const [from, to] = direction === 'undo' ? [past, future] : [future, past]
      const target = from.pop()
      if (target === undefined) return
      to.push(present)
      present = target
    },
  }
}

/** Everything that is edited here, in one order: a file has its fields in an order of its own. */
function textOf({ system, messages, prefill, settings }: Prompt): string {
  const { temperature, ...others } = settings
  return JSON.stringify([
    system,
    messages.map(({ id, role, content, muted }) => [id, role, content, muted ?? false]),
    prefill,
    temperature,
    others,
  ])
}

it('gives back the exact text over 100,000 random operations with restarts in between (R42)', {
  timeout: 300_000,
}, async () => {
  const [operations, inOneStart] = [100_000, 4_000]
  const folder = await temporaryFolder()
  let window = await openWindow(folder)
  const reference = createReference(textOf(promptOf(window.store)))
  let nowMs = 0
  let done = 0
  const seed = 42
  for (let start = 0; done < operations; start += 1) {
    const steps = fc.sample(anyStep, { seed: seed + start, numRuns: inOneStart })
    for (const step of steps) {
      if (typeof step === 'string') {
        window.store.getState()[step]()
        reference.step(step)
      } else {
        timers.pass(step.pauseMs)
        nowMs += step.pauseMs
        const before = promptOf(window.store)
        window.store.getState().edit(step.edit, step.group ?? undefined)
        if (promptOf(window.store) !== before) reference.record(textOf(promptOf(window.store)), nowMs, step.group)
      }
      if (textOf(promptOf(window.store)) !== reference.present()) expect.fail(`differs after ${done} operations`)
      done += 1
    }
    await window.store.getState().flush()
    await window.core.dispose()
    reference.closeGroup()
    window = await openWindow(folder)
    // Whatever is written waits for what was kept.
    window.store.getState().edit(setPrefill(`start ${start}`))
    reference.record(textOf(promptOf(window.store)), nowMs, null)
    await window.store.getState().flush()
  }
  await window.core.dispose()
  expect(done).toBe(operations)
})
