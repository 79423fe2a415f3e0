import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { promptFileText } from '#core/library/prompt-file'
import type { Prompt } from '#shared/prompt/prompt'
import { openWindow } from '../../../../../test/support/open-window.ts'
import { temporaryFolder } from '../../../../../test/support/temporary-folder.ts'
import { createTestCore, type TestCore } from '../../../../../test/support/test-core.ts'
import { setContent, systemPlace } from '../edits/prompt-edits.ts'
import type { PromptStore } from './prompt-store.ts'

let core: TestCore
let store: PromptStore
/** The file of the open prompt. */
let path: string

beforeEach(async () => {
  core = await createTestCore()
  store = await openWindow(core)
  path = join(core.folder, 'library', 'support-triage.json')
})
afterEach(() => core.dispose())

const state = () => store.getState()
const system = () => state().prompt?.system
const type = (text: string) => state().edit(setContent(systemPlace, text), 'system')
const onDisk = () => JSON.parse(readFileSync(path, 'utf8')) as Prompt
/** Does what an editor or git does. */
const writeOutside = (text: string) =>
  writeFileSync(path, promptFileText({ ...state().prompt!, name: 'Support triage', system: text }))

it('reloads a prompt with nothing unsaved, as one step of undo', async () => {
  const before = system()
  writeOutside('from another branch')
  await expect.poll(system).toBe('from another branch')
  expect(state()).toMatchObject({ isSaved: true, isConflict: false })
  state().undo()
  expect([system(), state().isSaved]).toEqual([before, false])
  state().redo()
  expect(state().isSaved).toBe(true)
})

it('keeps unsaved edits beside what changed outside, also over a restart, and never saves over it', async () => {
  type('typed here')
  writeOutside('from another branch')
  await expect.poll(() => state().isConflict).toBe(true)
  type('typed on')
  await state().flush()
  await state().save()
  expect(state()).toMatchObject({ isConflict: true, isResolving: true, saved: { system: 'from another branch' } })
  expect(onDisk().system).toBe('from another branch')
  store = await openWindow(core)
  expect(state()).toMatchObject({ isConflict: true, prompt: { system: 'typed on' } })
})

it('shows the conflict at the moment of saving, where nobody had told of the change yet', async () => {
  type('typed here')
  await state().flush()
  writeOutside('from another branch')
  await state().save()
  expect(state()).toMatchObject({ isConflict: true, isResolving: true, prompt: { system: 'typed here' } })
  expect(onDisk().system).toBe('from another branch')
})

async function conflict() {
  type('mine')
  writeOutside('theirs')
  await expect.poll(() => state().isConflict).toBe(true)
}

it('keeps mine: the file is written, and what it held is told', async () => {
  await conflict()
  expect((await state().keepMine())?.system).toBe('theirs')
  expect(onDisk().system).toBe('mine')
  expect(state()).toMatchObject({ isConflict: false, isSaved: true, prompt: { system: 'mine' } })
})

it('takes what the file holds, and undo has mine again as an unsaved edit', async () => {
  await conflict()
  state().takeFile()
  expect([system(), state().isSaved, state().isConflict]).toEqual(['theirs', true, false])
  state().undo()
  expect([system(), state().isSaved, state().isConflict]).toEqual(['mine', false, false])
  await state().save()
  expect(onDisk().system).toBe('mine')
})

it('keeps both: mine as a prompt of its own, beside the file as it is', async () => {
  await conflict()
  const copy = await state().keepBoth()
  expect(copy).toMatchObject({ name: 'Support triage (mine)', file: 'support-triage-mine.json' })
  expect([system(), state().isSaved, onDisk().system]).toEqual(['theirs', true, 'theirs'])
  await state().open(copy!.id)
  expect(system()).toBe('mine')
})

it('asks again where the file changed once more while the two were compared', async () => {
  await conflict()
  writeOutside('theirs, later')
  await expect(state().keepMine()).rejects.toMatchObject({ kind: 'conflict' })
  expect(onDisk().system).toBe('theirs, later')
  await expect.poll(() => state().saved?.system).toBe('theirs, later')
  expect(state()).toMatchObject({ isConflict: true, prompt: { system: 'mine' } })
  await state().keepMine()
  expect(onDisk().system).toBe('mine')
})

it('is no conflict where the outside change is the same as the edit', async () => {
  type('the same')
  writeOutside('the same')
  await expect.poll(() => state().isSaved).toBe(true)
  expect(state().isConflict).toBe(false)
})

it('keeps a prompt on screen whose file went away, and has it again when the file is back', async () => {
  const before = state().prompt
  renameSync(path, `${path}.away`)
  await expect.poll(() => state().version).toBe(null)
  expect(state()).toMatchObject({ isSaved: false, isConflict: false, prompt: before })
  renameSync(`${path}.away`, path)
  await expect.poll(() => state().isSaved).toBe(true)
})

it('takes another version of a file that went away and came back, as a checkout of branches does', async () => {
  const text = promptFileText({ ...state().prompt!, system: 'from another branch' })
  rmSync(path)
  await expect.poll(() => state().version).toBe(null)
  writeFileSync(path, text)
  await expect.poll(system).toBe('from another branch')
  expect(state().isSaved).toBe(true)
})

it('saves a prompt whose file went away as a file again', async () => {
  rmSync(path)
  await expect.poll(() => state().version).toBe(null)
  type('still here')
  await state().save()
  expect([onDisk().system, state().isSaved]).toEqual(['still here', true])
})

it('shows two windows the same: what one saves, the other has', async () => {
  const other = await openWindow(core)
  type('from the first window')
  await state().save()
  await expect.poll(() => other.getState().prompt?.system).toBe('from the first window')
  await state().create({ ...state().prompt!, id: 'made', name: 'Made' })
  await expect.poll(() => other.getState().entries.map(({ name }) => name)).toContain('Made')
})

it('opens another library in every window, with nothing of the first one lost', async () => {
  const other = await openWindow(core)
  const folder = await temporaryFolder()
  writeFileSync(
    join(folder, 'theirs.json'),
    promptFileText({ ...state().prompt!, system: 'the same id, another library' }),
  )
  type('unsaved in the first')
  await state().openLibrary(folder)
  expect(system()).toBe('the same id, another library')
  expect(state().entries).toHaveLength(1)
  await expect.poll(() => other.getState().prompt?.system).toBe('the same id, another library')
  type('typed in the other')
  await state().openLibrary(join(core.folder, 'library'))
  expect([system(), state().isSaved]).toEqual(['unsaved in the first', false])
})

it('opens a folder without prompts on a new one that is no file before it is saved', async () => {
  const folder = await temporaryFolder()
  await state().openLibrary(folder)
  expect([readdirSync(folder), state().entries.length, state().version]).toEqual([[], 1, null])
  type('First.')
  await state().save()
  expect(readdirSync(folder)).toEqual(['untitled.json'])
})
