// The wire of a run out to a file and in again, however long it is.
import { createCipheriv } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { ExportedRun, KeptWireEntry } from '#shared/runs/run-schema'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { exportCalls } from '../db/export-runs.ts'
import { historyTable } from '../db/history-table.ts'
import { migrations } from '../db/migrations.ts'
import { openDatabase } from '../db/open-database.ts'
import { runsTable } from '../db/runs-table.ts'
import { wireTable } from '../db/wire-table.ts'
import { checkHistoryFile } from './check-history-file.ts'
import type { ExportPlace } from './run-history.ts'

const pieces = 20
const pieceBytes = 256 * 1024

/** The calls of a database of its own, on this thread. */
async function historyIn(folder?: string) {
  const file = join(folder ?? (await temporaryFolder()), 'antiphon.db')
  const { db } = openDatabase(file, migrations, new Date())
  onTestFinished(() => db.close())
  const rows = (id: string) =>
    wireTable(db)
      .wire(id)
      .map((attempt) => {
        const textOf = (part: 'request' | 'response') =>
          wireTable(db).wireText({ runId: id, attempt: attempt.number, part, offset: 0, limit: 1e9 })?.text
        return { attempt, request: textOf('request'), response: textOf('response') }
      })
  const ids = () =>
    db
      .prepare('SELECT id FROM runs ORDER BY id')
      .all()
      .map(({ id }) => id)
  return { ...exportCalls(db), ...historyTable(db, null), ...runsTable(db), ...wireTable(db), rows, ids }
}

/** Text that packs as badly as an answer does: letters of a cipher's stream, another one for each seed. */
function noise(seed: number): Buffer {
  const stream = createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(
    Buffer.alloc(pieceBytes),
  )
  return Buffer.from(stream.toString('base64').slice(0, pieceBytes))
}

/** Such a piece; a character begins in the first one and ends in the second. */
function pieceAt(place: number): Uint8Array {
  const bytes = noise(place)
  if (place === 0) bytes.set([0xe2], bytes.length - 1)
  if (place === 1) bytes.set([0x82, 0xac])
  return bytes
}

/** A history with one run, whose two tries left 5 MB on the wire, and a short one before and after it. */
async function longHistory() {
  const calls = await historyIn()
  for (const [place, id] of ['before', 'long', 'after'].entries()) {
    calls.insertPlainly(sampleEndedRun({ id, startedAt: new Date(Date.UTC(2026, 10, 1 + place)).toISOString() }))
  }
  for (const attempt of [1, 2]) {
    let sequence = 0
    const append = (entry: Parameters<typeof calls.appendWire>[0]['entry']) => {
      calls.appendWire({ runId: 'long', attempt, sequence, entry })
      sequence += 1
    }
    const sentAt = '2026-11-02T00:00:00.000Z'
    append({ kind: 'request', sentAt, method: 'POST', url: 'https://api.example/', headers: [], body: '{"a":1}' })
    for (let piece = 0; piece < pieces / 2; piece += 1) {
      append({ kind: 'bytes', bytes: pieceAt(piece), marks: [[pieceBytes, piece]] })
    }
    append({ kind: 'end', atMs: 99, bytes: (pieceBytes * pieces) / 2, failure: null })
  }
  return calls
}

/** @param betweenSteps Done after each step with what it wrote last. */
async function exported(
  calls: Awaited<ReturnType<typeof historyIn>>,
  betweenSteps: (last: ExportPlace | null) => void = () => {},
) {
  const path = join(await temporaryFolder(), 'history.jsonl')
  const growth: number[] = []
  let written = 0
  for (let after: ExportPlace | null = null, hasMore = true; hasMore; ) {
    const size = existsSync(path) ? statSync(path).size : 0
    const step = calls.exportSome({ path, format: 'jsonl', withWire: true, choice: { filter: {} }, after })
    growth.push(statSync(path).size - size)
    written += step.written
    after = step.last
    hasMore = step.hasMore
    betweenSteps(after)
  }
  return { path, growth, written }
}

function importAll(calls: Awaited<ReturnType<typeof historyIn>>, path: string) {
  const sum = { imported: 0, known: 0 }
  for (let offset = 0; offset < statSync(path).size; ) {
    const step = calls.importSome({ path, offset })
    sum.imported += step.imported
    sum.known += step.known
    offset = step.offset
  }
  return sum
}

const longestLine = (path: string) =>
  Math.max(
    ...readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => line.length),
  )

it('carries 5 MB of wire from one history into another, and holds no more of it at once than one entry', async () => {
  const there = await longHistory()
  const { path, growth, written } = await exported(there)
  expect(written).toBe(3)
  // One call of the thread that also saves what streams: two million characters, and the line that went beyond.
  expect(Math.max(...growth)).toBeLessThan(2_000_000 + 1.4 * pieceBytes)
  expect(longestLine(path)).toBeLessThan(1.4 * pieceBytes)

  const checked = `${path}.checked`
  expect(checkHistoryFile(path, checked, () => {})).toEqual({ accepted: 3, refused: 0, reasons: [] })
  expect(longestLine(checked)).toBeLessThan(1.4 * pieceBytes)

  const here = await historyIn()
  expect(importAll(here, checked)).toEqual({ imported: 3, known: 0 })
  for (const id of ['before', 'long', 'after']) expect(here.rows(id)).toEqual(there.rows(id))
  const [first] = here.rows('long')
  expect([first?.response?.length, first?.response?.[pieceBytes - 1]]).toEqual([10 * pieceBytes - 2, '€'])
  expect(importAll(here, checked)).toEqual({ imported: 0, known: 3 })
})

