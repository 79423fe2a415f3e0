// Bundles on the real core: what leaves, what is refused, and what becomes of it somewhere else.
import { createHash } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Host } from '#renderer/host/host'
import { attachmentBlock } from '#shared/files/attachment'
import type { BundlePart } from '#shared/library/bundle'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run, RunEvent } from '#shared/runs/run'
import { pngFile } from '../../../test/support/sample-files.ts'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost, databaseWorker, memorySettings } from '../../../test/support/test-core.ts'
import type { CoreDeps } from '../core-deps.ts'
import { openRunStore } from '../db/open-run-store.ts'

async function start(overrides: Partial<CoreDeps> = {}) {
  const test = await createTestCore({ presetStore: memorySettings({ presets: [] }), ...overrides })
  onTestFinished(test.dispose)
  return { ...test, host: createTestHost(test.core) }
}

const plain: Prompt = {
  id: 'mine',
  name: 'Label finder',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Name the label.',
  messages: [{ id: 'm1', role: 'user', content: 'Look at {{what}}.' }],
  prefill: '',
  settings: { max_tokens: 50, temperature: 0.5 },
  variables: { values: { what: 'this' } },
  headers: { 'X-Team': 'docs' },
}

async function run(host: Host, prompt: Prompt): Promise<Run> {
  const events: RunEvent[] = []
  for await (const batch of host.stream('runs.start', { prompt })) events.push(...batch)
  const end = events.at(-1)
  if (end?.type !== 'end') throw new Error('The stream did not end in an end.')
  return end.run
}

/** A prompt with a picture, a preset and a run. */
async function filled() {
  const test = await start()
  const picture = await test.host.call('attachments.add', {
    name: 'label.png',
    data: pngFile(30, 20).toString('base64'),
  })
  const messages: Prompt['messages'] = [{ id: 'm1', role: 'user', content: [attachmentBlock(picture)] }]
  const { prompt } = await test.host.call('prompts.create', { prompt: { ...plain, messages } })
  await test.host.call('presets.add', {
    presets: [{ name: 'Short', parts: { settings: { max_tokens: 9 } } }],
    index: 0,
  })
  return { ...test, prompt, picture, run: await run(test.host, prompt) }
}

const all = (parts: readonly BundlePart[]) => parts.map(({ key }) => key)
const pack = (host: Host, prompt: Prompt, keys: string[], more: { agreed?: string[]; withAddresses?: boolean } = {}) =>
  host.call('bundles.pack', { prompt, keys, agreed: [], withAddresses: false, ...more })
const base64 = (text: string) => Buffer.from(text).toString('base64')
const runsOf = (host: Host, prompt: Prompt, text = '', after: string | null = null) =>
  host.call('bundles.runs', { promptId: prompt.id, text, after })
async function offer(host: Host, prompt: Prompt): Promise<BundlePart[]> {
  const own = await host.call('bundles.offer', { prompt })
  const { parts } = await runsOf(host, prompt)
  return [...new Map([...own, ...parts].map((part) => [part.key, part])).values()]
}
const take = (host: Host, text: string, without: string[] = []) =>
  host.call('bundles.import', { data: base64(text), without })
const github = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'

it('brings a prompt with its files, presets and runs into another library, where they are the same', async () => {
  const here = await filled()
  const parts = await offer(here.host, here.prompt)
  expect(parts.map(({ kind, name }) => [kind, name])).toEqual([
    ['prompt', 'Label finder'],
    ['preset', 'Short'],
    ['file', 'label.png'],
    ['run', here.run.excerpt],
  ])
  const { fileName, text } = await pack(here.host, here.prompt, all(parts))
  expect(fileName).toBe('label-finder.antiphon')

  const there = await start()
  const contents = await there.host.call('bundles.read', { data: base64(text) })
  expect(contents.items.map(({ kind, fate }) => [kind, fate.is])).toEqual([
    ['prompt', 'new'],
    ['file', 'new'],
    ['preset', 'new'],
    ['run', 'new'],
  ])
  expect([contents.notes, contents.secrets]).toEqual([[], []])
  expect(await there.host.call('prompts.list', {})).not.toContainEqual(expect.objectContaining({ id: 'mine' }))

  const taken = await take(there.host, text)
  expect(taken).toEqual({ promptId: 'mine', name: 'Label finder', added: 3, known: 0 })
  expect((await there.host.call('prompts.open', { id: 'mine' })).prompt).toEqual(here.prompt)
  const [preset] = await there.host.call('presets.list', {})
  expect((await there.host.call('presets.get', { id: preset!.id })).parts).toEqual({ settings: { max_tokens: 9 } })
  const { data } = await there.host.call('attachments.data', here.picture)
  expect(data).toBe(pngFile(30, 20).toString('base64'))
  const imported = await there.host.call('runs.get', { id: here.run.id })
  const { headers, ...request } = here.run.request
  const attempts = here.run.attempts.map(({ retryAt: _retryAt, ...attempt }) => attempt)
  expect(headers).toEqual({ 'x-team': 'docs' })
  const elsewhere = { url: '', connectionId: 'imported', connectionName: 'Imported' }
  expect(imported).toEqual({ ...here.run, request, attempts, ...elsewhere })
  expect(await there.host.call('runs.prompt', { id: here.run.id })).toEqual(here.prompt)
})

