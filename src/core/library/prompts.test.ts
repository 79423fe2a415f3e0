import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { savedIn } from '#shared/library/library'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestHost } from '../../../test/support/test-core.ts'
import { foldersIn } from '../files/folders.ts'
import type { Handlers } from '../handlers.ts'
import { openPromptShelf } from './journal.ts'
import { openLibrary } from './library.ts'
import { fingerprint, promptFileText } from './prompt-file.ts'
import { createSecretScan } from './prompt-secrets.ts'
import { promptHandlers } from './prompts.ts'
import { openSnapshots } from './snapshots.ts'

const [example, modern] = examplePrompts as [Prompt, Prompt]
const edited: Prompt = { ...example, system: 'You answer in one word.' }

function openAt(folder: string) {
  const folders = foldersIn(folder)
  const notListed: string[] = []
  const logged: string[] = []
  const log = {
    notice: (_where: string, sentence: string) => void logged.push(sentence),
    problem: (where: string) => void logged.push(where),
  }
  const library = openLibrary(folders.library, examplePrompts, (file, why) => notListed.push(`${file}: ${why}`))
  const secrets = createSecretScan(async () => [])
  const snapshots = openSnapshots(folders.library, { secrets, now: () => new Date(), newId: () => 'new-id' })
  const handlers = promptHandlers({
    folders,
    library,
    journal: openPromptShelf(
      folders.journal,
      () => new Date(),
      () => {},
    ),
    snapshots,
    secrets,
    checkFolder: async () => {},
    onDamaged: () => {},
    log,
    now: () => new Date(),
    newId: () => 'new-id',
  })
  const unexpected: unknown[] = []
  // Safe: these tests make `prompts.*` calls only.
  const host = createTestHost({
    handlers: handlers as Handlers,
    onUnexpected: (_name, error) => unexpected.push(error),
  })
  onTestFinished(() => expect(unexpected).toEqual([]))
  return { host, notListed, logged }
}

async function open() {
  const folder = await temporaryFolder()
  const { host, notListed } = openAt(folder)
  // The library is made when it is first asked for.
  await host.call('prompts.list', {})
  return { folder, host, notListed, files: (name: string) => readdirSync(join(folder, name)).sort() }
}

it('starts with the examples as files in the library', async () => {
  const { host, folder, files } = await open()
  expect(await host.call('prompts.list', {})).toEqual(
    [modern, example].map(({ id, name }) => ({
      id,
      name,
      file: expect.stringMatching(/\.json$/),
      savedAt: expect.any(String),
      version: expect.stringMatching(/^[0-9a-f]{64}$/),
      hasUnsavedEdits: false,
    })),
  )
  expect(files('library')).toEqual(['release-note-the-modern-way.json', 'support-triage.json'])
  expect(readFileSync(join(folder, 'library', 'support-triage.json'), 'utf8')).toBe(promptFileText(example))
})

it('does not bring the examples back once they were removed', async () => {
  const { host, folder } = await open()
  for (const { id } of examplePrompts) await host.call('prompts.remove', { id })
  expect(await openAt(folder).host.call('prompts.list', {})).toEqual([])
})

it('opens the newest state and what was saved', async () => {
  const { host } = await open()
  expect(await host.call('prompts.open', { id: example.id })).toMatchObject({
    prompt: example,
    saved: 'same',
    entry: { hasUnsavedEdits: false },
  })
  await host.call('prompts.journal', { prompt: edited })
  expect(await host.call('prompts.open', { id: example.id })).toMatchObject({
    prompt: edited,
    saved: example,
    entry: { hasUnsavedEdits: true },
  })
})

it('has the unsaved edits after a restart, and none once they are saved', async () => {
  const { host, folder, files } = await open()
  await host.call('prompts.journal', { prompt: edited })
  const later = openAt(folder).host
  expect((await later.call('prompts.open', { id: example.id })).prompt).toEqual(edited)
  expect(await later.call('prompts.save', { prompt: edited })).toMatchObject({ hasUnsavedEdits: false })
  expect(files('journal')).toEqual([])
  expect(readFileSync(join(folder, 'library', 'support-triage.json'), 'utf8')).toBe(promptFileText(edited))
})