it('leaves a run out that is deleted while its wire is written, and goes on with those after it', async () => {
  const there = await longHistory()
  let isDeleted = false
  const { path, written } = await exported(there, (last) => {
    if (!last?.wire || isDeleted) return
    expect(last.runId).toBe('long')
    there.remove({ ids: ['long'] })
    isDeleted = true
  })
  expect([isDeleted, written]).toEqual([true, 2])
  expect(checkHistoryFile(path, `${path}.checked`, () => {})).toEqual({ accepted: 2, refused: 0, reasons: [] })
  const here = await historyIn()
  importAll(here, `${path}.checked`)
  expect(here.ids()).toEqual(['after', 'before'])
})

it('goes on with the runs after one that is deleted once it was written', async () => {
  const there = await historyIn()
  for (let run = 0; run < 60; run += 1) {
    const startedAt = new Date(Date.UTC(2026, 10, 1, 0, run)).toISOString()
    there.insertPlainly(sampleEndedRun({ id: `run-${run}`, startedAt }))
  }
  const { path, growth } = await exported(there, (last) => there.remove({ ids: [last?.runId ?? ''] }))
  expect(growth).toHaveLength(2)
  expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(60)
})

it('reads a database with as much wire entry by entry', async () => {
  const folder = await temporaryFolder()
  const there = await longHistory()
  const { path } = await exported(there)
  const source = await historyIn(folder)
  checkHistoryFile(path, `${path}.checked`, () => {})
  importAll(source, `${path}.checked`)

  const checked = join(folder, 'checked')
  expect(checkHistoryFile(join(folder, 'antiphon.db'), checked, () => {})).toMatchObject({ accepted: 3, refused: 0 })
  expect(longestLine(checked)).toBeLessThan(1.4 * pieceBytes)
  const here = await historyIn()
  importAll(here, checked)
  expect(here.rows('long')).toEqual(there.rows('long'))
})

it('takes a run with all of its wire or not at all', async () => {
  const { path } = await exported(await longHistory())
  const checked = `${path}.checked`
  checkHistoryFile(path, checked, () => {})
  const lines = readFileSync(checked, 'utf8').split('\n')
  writeFileSync(
    checked,
    [...lines.slice(0, 15), '{"attempt":1,"sequence":0,"kind":"none","facts":"{}","packed":null}'].join('\n'),
  )
  const here = await historyIn()
  expect(() => importAll(here, checked)).toThrow('constraint')
  expect(here.ids()).toEqual([])
})

const end: KeptWireEntry = { attempt: 1, kind: 'end', atMs: 1, bytes: 0, failure: null }
const run = (id: string, more: Partial<ExportedRun> = {}) => ({ run: sampleEndedRun({ id }), ...more })
const wire = (runId: string, entry: unknown = end) => ({ runId, wire: entry })

it.each<[string, unknown[], string]>([
  ['has fewer lines of wire than it says', [run('a', { wireLines: 2 }), wire('a')], 'Line 2: of its wire 1 of 2 lines'],
  ['has more of them', [run('a', { wireLines: 1 }), wire('a'), wire('a')], 'Line 2: of its wire 2 of 1 lines'],
  [
    'has one that is no step',
    [run('a', { wireLines: 2 }), wire('a', { ...end, attempt: 0 }), wire('a')],
    'Line 3: its field wire.attempt',
  ],
  ['has one that is no JSON', [run('a', { wireLines: 2 }), '{"runId":"a"', wire('a')], 'Line 3: it is not valid JSON'],
  ['is no run, but has wire', [{ run: { id: 'a' }, wireLines: 1 }, wire('a')], 'Line 2: its field run'],
  ['is not there, but its wire is', [wire('a'), wire('a')], 'Line 2: it belongs to no run above it'],
])('names a run once that %s, and takes the others with their wire (S28)', async (_what, lines, reason) => {
  const path = join(await temporaryFolder(), 'history.jsonl')
  const text = [run('first'), ...lines, run('last', { wireLines: 1 }), wire('last')].map((line) =>
    typeof line === 'string' ? line : JSON.stringify(line),
  )
  writeFileSync(path, text.join('\n'))
  const checked = `${path}.checked`
  expect(checkHistoryFile(path, checked, () => {})).toEqual({
    accepted: 2,
    refused: 1,
    reasons: [expect.stringContaining(reason)],
  })
  const rows = readFileSync(checked, 'utf8').trimEnd().split('\n')
  expect(rows.map((row) => JSON.parse(row)).map(({ run: taken, kind }) => taken?.id ?? kind)).toEqual([
    'first',
    'last',
    'end',
  ])
  const here = await historyIn()
  importAll(here, checked)
  expect(here.ids()).toEqual(['first', 'last'])
})

it('reads files of before, which have all of the wire in the line of its run', async () => {
  const path = join(await temporaryFolder(), 'history.jsonl')
  const bytes: KeptWireEntry = { attempt: 1, kind: 'bytes', marks: [[2, 5]], text: 'hi' }
  const sent = { sentAt: '2026-11-02T00:00:00.000Z', method: 'POST', url: 'https://api.example/', headers: [] }
  const request: KeptWireEntry = { attempt: 1, kind: 'request', ...sent, bytes: 2, isRecorded: false, body: '{}' }
  writeFileSync(path, JSON.stringify(run('a', { wire: [request, bytes, end] })))
  checkHistoryFile(path, `${path}.checked`, () => {})
  const here = await historyIn()
  expect(importAll(here, `${path}.checked`)).toEqual({ imported: 1, known: 0 })
  expect(here.rows('a')).toEqual([
    { attempt: expect.objectContaining({ number: 1, keptBytes: 2, endMs: 1 }), request: '{}', response: 'hi' },
  ])
})