it('is not taken twice: what is here already stays as it is', async () => {
  const here = await filled()
  const { text } = await pack(here.host, here.prompt, all(await offer(here.host, here.prompt)))
  const contents = await here.host.call('bundles.read', { data: base64(text) })
  expect(contents.items.map(({ fate }) => fate.is)).toEqual(['known', 'new', 'known', 'known'])
  expect(await take(here.host, text)).toMatchObject({ added: 0, known: 3 })
  expect(await here.host.call('runs.get', { id: here.run.id })).toEqual(here.run)
  expect(await here.host.call('presets.list', {})).toHaveLength(1)
})

it('says what is renamed, and overwrites neither a prompt nor a preset of the same name', async () => {
  const here = await filled()
  const { text } = await pack(here.host, here.prompt, all(await offer(here.host, here.prompt)))
  const there = await start()
  const own = { ...plain, system: 'My own' }
  await there.host.call('prompts.create', { prompt: own })
  await there.host.call('presets.add', { presets: [{ name: 'Short', parts: { model: 'm' } }], index: 0 })
  const { items } = await there.host.call('bundles.read', { data: base64(text) })
  const renamed = items.flatMap(({ fate }) => (fate.is === 'renamed' ? [fate.name] : []))
  expect(renamed).toEqual(['Label finder (imported)', 'Short (imported)'])
  const { promptId } = await take(there.host, text)
  expect((await there.host.call('prompts.open', { id: 'mine' })).prompt).toEqual(own)
  expect((await there.host.call('prompts.open', { id: promptId })).prompt.name).toBe('Label finder (imported)')
  expect((await there.host.call('presets.list', {})).map(({ name }) => name)).toEqual(['Short (imported)', 'Short'])
  expect((await there.host.call('runs.get', { id: here.run.id })).promptId).toBe(promptId)
})

it('looks for secrets wherever a prompt that is saved is looked through, and calls the places the same', async () => {
  const { host } = await start()
  const key = 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'
  const prompt: Prompt = {
    ...plain,
    apiVersion: key,
    messages: [{ id: 'one', role: 'user', content: key }],
    settings: { ...plain.settings, mood: key },
    variables: { values: { name: key } },
    toolNotes: { get_weather: { result: { text: key } } },
    betas: [key],
    headers: { 'x-key': key },
  }
  const refused = await host.call('prompts.save', { prompt }).catch((error: unknown) => error)
  const places = (refused as { facts: { places: string[] } }).facts.places
  const [part] = await offer(host, prompt)
  expect(part?.secrets.map(({ place }) => `${place}: a GitHub token`)).toEqual(places)
  expect(places).toHaveLength(7)
})

it('refuses a secret until its part is agreed to, and says where it is', async () => {
  const { host } = await start()
  const prompt = { ...plain, system: 'The token is ghp_abcdefghijklmnopqrstuvwxyz0123456789.' }
  const [part] = await offer(host, prompt)
  expect(part?.secrets).toEqual([{ place: 'System prompt', kind: 'a GitHub token', excerpt: 'ghp_abcdefgh…' }])
  await expect(pack(host, prompt, [])).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.stringContaining('“Label finder”, System prompt: a GitHub token'),
  })
  await expect(pack(host, prompt, [], { agreed: ['preset:other'] })).rejects.toMatchObject({ kind: 'invalid-input' })
  expect((await pack(host, prompt, [], { agreed: ['prompt'] })).text).toContain('ghp_')
})