it('keeps what was typed as JSON and is no good yet beside a prompt, edited or saved, until there is none', async () => {
  const { host, folder, files } = await open()
  const drafts = { 'message:m1:0': { text: '{"city": ', over: { city: 'Oslo' } } }
  await host.call('prompts.journal', { prompt: edited, drafts })
  await host.call('prompts.save', { prompt: edited })
  const later = openAt(folder).host
  expect(await later.call('prompts.open', { id: example.id })).toMatchObject({ prompt: edited, drafts })
  await later.call('prompts.journal', { prompt: example })
  expect((await later.call('prompts.open', { id: example.id })).drafts).toEqual(drafts)
  await later.call('prompts.journal', { prompt: example, drafts: {} })
  expect(await later.call('prompts.open', { id: example.id })).not.toHaveProperty('drafts')
  expect(files('drafts')).toEqual([])
})

it('sets drafts aside that cannot be read, and opens the prompt', async () => {
  const { host, folder, files } = await open()
  await host.call('prompts.journal', { prompt: edited, drafts: { extras: { text: '{', over: {} } } })
  writeFileSync(join(folder, 'drafts', files('drafts')[0]!), '{"extras": 1}')
  expect(await host.call('prompts.open', { id: example.id })).not.toHaveProperty('drafts')
  expect(files('drafts')).toEqual([expect.stringContaining('.damaged-')])
})

it('saves no prompt that is too large to be read back, and keeps its edits', async () => {
  const { host, folder, files } = await open()
  const large = { ...edited, system: 'ä'.repeat(32_000_000) }
  await host.call('prompts.journal', { prompt: edited })
  await expect(host.call('prompts.save', { prompt: large })).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.stringContaining('64 MB'),
  })
  expect(files('journal')).toEqual([`${example.id}.json`])
  expect(readFileSync(join(folder, 'library', 'support-triage.json'), 'utf8')).toBe(promptFileText(example))
})

it('forgets the journal when an edit is taken back', async () => {
  const { host, files } = await open()
  await host.call('prompts.journal', { prompt: edited })
  expect(files('journal')).toEqual([`${example.id}.json`])
  await host.call('prompts.journal', { prompt: example })
  expect(files('journal')).toEqual([])
  expect(await host.call('prompts.list', {})).toMatchObject([{ hasUnsavedEdits: false }, { hasUnsavedEdits: false }])
})

it('keeps the last of many writes that were sent at once', async () => {
  const { host } = await open()
  const states = Array.from({ length: 40 }, (_, index): Prompt => ({ ...example, system: `state ${index}` }))
  await Promise.all(states.map((prompt) => host.call('prompts.journal', { prompt })))
  expect((await host.call('prompts.open', { id: example.id })).prompt).toEqual(states.at(-1))
})

it('takes no edits over others that their window has not seen, of whichever window, also after a restart', async () => {
  const { host, folder } = await open()
  const { draft: none } = await host.call('prompts.open', { id: example.id })
  const one = await host.call('prompts.journal', { prompt: edited, over: none, writer: 'one' })
  const later: Prompt = { ...example, system: 'of the second' }
  const refused = { kind: 'conflict', facts: { isDraft: true } }
  for (const { host: core } of [{ host }, openAt(folder)]) {
    await expect(core.call('prompts.journal', { prompt: later, over: none, writer: 'two' })).rejects.toMatchObject(
      refused,
    )
    await expect(core.call('prompts.save', { prompt: later, over: none, writer: 'two' })).rejects.toMatchObject(refused)
    expect(await core.call('prompts.open', { id: example.id })).toMatchObject({ prompt: edited, draft: one.draft })
  }
  const two = await host.call('prompts.journal', { prompt: later, over: one.draft, writer: 'two' })
  expect(two.draft).not.toBe(one.draft)
  expect((await host.call('prompts.open', { id: example.id })).prompt).toEqual(later)
})

