import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { handTimers } from '../../../../../test/support/hand-timers.ts'
import { createTestCore, createTestHost, type TestCore } from '../../../../../test/support/test-core.ts'
import type { Host } from '../../../host/host.ts'
import { addMessage, deleteMessage, setContent, setSetting, systemPlace } from '../edits/prompt-edits.ts'
import { createPromptStore, type PromptStore } from './prompt-store.ts'

let core: TestCore
let host: Host
let timers: ReturnType<typeof handTimers>
let store: PromptStore
/** The calls that the store made, by name. */
let calls: string[]
/** Set: journalling fails with it. */
let diskError: AppError | null

beforeEach(async () => {
  core = await createTestCore()
  const real = createTestHost(core.core)
  calls = []
  diskError = null
  host = {
    ...real,
    call: (name, input) => {
      calls.push(name)
      return name === 'prompts.journal' && diskError ? Promise.reject(diskError) : real.call(name, input)
    },
  }
  timers = handTimers()
  store = openStore()
  await store.getState().start()
})
afterEach(() => core.dispose())

let lastId = 0
const openStore = () => createPromptStore(host, { ...timers, newId: () => `id-${++lastId}` })
const prompt = () => store.getState().prompt!
const typeSystem = (text: string) => store.getState().edit(setContent(systemPlace, text), 'system')
const journalCalls = () => calls.filter((name) => name === 'prompts.journal').length
/** What a window would see that starts now, after this one was killed. */
async function afterCrash(id: string): Promise<Prompt> {
  const { prompt: found } = await createTestHost(core.core).call('prompts.open', { id })
  return found
}

describe('the first start', () => {
  it('opens the example on which every control is alive', () => {
    expect(prompt().name).toBe(examplePrompts[0]?.name)
    expect(store.getState().entries.map(({ name }) => name)).toEqual(
      expect.arrayContaining(examplePrompts.map(({ name }) => name)),
    )
  })
})

describe('typing', () => {
  it('is journalled once it rests, in one write', async () => {
    for (const text of ['S', 'So', 'Sor', 'Sort']) {
      typeSystem(text)
      timers.pass(100)
    }
    expect(journalCalls()).toBe(0)
    timers.pass(400)
    await store.getState().flush()
    expect(journalCalls()).toBe(1)
    expect((await afterCrash(prompt().id)).system).toBe('Sort')
    expect(store.getState().journalledAt).toMatch(/^\d{4}-\d\d-\d\dT/)
  })

  it('that never rests is journalled within 800 ms of its first key', async () => {
    for (let key = 0; key < 9; key += 1) {
      typeSystem('x'.repeat(key))
      timers.pass(100)
    }
    await expect.poll(journalCalls).toBe(1)
  })

  it('is not saved until it is saved, and the list says so', async () => {
    const entry = () => store.getState().entries.find(({ id }) => id === prompt().id)
    await store.getState().save()
    expect(store.getState().isSaved).toBe(true)
    typeSystem('Another.')
    expect([store.getState().isSaved, entry()?.hasUnsavedEdits]).toEqual([false, true])
    store.getState().undo()
    expect([store.getState().isSaved, entry()?.hasUnsavedEdits]).toEqual([true, false])
  })
})

describe('when the journal cannot be written', () => {
  it('says why, keeps the text, and clears the error when it works again', async () => {
    diskError = new AppError('storage', 'The disk is full.')
    typeSystem('Precious.')
    await expect(store.getState().flush()).rejects.toThrow('The disk is full.')
    expect(store.getState().journalError?.message).toBe('The disk is full.')
    expect(prompt().system).toBe('Precious.')
    diskError = null
    timers.pass(2_000)
    await store.getState().flush()
    expect(store.getState().journalError).toBe(null)
    expect((await afterCrash(prompt().id)).system).toBe('Precious.')
  })

  it('does not let go of the prompt', async () => {
    diskError = new AppError('storage', 'The disk is full.')
    const { id } = prompt()
    typeSystem('Precious.')
    const other = store.getState().entries.find((entry) => entry.id !== id)!
    await expect(store.getState().open(other.id)).rejects.toThrow('The disk is full.')
    expect([prompt().id, prompt().system]).toEqual([id, 'Precious.'])
  })
})