it('never shares a key of a connection, in whatever form, even if that is agreed to', async () => {
  const key = 'test-key-0123456789-abcdefghijklm'
  const { host, folder } = await start({ environmentKey: key })
  for (const spelling of [key, Buffer.from(key).toString('base64'), encodeURIComponent(key)]) {
    const prompt = { ...plain, prefill: spelling }
    const [part] = await offer(host, prompt)
    expect(part?.fault).toContain('holds a key')
    await expect(pack(host, prompt, ['prompt'], { agreed: ['prompt'] })).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringContaining('cannot be shared'),
    })
  }
  // One that came into the library by other ways: Antiphon itself keeps none that holds a key.
  const file = await host.call('attachments.add', { name: 'notes.txt', data: base64('My key') })
  const hash = createHash('sha256').update(`My key: ${key}`).digest('hex')
  writeFileSync(join(folder, 'library', 'attachments', `${hash}.txt`), `My key: ${key}`)
  const messages: Prompt['messages'] = [{ id: 'm1', role: 'user', content: [attachmentBlock({ ...file, hash })] }]
  const { text } = await pack(host, { ...plain, messages }, ['prompt', `file:${hash}`], {
    agreed: ['prompt', `file:${hash}`],
  })
  expect(text).not.toContain(base64(`My key: ${key}`))
})

it('strips credentials from requests, headers of a run, and the address it went to unless that is wanted', async () => {
  const { host, simulator } = await start()
  const mcp_servers = [{ type: 'url', url: 'https://mcp.example', name: 'a', authorization_token: 'tkn' }]
  const prompt: Prompt = { ...plain, settings: { ...plain.settings, mcp_servers } }
  const sent = await run(host, prompt)
  const parts = await offer(host, prompt)
  const shared = parts.find(({ kind }) => kind === 'run')
  expect(shared?.leftOut).toContain('The run, headers: “x-team” was left out.')
  const { text } = await pack(host, prompt, all(parts), { agreed: all(parts) })
  expect(text).not.toContain('tkn')
  expect(JSON.parse(text).runs[0].run).toMatchObject({ id: sent.id, connectionId: 'shared', url: '' })
  const { host: address } = new URL(simulator.url)
  expect(text).not.toContain(address)
  expect((await pack(host, prompt, all(parts), { withAddresses: true })).text).toContain(address)
})

it('leaves out a file that is gone, and says so on both sides', async () => {
  const { host } = await start()
  const gone = { ...(await host.call('attachments.add', { name: 'a.txt', data: base64('a') })), hash: 'f'.repeat(64) }
  const prompt: Prompt = { ...plain, messages: [{ id: 'm1', role: 'user', content: [attachmentBlock(gone)] }] }
  const parts = await offer(host, prompt)
  expect(parts.find(({ kind }) => kind === 'file')?.fault).toBe('It is missing from this library.')
  const { text } = await pack(host, prompt, all(parts))
  const { notes } = await (await start()).host.call('bundles.read', { data: base64(text) })
  expect(notes).toEqual(['The file “a.txt” is not in the bundle, and not in this library.'])
})

it('is taken whole or not at all: where a step fails, nothing of the others stays', async () => {
  const here = await filled()
  const { text } = await pack(here.host, here.prompt, all(await offer(here.host, here.prompt)))
  const crowd = Array.from({ length: 1_000 }, (_, at) => ({ id: `p${at}`, name: `P${at}`, parts: {} }))
  const there = await start({ presetStore: memorySettings({ presets: crowd }) })
  const before = await there.host.call('prompts.list', {})
  await expect(take(there.host, text)).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.stringContaining('room for 1000 presets'),
  })
  expect(await there.host.call('prompts.list', {})).toEqual(before)
  expect((await there.host.call('runs.list', { before: null, limit: 5 })).runs).toEqual([])
  expect(readdirSync(join(there.folder, 'library')).filter((name) => name.startsWith('label'))).toEqual([])
})