it('never lets a journal write that was sent before a save undo it', async () => {
  const { host } = await open()
  const saved: Prompt = { ...example, system: 'saved' }
  await Promise.all([host.call('prompts.journal', { prompt: edited }), host.call('prompts.save', { prompt: saved })])
  expect(await host.call('prompts.open', { id: example.id })).toMatchObject({ prompt: saved, saved: 'same' })
})

it('lets the file follow the name of its prompt, and never takes the file of another', async () => {
  const { host, files } = await open()
  await host.call('prompts.save', { prompt: { ...example, name: 'Release note, the modern way' } })
  expect(files('library')).toEqual(['release-note-the-modern-way-2.json', 'release-note-the-modern-way.json'])
  await host.call('prompts.save', { prompt: { ...example, name: 'Triage' } })
  expect(files('library')).toEqual(['release-note-the-modern-way.json', 'triage.json'])
  expect(savedIn(await host.call('prompts.open', { id: modern.id }))).toEqual(modern)
})

it('creates a prompt as a file, with an id of its own where the one it came with is taken', async () => {
  const { host, files } = await open()
  const fresh = await host.call('prompts.create', { prompt: { ...example, id: 'fresh', name: 'Fresh' } })
  expect(fresh).toMatchObject({ prompt: { id: 'fresh' }, saved: 'same', entry: { file: 'fresh.json' } })
  const copy = await host.call('prompts.create', { prompt: example })
  expect(copy.prompt.id).not.toBe(example.id)
  expect(files('library')).toContain('support-triage-2.json')
  expect(await host.call('prompts.list', {})).toHaveLength(4)
})

it('moves a removed prompt to the trash with its unsaved edits, and brings both back', async () => {
  const { host, folder, files } = await open()
  await host.call('prompts.journal', { prompt: edited })
  await host.call('prompts.remove', { id: example.id })
  expect(files('library')).toEqual(['release-note-the-modern-way.json'])
  expect(files('journal')).toEqual([])
  await expect(host.call('prompts.open', { id: example.id })).rejects.toMatchObject({ kind: 'not-found' })

  const later = openAt(folder).host
  expect(await later.call('prompts.restore', { id: example.id })).toMatchObject({
    id: example.id,
    hasUnsavedEdits: true,
  })
  expect(await later.call('prompts.open', { id: example.id })).toMatchObject({ prompt: edited, saved: example })
  expect(files('trash')).toEqual(['unsaved'])
  await expect(later.call('prompts.restore', { id: example.id })).rejects.toMatchObject({ kind: 'not-found' })
})

it('lists what is in the trash after a restart: the newest first, by the names that were typed last', async () => {
  const { host, folder } = await open()
  await host.call('prompts.create', { prompt: { ...example, id: 'letter', name: 'Letter' }, folder: 'letters' })
  await host.call('prompts.journal', { prompt: { ...edited, name: 'Triage, renamed' } })
  await host.call('prompts.remove', { id: example.id })
  await host.call('prompts.remove', { id: 'letter' })
  // The clock of a disk may be too coarse to tell the two apart.
  for (const file of readdirSync(join(folder, 'trash')).filter((name) => name.includes('letter')))
    utimesSync(join(folder, 'trash', file), new Date(), new Date('2035-01-01T00:00:00Z'))

  const later = openAt(folder).host
  expect(await later.call('prompts.removed', {})).toEqual([
    { id: 'letter', name: 'Letter', folder: 'letters', removedAt: '2035-01-01T00:00:00.000Z' },
    { id: example.id, name: 'Triage, renamed', folder: '', removedAt: expect.stringMatching(/^20/) },
  ])
  await later.call('prompts.restore', { id: 'letter' })
  expect((await later.call('prompts.removed', {})).map(({ id }) => id)).toEqual([example.id])
})

