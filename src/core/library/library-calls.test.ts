import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { attachmentBlock, attachmentsOf } from '#shared/files/attachment'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost } from '../../../test/support/test-core.ts'
import type { CoreDeps } from '../core-deps.ts'
import { createMemoryVault } from '../keys/memory-vault.ts'
import { promptFileText } from './prompt-file.ts'

const [example] = examplePrompts as [Prompt, Prompt]
const secret = `sk-ant-api03-${'a1B2'.repeat(24)}`

async function open(overrides: Partial<CoreDeps> = {}) {
  const { core, folder, dispose } = await createTestCore(overrides)
  onTestFinished(dispose)
  const host = createTestHost(core)
  await host.call('prompts.list', {})
  return { host, library: join(folder, 'library'), folder }
}

it('makes folders, moves prompts into them with their unsaved edits, and renames them', async () => {
  const { host, library } = await open()
  const { path } = await host.call('library.createFolder', { parent: '', name: ' Support & Sales ' })
  expect(path).toBe('Support & Sales')
  expect((await host.call('library.createFolder', { parent: path, name: 'Letters' })).path).toBe(
    'Support & Sales/Letters',
  )
  await host.call('prompts.journal', { prompt: { ...example, system: 'edited' } })
  expect(await host.call('prompts.move', { id: example.id, folder: path })).toMatchObject({
    file: 'Support & Sales/support-triage.json',
    hasUnsavedEdits: true,
  })
  expect((await host.call('library.renameFolder', { path, name: 'support' })).path).toBe('support')
  expect(await host.call('prompts.open', { id: example.id })).toMatchObject({
    prompt: { system: 'edited' },
    entry: { file: 'support/support-triage.json' },
  })
  await expect(host.call('library.removeFolder', { path: 'support' })).rejects.toMatchObject({ kind: 'invalid-input' })
  expect(await host.call('library.removeFolder', { path: 'support/Letters' })).toBe(null)
  expect(existsSync(join(library, 'support', 'Letters'))).toBe(false)
})

it('never takes the name of another file or folder, and gives a moved file one of its own', async () => {
  const { host, library } = await open()
  await host.call('library.createFolder', { parent: '', name: 'one' })
  for (const name of ['one', 'attachments', 'Snapshots'])
    await expect(host.call('library.createFolder', { parent: '', name })).rejects.toMatchObject({
      kind: 'invalid-input',
    })
  // One name where the library is copied to a disk that does not tell them apart.
  await expect(host.call('library.createFolder', { parent: '', name: 'ONE' })).rejects.toThrow('already a folder')
  expect((await host.call('library.renameFolder', { path: 'one', name: 'One' })).path).toBe('One')
  await host.call('library.renameFolder', { path: 'One', name: 'one' })
  writeFileSync(join(library, 'one', 'support-triage.json'), '{}')
  expect((await host.call('prompts.move', { id: example.id, folder: 'one' })).file).toBe('one/support-triage-2.json')
  expect(readFileSync(join(library, 'one', 'support-triage.json'), 'utf8')).toBe('{}')
})

it('moves a file whose name is as long as any, also where that name is taken', async () => {
  const { host, library } = await open()
  await host.call('library.createFolder', { parent: '', name: 'one' })
  const name = `${'ж'.repeat(125)}.json`
  renameSync(join(library, 'support-triage.json'), join(library, name))
  writeFileSync(join(library, 'one', name), '{}')
  const { file } = await host.call('prompts.move', { id: example.id, folder: 'one' })
  expect(file).toMatch(/^one\/ж+-2\.json$/)
  expect((await host.call('prompts.open', { id: example.id })).prompt.name).toBe(example.name)
})

it.each([
  '',
  ' ',
  '.',
  '..',
  '.hidden',
  'a/b',
  'a\\b',
  'nul',
  'com¹',
  'aux .txt',
  'a\nb',
  'x'.repeat(200),
  '漢'.repeat(90),
])('makes no folder called %j', async (name) => {
  const { host } = await open()
  await expect(host.call('library.createFolder', { parent: '', name })).rejects.toMatchObject({
    kind: 'invalid-input',
  })
})

it('moves nothing out of the library, not by a path and not by a link', async () => {
  const { host, library } = await open()
  const outside = await temporaryFolder()
  mkdirSync(join(outside, 'inner'))
  symlinkSync(outside, join(library, 'link'))
  for (const folder of ['..', '../x', 'link', 'link/inner', '/tmp', 'a/../..'])
    await expect(host.call('prompts.move', { id: example.id, folder })).rejects.toMatchObject({
      kind: expect.stringMatching(/invalid-input|not-found/),
    })
  expect(existsSync(join(library, 'support-triage.json'))).toBe(true)
})

