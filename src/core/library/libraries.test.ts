import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost, memorySettings } from '../../../test/support/test-core.ts'
import type { CoreDeps } from '../core-deps.ts'
import { promptFileText } from './prompt-file.ts'

const [example] = examplePrompts as [Prompt, Prompt]

/** A folder with a prompt and a project around it. */
async function checkout(): Promise<string> {
  const folder = await temporaryFolder()
  mkdirSync(join(folder, 'prompts'))
  writeFileSync(join(folder, 'prompts', 'theirs.json'), promptFileText({ ...example, id: 'theirs', name: 'Theirs' }))
  writeFileSync(join(folder, 'package.json'), '{"name": "project"}')
  return folder
}

async function open(overrides: Partial<CoreDeps> = {}) {
  const { core, folder, dispose } = await createTestCore(overrides)
  onTestFinished(dispose)
  const host = createTestHost(core)
  const names = async () => (await host.call('prompts.list', {})).map(({ name }) => name)
  return { host, names, folder }
}

it('opens any folder as the library, and keeps what it knows of it apart', async () => {
  const { host, names, folder } = await open()
  const path = await checkout()
  await host.call('library.open', { path })
  expect(await names()).toEqual(['Theirs'])
  const { prompt } = await host.call('prompts.open', { id: 'theirs' })
  await host.call('prompts.journal', { prompt: { ...prompt, system: 'unsaved' } })
  await host.call('library.open', { path: join(folder, 'library') })
  expect(await names()).toEqual(['Release note, the modern way', 'Support triage'])
  await host.call('library.open', { path })
  expect((await host.call('prompts.open', { id: 'theirs' })).prompt.system).toBe('unsaved')
  await host.call('prompts.save', { prompt: { ...prompt, system: 'saved' } })
  expect(readFileSync(join(path, 'prompts', 'theirs.json'), 'utf8')).toContain('"system": "saved"')
  await host.call('prompts.remove', { id: 'theirs' })
  expect(readdirSync(path).sort()).toEqual(['package.json', 'prompts'])
  expect((await host.call('prompts.restore', { id: 'theirs' })).file).toBe('prompts/theirs.json')
})

it('opens the same library after a restart, and its own where that folder is gone', async () => {
  const dataFolder = await temporaryFolder()
  const settings = memorySettings()
  const path = await checkout()
  const { host } = await open({ dataFolder, settings })
  await host.call('library.open', { path })
  expect(await (await open({ dataFolder, settings })).names()).toEqual(['Theirs'])
  renameSync(path, `${path}.away`)
  expect(await (await open({ dataFolder, settings })).names()).toContain('Support triage')
  expect(existsSync(path)).toBe(false)
  renameSync(`${path}.away`, path)
  expect(await (await open({ dataFolder, settings })).names()).toEqual(['Theirs'])
})

it('opens its own library after a restart where a link leads from the last one to where Antiphon keeps its own files', async () => {
  const dataFolder = await temporaryFolder()
  const settings = memorySettings()
  const path = await checkout()
  const { host } = await open({ dataFolder, settings })
  await host.call('library.open', { path })
  renameSync(path, `${path}.away`)
  mkdirSync(join(dataFolder, 'journal'), { recursive: true })
  symlinkSync(join(dataFolder, 'journal'), path, 'junction')
  expect(await (await open({ dataFolder, settings })).names()).toContain('Support triage')
})

it('opens no path that is no folder, is not whole, or is where Antiphon keeps its own files', async () => {
  const { host, names, folder } = await open()
  const link = join(await temporaryFolder(), 'link')
  symlinkSync(join(folder, 'journal'), link, 'junction')
  mkdirSync(join(folder, 'journal'), { recursive: true })
  for (const path of ['', 'relative', join(folder, 'none'), '/etc/passwd', folder, join(folder, 'journal'), link])
    await expect(host.call('library.open', { path })).rejects.toMatchObject({
      kind: expect.stringMatching(/invalid-input|not-found/),
    })
  expect(await names()).toContain('Support triage')
})

it('opens, where the system has a dialog for folders, only what was chosen in it', async () => {
  const [chosen, other] = [await checkout(), await checkout()]
  const { host, names } = await open({ chooseFolder: async () => chosen })
  await expect(host.call('library.open', { path: other })).rejects.toMatchObject({ kind: 'invalid-input' })
  expect(await host.call('library.choose', {})).toEqual({ path: chosen })
  await host.call('library.open', { path: chosen })
  expect(await names()).toEqual(['Theirs'])
})

it('keeps the files of prompts beside them, and finds those of the other libraries', async () => {
  const { host } = await open()
  const path = await checkout()
  const add = (text: string) =>
    host.call('attachments.add', { name: 'a.txt', data: Buffer.from(text).toString('base64') })
  const before = await add('in the own library')
  await host.call('library.open', { path })
  const beside = await add('beside the others')
  expect(readdirSync(join(path, 'attachments'))).toEqual([`${beside.hash}.txt`])
  const document = { type: 'document', source: before }
  const prompt = { ...example, messages: [{ id: 'm', role: 'user' as const, content: [document] }] } as Prompt
  expect((await host.call('tokens.count', { prompt })).kind).toBe('exact')
})

it('makes no library anew whose folder is gone, neither for a file nor for a snapshot', async () => {
  const { host } = await open()
  const path = await checkout()
  await host.call('library.open', { path })
  const { prompt } = await host.call('prompts.open', { id: 'theirs' })
  renameSync(path, `${path}.away`)
  const data = Buffer.from('beside').toString('base64')
  await expect(host.call('attachments.add', { name: 'a.txt', data })).rejects.toMatchObject({ kind: 'storage' })
  await expect(host.call('snapshots.take', { prompt, name: 'now' })).rejects.toMatchObject({ kind: 'storage' })
  expect(existsSync(path)).toBe(false)
  renameSync(`${path}.away`, path)
  expect(await host.call('snapshots.take', { prompt, name: 'now' })).toHaveLength(1)
})