it('adds an edit that arrives after the removal to what is in the trash', async () => {
  const { host } = await open()
  await host.call('prompts.remove', { id: example.id })
  await host.call('prompts.journal', { prompt: edited })
  expect(await host.call('prompts.list', {})).toHaveLength(1)
  await host.call('prompts.restore', { id: example.id })
  expect((await host.call('prompts.open', { id: example.id })).prompt).toEqual(edited)
})

it('lists a prompt that is only in the journal, because its file is gone', async () => {
  const { host } = await open()
  await host.call('prompts.journal', { prompt: { ...edited, id: 'typed', name: 'Typed' } })
  expect(await host.call('prompts.list', {})).toContainEqual({
    id: 'typed',
    name: 'Typed',
    file: '',
    savedAt: null,
    version: null,
    hasUnsavedEdits: true,
  })
  expect(await host.call('prompts.open', { id: 'typed' })).toMatchObject({ saved: null, prompt: { id: 'typed' } })
})

it.each(['2001-01-01', '2199-01-01'])(
  'has both where a file changed after the journal, and says which version was edited, whatever the clock said: %s',
  async (clock) => {
    const { host, folder, files } = await open()
    const { version } = (await host.call('prompts.open', { id: example.id })).entry
    await host.call('prompts.journal', { prompt: edited })
    const byHand: Prompt = { ...example, system: 'edited by hand' }
    const path = join(folder, 'library', 'support-triage.json')
    writeFileSync(path, promptFileText(byHand))
    utimesSync(path, new Date(clock), new Date(clock))
    expect(await openAt(folder).host.call('prompts.open', { id: example.id })).toMatchObject({
      prompt: edited,
      saved: byHand,
      basedOn: version,
      entry: { hasUnsavedEdits: true, version: fingerprint(byHand) },
    })
    expect(files('journal')).toEqual([`${example.id}.json`])
  },
)

it('does not take what changed outside for what was edited, however late the edits are journalled', async () => {
  const { host, folder } = await open()
  const { version } = (await host.call('prompts.open', { id: example.id })).entry
  const byHand: Prompt = { ...example, system: 'edited by hand' }
  writeFileSync(join(folder, 'library', 'support-triage.json'), promptFileText(byHand))
  await host.call('prompts.journal', { prompt: edited, basedOn: version })
  expect(await host.call('prompts.open', { id: example.id })).toMatchObject({ saved: byHand, basedOn: version })
})

it('never saves over a file that was changed outside, and does once that one was seen', async () => {
  const { host, folder } = await open()
  const { version } = (await host.call('prompts.open', { id: example.id })).entry
  const path = join(folder, 'library', 'support-triage.json')
  const byHand = promptFileText({ ...example, system: 'edited by hand' })
  writeFileSync(path, byHand)
  await host.call('prompts.journal', { prompt: edited, basedOn: version })
  for (const basedOn of [version, null]) {
    await expect(host.call('prompts.save', { prompt: edited, basedOn })).rejects.toMatchObject({ kind: 'conflict' })
    expect(readFileSync(path, 'utf8')).toBe(byHand)
    expect((await host.call('prompts.open', { id: example.id })).prompt).toEqual(edited)
  }
  const seen = (await host.call('prompts.open', { id: example.id })).entry.version
  const saved = await host.call('prompts.save', { prompt: edited, basedOn: seen })
  expect(readFileSync(path, 'utf8')).toBe(promptFileText(edited))
  expect(await host.call('prompts.open', { id: example.id })).toMatchObject({ basedOn: saved.version })
})

it('saves over a file that was only laid out anew, and writes one again that was removed', async () => {
  const { host, folder } = await open()
  const { version } = (await host.call('prompts.open', { id: example.id })).entry
  const path = join(folder, 'library', 'support-triage.json')
  writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))))
  const saved = await host.call('prompts.save', { prompt: edited, basedOn: version })
  rmSync(path)
  await host.call('prompts.save', { prompt: edited, basedOn: saved.version })
  expect(readFileSync(path, 'utf8')).toBe(promptFileText(edited))
})