it('finds a text in names and contents, as it was last typed, with the line that it is in', async () => {
  const { host } = await open()
  const search = async (text: string) => (await host.call('library.search', { text })).hits
  await host.call('prompts.journal', { prompt: { ...example, system: 'First.\nThe (odd) \\w+ one.\nLast.' } })
  expect(await search('(ODD) \\w+')).toEqual([
    {
      id: example.id,
      where: 'System prompt',
      field: 'system',
      line: 2,
      before: 'The ',
      match: '(odd) \\w+',
      after: ' one.',
    },
  ])
  expect((await search('charged twice'))[0]).toMatchObject({ where: 'User', field: 'messages.2' })
  expect((await search('TRIAGE'))[0]).toMatchObject({ where: 'Name', match: 'triage' })
  expect(await search('')).toEqual([])
  for (const text of ['"', 'NEAR(', '*', '--', '%_', 'x'.repeat(10_000), '\ud800', '[', '\\']) await search(text)
})

it('finds in the middle of a long line, and stops at 200 hits', async () => {
  const { host } = await open()
  const line = `${'word '.repeat(2_000)}needle${' word'.repeat(2_000)}`
  for (let index = 0; index < 80; index += 1)
    await host.call('prompts.journal', {
      prompt: { ...example, id: `p${index}`, system: [line, line, line, line].join('\n') },
    })
  const { hits, isCut } = await host.call('library.search', { text: 'needle' })
  expect([hits.length, isCut]).toEqual([200, true])
  expect(hits[0]).toMatchObject({ before: '…ord word word ', match: 'needle', after: `${' word'.repeat(12)}…` })
})

it('looks through stored text files again when a prompt is saved: a key may have come later', async () => {
  const { host, library } = await open()
  const data = Buffer.from('My note: a later key is test-key-0123456789-abcdefghijklm.').toString('base64')
  const source = await host.call('attachments.add', { name: 'notes.txt', data })
  const prompt: Prompt = { ...example, messages: [{ id: 'm', role: 'user', content: [attachmentBlock(source)] }] }
  await host.call('prompts.save', { prompt })
  await host.call('keys.set', { connectionId: 'anthropic', key: 'test-key-0123456789-abcdefghijklm', keep: 'memory' })
  await expect(host.call('prompts.save', { prompt })).rejects.toMatchObject({
    kind: 'secret',
    facts: {
      places: [expect.stringMatching(/^File “notes.txt”, kept as attachments.*: a key that you keep in Antiphon$/)],
    },
  })
  const clean = await host.call('prompts.removeSecrets', { prompt })
  const [now] = attachmentsOf(clean)
  const { data: text } = await host.call('attachments.data', now!)
  expect([text, now?.name]).toEqual(['My note: a later key is [secret removed].', 'notes.txt'])
  await host.call('prompts.save', { prompt: clean })
  expect(readFileSync(join(library, 'support-triage.json'), 'utf8')).toContain(now?.hash)
})

it('writes no secret into the library, says where it is, and keeps the edits', async () => {
  const { host, library } = await open()
  const prompt: Prompt = {
    ...example,
    messages: [{ id: 'm', role: 'user', content: `Use ${secret}` }],
    headers: { a: secret },
  }
  await host.call('prompts.journal', { prompt })
  await expect(host.call('prompts.save', { prompt })).rejects.toMatchObject({
    kind: 'secret',
    facts: { places: ['Message 1 (user): an Anthropic key', 'Headers: an Anthropic key'] },
  })
  expect(await host.call('prompts.create', { prompt: { ...prompt, id: 'made' } })).toMatchObject({
    saved: null,
    prompt: { messages: prompt.messages },
  })
  expect(readFileSync(join(library, 'support-triage.json'), 'utf8')).not.toContain('sk-ant')
  expect((await host.call('prompts.open', { id: example.id })).prompt).toEqual(prompt)
  const clean = await host.call('prompts.removeSecrets', { prompt })
  expect(clean.messages[0]?.content).toBe('Use [secret removed]')
  await host.call('prompts.save', { prompt: clean })
})

it.each<[string, Partial<Prompt>, string]>([
  ['a name', { name: secret }, 'Name'],
  ['the model', { model: secret }, 'Model'],
  ['a beta', { betas: ['files-api-2025-04-14', secret] }, 'Betas'],
  ['the name of a header', { headers: { [secret]: 'a' } }, 'Headers'],
  ['a variable called data', { variables: { values: { data: secret } } }, 'Variables'],
  ['a setting', { settings: { max_tokens: 9, metadata: { user_id: secret } } }, 'Setting metadata'],
  [
    'a document of plain text',
    {
      messages: [
        { id: 'm', role: 'user', content: [{ type: 'document', source: { type: 'text', data: `My key: ${secret}` } }] },
      ],
    },
    'Message 1 (user)',
  ],
])('finds a secret in %s, and takes it out', async (_where, change, place) => {
  const { host } = await open()
  const prompt: Prompt = { ...example, ...change }
  await expect(host.call('prompts.save', { prompt })).rejects.toMatchObject({
    facts: { places: [`${place}: an Anthropic key`] },
  })
  await host.call('prompts.save', { prompt: await host.call('prompts.removeSecrets', { prompt }) })
})

