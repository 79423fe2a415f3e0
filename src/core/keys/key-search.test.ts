import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import type { KeySearchEvent } from '#shared/connections/key'
import { collect } from '../../../test/support/collect.ts'
import { realRunStore } from '../../../test/support/run-engine.ts'
import { sampleRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { searchForKey } from './key-search.ts'

const key = 'sk-ant-api03-QmFzZTY0-8f1d2c7e-x4Qz_another-half-of-it'
const { signal } = new AbortController()

async function search(folder: string, more: Partial<Parameters<typeof searchForKey>[0]> = {}) {
  const events = await collect(searchForKey({ folder, key, keptIn: null, packed: null, signal, ...more }))
  return { events, end: events.at(-1) as Extract<KeySearchEvent, { type: 'end' }> }
}

/** The key as something else may have written it. */
const written: [form: string, bytes: Buffer | string][] = [
  ['plain text', key],
  ['plain text', JSON.stringify({ headers: [`Bearer ${key}`] })],
  ['UTF-16', Buffer.from(key, 'utf16le')],
  ['UTF-16, big-endian', Buffer.from(key, 'utf16le').swap16()],
  ['hexadecimal', Buffer.from(`x${key}x`).toString('hex')],
  ['hexadecimal', Buffer.from(`x${key}x`).toString('hex').toUpperCase()],
  ['URL-encoded', Array.from(key, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`).join('')],
  ['JSON-escaped', Array.from(key, (one) => `\\u00${one.charCodeAt(0).toString(16)}`).join('')],
  ['base64', Buffer.from(key).toString('base64')],
  ['base64', Buffer.from(`:${key}:`).toString('base64')],
  ['base64', Buffer.from(`id:${key}`).toString('base64url')],
  ['base64', Buffer.from(`a:${key}\n`).toString('base64')],
]

it.each(written)('finds the key as %s, in the middle of other bytes: %#', async (form, bytes) => {
  const folder = await temporaryFolder()
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true })
  writeFileSync(join(folder, 'deep', 'er', 'file.bin'), Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes)]))
  const { end } = await search(folder)
  expect(end.hits).toEqual([{ path: join('deep', 'er', 'file.bin'), forms: [form], isExpected: false }])
})

it('finds a key wherever it lies in a large file, also across the pieces in which it is read', async () => {
  const folder = await temporaryFolder()
  const size = 700_000
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.nat({ max: size - key.length }),
        fc.nat({ max: key.length }).map((back) => 262_144 - back),
      ),
      async (at) => {
        const bytes = Buffer.alloc(size, 'x')
        bytes.write(key, at)
        writeFileSync(join(folder, 'large'), bytes)
        expect((await search(folder)).end.hits).toMatchObject([{ path: 'large', forms: ['plain text'] }])
      },
    ),
    { numRuns: 60 },
  )
})

it('finds a key in a database that tears it apart between two pages, and in its write-ahead log', async () => {
  const folder = await temporaryFolder()
  const database = new DatabaseSync(join(folder, 'antiphon.db'))
  database.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0; create table runs (text text)')
  const insert = database.prepare('insert into runs values (?)')
  // One of these ends in the middle of the key, whatever a page's own bytes are.
  for (let before = 4_020; before < 4_100; before += 1) insert.run('y'.repeat(before) + key)
  expect((await search(folder)).end.hits.map(({ path }) => path)).toEqual(['antiphon.db-wal'])
  database.exec('pragma wal_checkpoint(truncate)')
  expect((await search(folder)).end.hits.map(({ path }) => path)).toEqual(['antiphon.db'])
  database.close()
})

it('takes noise, the beginning that many keys share, and other keys for nothing', async () => {
  const folder = await temporaryFolder()
  writeFileSync(join(folder, 'noise'), randomBytes(2_000_000))
  writeFileSync(join(folder, 'text'), 'sk-ant-api03-, key, x4Qz, sk-ant-api03-QmFzZTY0')
  const { events, end } = await search(folder)
  expect(end).toEqual({ type: 'end', folder, files: 2, bytes: 2_000_047, unpackedBytes: 0, hits: [], unread: [] })
  const told = events.filter((event) => event.type === 'progress')
  expect(told.length).toBeGreaterThan(0)
  for (const event of told) expect(event).toMatchObject({ totalFiles: 2, totalBytes: 2_000_047 })
})

it('knows the file that the person chose from every other', async () => {
  const folder = await temporaryFolder()
  for (const name of ['keys.json', 'keys.json.damaged-1']) writeFileSync(join(folder, name), `{"a":"${key}"}`)
  const { end } = await search(folder, { keptIn: join(folder, 'keys.json') })
  expect(end.hits.map(({ path, isExpected }) => [path, isExpected])).toEqual([
    ['keys.json', true],
    ['keys.json.damaged-1', false],
  ])
})

it('finds a key in the name of a file', async () => {
  const folder = await temporaryFolder()
  writeFileSync(join(folder, `${key}.json`), '')
  expect((await search(folder)).end.hits).toHaveLength(1)
})

it('follows no link, and says what it could not read', async () => {
  const folder = await temporaryFolder()
  const outside = await temporaryFolder()
  writeFileSync(join(outside, 'secret'), key)
  symlinkSync(outside, join(folder, 'link'))
  symlinkSync(join(outside, 'secret'), join(folder, 'file-link'))
  writeFileSync(join(folder, 'closed'), key)
  chmodSync(join(folder, 'closed'), 0)
  const { end } = await search(folder)
  // Root reads every file; anyone else is told.
  const isRoot = process.getuid?.() === 0
  expect(end.files).toBe(1)
  expect(end.unread).toEqual(isRoot ? [] : ['closed'])
  expect(end.hits.map(({ path }) => path)).toEqual(isRoot ? ['closed'] : [])
})

it('ends without a word where it is stopped', async () => {
  const folder = await temporaryFolder()
  writeFileSync(join(folder, 'large'), randomBytes(1_000_000))
  const controller = new AbortController()
  const events: KeySearchEvent[] = []
  for await (const event of searchForKey({ folder, key, keptIn: null, packed: null, signal: controller.signal })) {
    events.push(event)
    controller.abort()
  }
  expect(events.map(({ type }) => type)).toEqual(['progress'])
})

it('refuses a key that ordinary words could be taken for, without naming it', async () => {
  await expect(search(await temporaryFolder(), { key: 'ollama' })).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.not.stringContaining('ollama'),
  })
})

it('says so where the folder itself cannot be read', async () => {
  await expect(search(join(await temporaryFolder(), 'gone'))).rejects.toMatchObject({ kind: 'storage' })
})

it('finds a key in what a database keeps packed, also where it is torn between two pieces', async () => {
  const folder = await temporaryFolder()
  const { store, close } = await realRunStore()
  onTestFinished(close)
  for (const id of ['r1', 'r2']) await store.insert(sampleRun({ id }))
  const packed = { file: join(folder, 'antiphon.db'), after: store.unpackedAfter }
  const filler = 'x'.repeat(3_000)
  const append = (runId: string, sequence: number, text: string) =>
    store.appendWire({ runId, attempt: 1, sequence, entry: { kind: 'bytes', bytes: Buffer.from(text), marks: [] } })
  await append('r1', 0, filler + key.slice(0, 9))
  await append('r2', 0, filler)
  expect((await search(folder, { packed })).end).toMatchObject({ hits: [], unpackedBytes: 6_009 })
  await append('r1', 1, key.slice(9) + filler)
  expect((await search(folder, { packed })).end.hits).toEqual([
    { path: 'antiphon.db', forms: ['plain text, packed'], isExpected: false },
  ])
})

it('does not call a history that cannot be read searched', async () => {
  const folder = await temporaryFolder()
  const after = () => Promise.reject(new Error('closed'))
  const { end } = await search(folder, { packed: { file: join(folder, 'antiphon.db'), after } })
  expect(end.unread).toEqual(['antiphon.db, the packed bodies in it'])
})