it('finds prompts in folders, saves them there, and brings a removed one back to where it was', async () => {
  const { host, folder, files } = await open()
  const inside = join(folder, 'library', 'support', 'letters')
  mkdirSync(inside, { recursive: true })
  for (const hidden of ['.git', 'node_modules', 'attachments']) {
    mkdirSync(join(folder, 'library', hidden))
    writeFileSync(join(folder, 'library', hidden, 'no.json'), promptFileText({ ...example, id: hidden }))
  }
  writeFileSync(join(inside, 'mine.json'), promptFileText({ ...example, id: 'refund', name: 'Refund' }))
  expect((await host.call('prompts.list', {})).map(({ file }) => file)).toEqual([
    'support/letters/mine.json',
    'release-note-the-modern-way.json',
    'support-triage.json',
  ])
  const refund: Prompt = { ...edited, id: 'refund', name: 'Refund' }
  expect(await host.call('prompts.save', { prompt: refund })).toMatchObject({ file: 'support/letters/mine.json' })
  expect(await host.call('prompts.save', { prompt: { ...refund, name: 'Letter' } })).toMatchObject({
    file: 'support/letters/letter.json',
  })
  await host.call('prompts.remove', { id: 'refund' })
  expect(files('library/support/letters')).toEqual([])
  expect(await host.call('prompts.restore', { id: 'refund' })).toMatchObject({ file: 'support/letters/letter.json' })
})

it('has the unsaved edits where the file was only laid out anew or dated later', async () => {
  const { host, folder } = await open()
  await host.call('prompts.journal', { prompt: edited })
  const path = join(folder, 'library', 'support-triage.json')
  writeFileSync(path, JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))))
  utimesSync(path, new Date('2199-01-01'), new Date('2199-01-01'))
  expect(await host.call('prompts.open', { id: example.id })).toMatchObject({ prompt: edited, saved: example })
  expect((await host.call('prompts.list', {})).find(({ id }) => id === example.id)?.hasUnsavedEdits).toBe(true)
})

it('sees files that came from outside: renamed, copied in, changed', async () => {
  const { host, folder } = await open()
  const path = join(folder, 'library', 'from-a-colleague.json')
  writeFileSync(path, promptFileText({ ...example, id: 'colleague', name: 'From a colleague' }))
  expect(await host.call('prompts.open', { id: 'colleague' })).toMatchObject({
    entry: { file: 'from-a-colleague.json' },
  })
  writeFileSync(path, promptFileText({ ...example, id: 'colleague', name: 'Changed outside' }))
  expect(await host.call('prompts.open', { id: 'colleague' })).toMatchObject({ prompt: { name: 'Changed outside' } })
})

it('explains a prompt with bytes that are not UTF-8, and leaves it as it is', async () => {
  const { host, folder, notListed } = await open()
  const file = join(folder, 'library', 'latin.json')
  const bytes = Buffer.from(promptFileText({ ...example, id: 'latin', name: 'Latin', system: 'Grüße' }), 'latin1')
  writeFileSync(file, bytes)
  expect((await host.call('prompts.list', {})).map(({ name }) => name)).not.toContain('Latin')
  await host.call('prompts.create', { prompt: { ...example, id: 'other', name: 'Latin' } })
  expect(readFileSync(file).equals(bytes)).toBe(true)
  expect(notListed).toEqual(['latin.json: it holds bytes that are not UTF-8'])
})