it('knows the keys that it keeps itself, whatever their form', async () => {
  const { host } = await open()
  const key = 'my-own-server-key-123'
  await host.call('keys.set', { connectionId: 'anthropic', key, keep: 'memory' })
  const prompt: Prompt = { ...example, system: `The key is ${key}.` }
  await expect(host.call('prompts.save', { prompt })).rejects.toMatchObject({ kind: 'secret' })
  expect((await host.call('prompts.removeSecrets', { prompt })).system).toBe('The key is [secret removed].')
})

it('knows a key that was stored before this start, although nothing has used it since', async () => {
  const key = 'stored-long-ago-0123456789'
  const vault = createMemoryVault()
  await vault.keep('anthropic https://api.anthropic.com', key, 'memory')
  const { host } = await open({ vault })
  await expect(host.call('prompts.save', { prompt: { ...example, prefill: key } })).rejects.toMatchObject({
    kind: 'secret',
    facts: { places: ['Prefill: a key that you keep in Antiphon'] },
  })
})

it('keeps no text file that holds a secret, and says which kind', async () => {
  const { host, library } = await open()
  const data = Buffer.from(`The key is ${secret}.`).toString('base64')
  await expect(host.call('attachments.add', { name: 'notes.txt', data })).rejects.toMatchObject({
    kind: 'secret',
    message: expect.stringContaining('an Anthropic key'),
  })
  expect(existsSync(join(library, 'attachments')) ? readdirSync(join(library, 'attachments')) : []).toEqual([])
})

it('brings a removed prompt that holds a secret back outside the library, with the edits that it had', async () => {
  const { host, library } = await open()
  const file = join(library, 'support-triage.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace('Never invent', `${secret} Never invent`))
  await host.call('prompts.remove', { id: example.id })
  expect(await host.call('prompts.restore', { id: example.id })).toMatchObject({ file: '', hasUnsavedEdits: true })
  expect((await host.call('prompts.open', { id: example.id })).prompt.system).toContain(secret)

  await host.call('prompts.remove', { id: example.id })
  await host.call('prompts.restore', { id: example.id })
  writeFileSync(file, promptFileText({ ...example, prefill: secret }))
  await host.call('prompts.journal', { prompt: { ...example, system: 'edited' } })
  await host.call('prompts.remove', { id: example.id })
  await host.call('prompts.restore', { id: example.id })
  expect(existsSync(file)).toBe(false)
  const names = (await host.call('prompts.list', {})).map(({ name }) => name)
  expect(names).toEqual(['Release note, the modern way', 'Support triage', 'Support triage (as it was saved)'])
})

it('removes what writes left behind that a crash cut short, in every folder, and nothing else', async () => {
  const library = await temporaryFolder()
  const places = ['', 'one/two', 'snapshots/some', 'attachments'].map((place) => join(library, place))
  const leftover = '.0d6f0f2e-8a39-4e9b-9f0b-0a1b2c3d4e5f.tmp'
  const young = '.0d6f0f2e-8a39-4e9b-9f0b-ffffffffffff.tmp'
  const others = ['.mine.tmp', 'note.tmp', `${leftover}.json`]
  const put = (path: string, at: Date) => {
    writeFileSync(path, '{')
    utimesSync(path, at, at)
  }
  for (const place of places) {
    mkdirSync(place, { recursive: true })
    for (const name of [leftover, ...others]) put(join(place, name), new Date('2025-11-23T00:00:00Z'))
  }
  // Another program may be writing this one.
  put(join(library, 'one', young), new Date(Date.now() + 60_000))
  const { host } = await open()
  await host.call('library.open', { path: library })
  await host.call('prompts.list', {})
  for (const place of places) expect(readdirSync(place)).toEqual(expect.arrayContaining(others))
  const left = readdirSync(library, { recursive: true, withFileTypes: true })
  expect(left.map(({ name }) => name).filter((name) => [leftover, young].includes(name))).toEqual([young])
})

it.skipIf(process.platform === 'win32')('leaves a file its mode, and gives a new one that of the person', async () => {
  const umask = process.umask(0o022)
  onTestFinished(() => void process.umask(umask))
  const { host, library } = await open()
  const mode = (path: string) => (statSync(join(library, path)).mode & 0o777).toString(8)
  chmodSync(join(library, 'support-triage.json'), 0o664)
  await host.call('prompts.save', { prompt: { ...example, system: 'edited' } })
  expect(mode('support-triage.json')).toBe('664')
  await host.call('prompts.create', { prompt: { ...example, id: 'made', name: 'Made' } })
  expect(mode('made.json')).toBe('644')
  await host.call('library.createFolder', { parent: '', name: 'one' })
  expect(mode('one')).toBe('755')
})
