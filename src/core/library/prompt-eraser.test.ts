import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost } from '../../../test/support/test-core.ts'

const [example, other] = examplePrompts as [Prompt, Prompt]
const { id } = example
const secret = 'Grandmother lives in Hallein.'
const edited: Prompt = { ...example, system: secret }

async function open() {
  const { core, folder, dispose } = await createTestCore()
  onTestFinished(dispose)
  const host = createTestHost(core)
  await host.call('prompts.list', {})
  return { host, folder }
}

type Host = Awaited<ReturnType<typeof open>>['host']

/** Leaves a text of a prompt wherever Antiphon keeps one. */
async function leaveTraces(host: Host, prompt: Prompt) {
  await host.call('snapshots.take', { prompt, name: 'Before' })
  await host.call('prompts.journal', {
    prompt,
    undo: { from: 0, steps: [JSON.stringify(secret)], at: 1 },
    drafts: { extras: { text: secret, over: {} } },
  })
}

/** The files of the data folder, without the database, that hold a text. */
function holding(folder: string, text: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const paths = files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes('antiphon.db'))
  return paths.filter((path) => readFileSync(path, 'utf8').includes(text)).map((path) => path.slice(folder.length + 1))
}

it('leaves nothing of a prompt that is deleted for good, and all of the others', async () => {
  const { host, folder } = await open()
  await leaveTraces(host, edited)
  await leaveTraces(host, { ...other, system: secret })
  await host.call('prompts.remove', { id })
  await host.call('prompts.remove', { id: other.id })
  const damaged = join(folder, 'journal', `${id}.json.damaged-2026-11-23T10-00-00`)
  writeFileSync(damaged, secret)
  const ofOther = holding(folder, secret).filter((path) => path.includes(other.id))
  expect(ofOther).toHaveLength(4)
  expect(holding(folder, secret)).toHaveLength(9)

  expect((await host.call('prompts.erase', { ids: [id] })).map((left) => left.id)).toEqual([other.id])
  expect(holding(folder, secret)).toEqual(ofOther)
  await expect(host.call('prompts.restore', { id })).rejects.toMatchObject({ kind: 'not-found' })
  expect(await host.call('snapshots.list', { promptId: id })).toEqual([])
  await host.call('prompts.restore', { id: other.id })
  expect((await host.call('prompts.open', { id: other.id })).prompt.system).toBe(secret)
})

it('takes nothing from a prompt that is in the library again', async () => {
  const { host, folder } = await open()
  await leaveTraces(host, edited)
  const file = join(folder, 'library', 'support-triage.json')
  const text = readFileSync(file)
  await host.call('prompts.remove', { id })
  writeFileSync(file, text)
  const before = holding(folder, secret).filter((path) => !path.startsWith('trash'))
  expect((await host.call('prompts.eraseFacts', { ids: [id] })).snapshots).toBe(0)
  expect(await host.call('prompts.erase', { ids: [id] })).toEqual([])
  expect(holding(folder, secret)).toEqual(before)
  expect(await host.call('snapshots.list', { promptId: id })).toHaveLength(1)
})

it('takes nothing from a prompt that is not in the trash, but gone from the folder', async () => {
  const { host, folder } = await open()
  await host.call('snapshots.take', { prompt: edited, name: 'Before' })
  rmSync(join(folder, 'library', 'support-triage.json'))
  await host.call('prompts.erase', { ids: [id] })
  expect(await host.call('snapshots.list', { promptId: id })).toHaveLength(1)
})

it('names the stored files that stay, also one that only an undone step or a snapshot names', async () => {
  const { host, folder } = await open()
  const add = (name: string, text: string) =>
    host.call('attachments.add', { name, data: Buffer.from(text).toString('base64') })
  const [letter, will, list] = [
    await add('letter.txt', 'Dear'),
    await add('will.txt', 'I leave'),
    await add('list.txt', 'x'),
  ]
  const withFile = (source: typeof letter): Prompt => ({
    ...example,
    messages: [{ ...example.messages[0]!, content: [{ type: 'document', source }] }],
  })
  await host.call('snapshots.take', { prompt: withFile(letter), name: 'With the letter' })
  await host.call('prompts.journal', {
    prompt: edited,
    undo: { from: 0, steps: [JSON.stringify({ source: will })], at: 1 },
  })
  await host.call('prompts.remove', { id })
  const { snapshots, files } = await host.call('prompts.eraseFacts', { ids: [id] })
  expect(snapshots).toBe(1)
  expect(files).toHaveLength(2)
  expect(files).toEqual(
    expect.arrayContaining([
      { name: 'letter.txt', file: `attachments/${letter.hash}.txt`, bytes: 4 },
      { name: `${will.hash}.txt`, file: `attachments/${will.hash}.txt`, bytes: 7 },
    ]),
  )
  await host.call('prompts.erase', { ids: [id] })
  expect(readdirSync(join(folder, 'library', 'attachments'))).toHaveLength([letter, will, list].length)
})

it('keeps what somebody else put beside the snapshots', async () => {
  const { host, folder } = await open()
  await host.call('snapshots.take', { prompt: edited, name: 'Before' })
  const beside = join(folder, 'library', 'snapshots', id, 'notes')
  mkdirSync(beside)
  await host.call('prompts.remove', { id })
  await host.call('prompts.erase', { ids: [id] })
  expect(readdirSync(join(folder, 'library', 'snapshots', id))).toEqual(['notes'])
})