it('leaves files that it cannot read out of the list, logs them, and never overwrites them', async () => {
  const { host, folder, files, notListed } = await open()
  const library = join(folder, 'library')
  const unreadable = {
    'broken.json': '{"format": 1, "id": "broken",',
    'newer.json': '{"format": 99, "id": "newer", "name": "Newer"}',
    'merge.json': `<<<<<<< ours\n${promptFileText(example)}`,
    'roles.json': promptFileText({ ...example, id: 'roles' }).replace('"role": "user"', '"role": "nobody"'),
    'twin.json': promptFileText({ ...example, name: 'Twin' }),
  }
  for (const [file, text] of Object.entries(unreadable)) writeFileSync(join(library, file), text)
  writeFileSync(join(library, 'package.json'), '{"name": "not ours"}')
  mkdirSync(join(library, 'folder.json'))
  expect(await host.call('prompts.list', {})).toHaveLength(2)
  for (const name of ['Broken', 'Newer', 'Twin', 'Folder'])
    await host.call('prompts.create', { prompt: { ...example, id: name, name } })
  for (const [file, text] of Object.entries(unreadable)) expect(readFileSync(join(library, file), 'utf8')).toBe(text)
  expect(files('library')).toEqual(
    expect.arrayContaining(['broken-2.json', 'newer-2.json', 'twin-2.json', 'folder-2.json']),
  )
  expect(notListed.sort()).toEqual([
    'broken.json: it is not valid JSON',
    'merge.json: it holds a merge that is not finished',
    'newer.json: it was written by a newer Antiphon',
    'roles.json: its field messages.0.role is missing or of another kind',
    'twin.json: its id is already that of support-triage.json',
  ])
})

it.each(['../escaped', '../../escaped', '/etc/passwd', '..\\escaped', 'a/b', '.', '..', 'nul\0', 'CON', 'ä'])(
  'keeps a prompt whose id is %j inside its folders, under that id',
  async (id) => {
    const { host, folder, files } = await open()
    const prompt: Prompt = { ...example, id, name: id }
    await host.call('prompts.journal', { prompt })
    expect((await host.call('prompts.open', { id })).prompt).toEqual(prompt)
    await host.call('prompts.save', { prompt })
    await host.call('prompts.remove', { id })
    await host.call('prompts.restore', { id })
    await host.call('prompts.journal', { prompt: { ...prompt, system: 'more' } })
    expect(files('.')).toEqual(['journal', 'library', 'trash'])
    expect([files('journal'), files('library'), files('trash')]).toEqual([
      [expect.stringMatching(/^[\w-]+\.json$/)],
      expect.arrayContaining(['support-triage.json']),
      ['unsaved'],
    ])
    expect(statSync(join(folder, 'journal', files('journal')[0] ?? '')).isFile()).toBe(true)
  },
)

it('says in a sentence when the disk does not take it', async () => {
  const { host, folder } = await open()
  mkdirSync(join(folder, 'journal', `${example.id}.json`))
  await expect(host.call('prompts.journal', { prompt: edited })).rejects.toMatchObject({
    kind: 'storage',
    message: expect.stringContaining('could not be read or written'),
  })
})

it('leaves a file that came back from outside as it is when the prompt is brought back from the trash', async () => {
  const { host, folder } = await open()
  await host.call('prompts.remove', { id: example.id })
  const file = join(folder, 'library', 'support-triage.json')
  writeFileSync(file, promptFileText(edited))
  await expect(host.call('prompts.restore', { id: example.id })).rejects.toMatchObject({ kind: 'conflict' })
  expect(readFileSync(file, 'utf8')).toBe(promptFileText(edited))
  rmSync(file)
  await host.call('prompts.restore', { id: example.id })
  expect(readFileSync(file, 'utf8')).toBe(promptFileText(example))
})

it('keeps unsaved edits where they are when the file of a prompt that was once removed goes again', async () => {
  const { host, folder } = await open()
  await host.call('prompts.remove', { id: example.id })
  const file = join(folder, 'library', 'support-triage.json')
  writeFileSync(file, promptFileText(example))
  await host.call('prompts.journal', { prompt: edited })
  rmSync(file)
  await host.call('prompts.journal', { prompt: { ...edited, prefill: 'typed later' } })
  expect((await openAt(folder).host.call('prompts.open', { id: example.id })).prompt.prefill).toBe('typed later')
})

it('gives no prompt the file of another one whose name is spelled with other code points', async () => {
  const { host, folder, files } = await open()
  writeFileSync(join(folder, 'library', 'cafe\u0301.json'), 'of somebody else')
  await host.call('prompts.create', { prompt: { ...example, id: 'cafe', name: 'Caf\u00e9' } })
  expect(files('library')).toContain('caf\u00e9-2.json')
})