describe('another prompt', () => {
  it('is opened after the edits of this one are written', async () => {
    const { id } = prompt()
    const other = store.getState().entries.find((entry) => entry.id !== id)!
    typeSystem('Left behind.')
    await store.getState().open(other.id)
    expect(prompt().id).toBe(other.id)
    expect((await afterCrash(id)).system).toBe('Left behind.')
  })

  it('leaves the undo of this one for when it comes back', async () => {
    const { id, system } = prompt()
    const other = store.getState().entries.find((entry) => entry.id !== id)!
    typeSystem('Changed.')
    await store.getState().open(other.id)
    await store.getState().open(id)
    expect(prompt().system).toBe('Changed.')
    store.getState().undo()
    expect(prompt().system).toBe(system)
  })

  it('gets nothing of what an editor still held back for this one', async () => {
    const { id } = prompt()
    const other = store.getState().entries.find((entry) => entry.id !== id)!
    // An editor that delivers late: asked to, it brings its text and unregisters.
    const release = store.getState().addDraft(() => {
      release()
      typeSystem('Held back.')
    })
    await store.getState().open(other.id)
    expect(prompt().system).not.toBe('Held back.')
    expect((await afterCrash(id)).system).toBe('Held back.')
  })

  it('is open again in the next window', async () => {
    const other = store.getState().entries.find(({ id }) => id !== prompt().id)!
    await store.getState().open(other.id)
    const next = openStore()
    await next.getState().start()
    expect(next.getState().prompt?.id).toBe(other.id)
  })

  it('is the one that a run sends, however soon after asking for it', async () => {
    const opening = store.getState().open('example-release-note')
    const sent = await store.getState().settleOpened()
    await opening
    expect(sent?.id).toBe('example-release-note')
  })

  it('of two that are asked for at once is the later one', async () => {
    const other = store.getState().entries.find(({ id }) => id !== prompt().id)!
    await Promise.all([store.getState().open(other.id), store.getState().create()])
    expect(prompt().name).toBe('Untitled')
    await Promise.all([store.getState().create(), store.getState().open(other.id)])
    expect(prompt().id).toBe(other.id)
  })
})

describe('undo', () => {
  it('brings back a deleted message, and redo deletes it again', () => {
    const before = prompt()
    store.getState().edit(deleteMessage(before.messages[1]!.id))
    store.getState().undo()
    expect(prompt()).toEqual(before)
    store.getState().redo()
    expect(prompt().messages).toHaveLength(before.messages.length - 1)
    expect([store.getState().canUndo, store.getState().canRedo]).toEqual([true, false])
  })

  it('is journalled like any other change', async () => {
    const { id, settings } = prompt()
    store.getState().edit(setSetting('temperature', 0.9))
    await store.getState().flush()
    store.getState().undo()
    await store.getState().flush()
    expect((await afterCrash(id)).settings).toEqual(settings)
  })
})

describe('the library', () => {
  it('takes a copy of the open prompt, with an id and a name of its own', async () => {
    const original = prompt()
    await store.getState().duplicate()
    expect(prompt()).toEqual({ ...original, id: prompt().id, name: `${original.name} copy` })
    expect(prompt().id).not.toBe(original.id)
  })

  it('renames in the list at once', () => {
    store.getState().rename('Refunds')
    expect(store.getState().entries.find(({ id }) => id === prompt().id)?.name).toBe('Refunds')
  })

  it('opens the neighbour of a removed prompt, and restores it as it was', async () => {
    const { id } = prompt()
    store.getState().edit(addMessage({ id: 'last', role: 'user', content: 'One more.' }))
    await store.getState().save()
    const removed = prompt()
    await store.getState().remove(id)
    expect(prompt().id).not.toBe(id)
    expect(store.getState().entries.some((entry) => entry.id === id)).toBe(false)
    const neighbour = prompt().id
    await store.getState().restore(id, false)
    expect([prompt().id, store.getState().entries.some((entry) => entry.id === id)]).toEqual([neighbour, true])
    await store.getState().remove(id)
    await store.getState().restore(id)
    expect(prompt()).toEqual(removed)
  })
})