it('leaves no unsaved edits of a prompt that holds a secret where a later step fails', async () => {
  const here = await start()
  const prompt = { ...plain, system: `The token is ${github}.` }
  await here.host.call('presets.add', { presets: [{ name: 'Short', parts: {} }], index: 0 })
  const parts = await offer(here.host, prompt)
  const { text } = await pack(here.host, prompt, all(parts), { agreed: all(parts) })
  const crowd = Array.from({ length: 1_000 }, (_, at) => ({ id: `p${at}`, name: `P${at}`, parts: {} }))
  const there = await start({ presetStore: memorySettings({ presets: crowd }) })
  const before = await there.host.call('prompts.list', {})
  await expect(take(there.host, text)).rejects.toMatchObject({ kind: 'invalid-input' })
  expect(await there.host.call('prompts.list', {})).toEqual(before)
  await expect(there.host.call('prompts.open', { id: prompt.id })).rejects.toMatchObject({ kind: 'not-found' })
})

it('names the text file that holds a secret, and imports the rest without it', async () => {
  const here = await start()
  const file = await here.host.call('attachments.add', { name: 'notes.txt', data: base64('My notes') })
  const content = `My note: ${github}`
  const hash = createHash('sha256').update(content).digest('hex')
  writeFileSync(join(here.folder, 'library', 'attachments', `${hash}.txt`), content)
  const block = attachmentBlock({ ...file, hash, bytes: content.length })
  const prompt: Prompt = { ...plain, messages: [{ id: 'm1', role: 'user', content: [block] }] }
  const key = `file:${hash}`
  const [, shown] = (await offer(here.host, prompt)).filter(({ kind }) => kind !== 'preset')
  expect([shown?.key, shown?.secrets[0]?.kind]).toEqual([key, 'a GitHub token'])
  await expect(pack(here.host, prompt, [key])).rejects.toMatchObject({ message: expect.stringContaining('notes.txt') })
  const { text } = await pack(here.host, prompt, [key], { agreed: [key] })

  const there = await start()
  const { items } = await there.host.call('bundles.read', { data: base64(text) })
  expect(items.map((item) => [item.key, item.secrets])).toEqual([
    ['prompt', []],
    [key, ['a GitHub token']],
  ])
  await expect(take(there.host, text)).rejects.toMatchObject({
    kind: 'secret',
    message: expect.stringContaining('“notes.txt” holds a secret (a GitHub token)'),
  })
  expect(await there.host.call('prompts.list', {})).not.toContainEqual(expect.objectContaining({ id: prompt.id }))
  expect(await take(there.host, text, [key])).toMatchObject({ promptId: prompt.id, added: 1 })
  await expect(there.host.call('attachments.data', { ...file, hash })).rejects.toMatchObject({ kind: 'not-found' })
})

it('finds every run of the prompt by its words, and shares the chosen ones, however old they are', async () => {
  const dataFolder = await temporaryFolder()
  const file = join(dataFolder, 'antiphon.db')
  const store = openRunStore({ file, worker: databaseWorker, onNotice() {}, onDeath() {} })
  for (let at = 0; at < 70; at += 1) {
    const startedAt = new Date(Date.UTC(2026, 10, 1) + at * 60_000).toISOString()
    const said = [{ type: 'text' as const, text: at === 3 ? 'a heron stood there' : `answer ${at}` }]
    const response = { ...sampleEndedRun().response, content: said }
    await store.insert(sampleEndedRun({ id: `run-${at}`, startedAt, promptId: plain.id, response }))
  }
  await store.insert(sampleEndedRun({ id: 'other', promptId: 'another', excerpt: 'a heron, too' }))
  await store.close()
  const { host } = await start({ dataFolder })
  const first = await runsOf(host, plain)
  expect([first.parts.length, first.parts[0]?.key]).toEqual([50, 'run:run-69'])
  const rest = await runsOf(host, plain, '', first.next)
  expect([rest.parts.length, rest.parts.at(-1)?.key, rest.next]).toEqual([20, 'run:run-0', null])
  await expect.poll(async () => (await runsOf(host, plain, 'heron')).parts.map(({ key }) => key)).toEqual(['run:run-3'])
  const { text } = await pack(host, plain, ['run:run-3', 'run:run-69'])
  expect(JSON.parse(text).runs.map(({ run: { id } }: { run: Run }) => id)).toEqual(['run-3', 'run-69'])
  const many = Array.from({ length: 201 }, (_, at) => `run:run-${at}`)
  await expect(pack(host, plain, many)).rejects.toMatchObject({ message: expect.stringContaining('at most 200 runs') })
})
