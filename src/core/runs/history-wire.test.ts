// The wire of a run out to a file and in again, however long it is.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ExportedRun, KeptWireEntry } from '#shared/runs/run-schema'
import { exported, historyIn, importAll, longHistory, pieceBytes } from '../../../test/support/history-calls.ts'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { checkHistoryFile } from './check-history-file.ts'

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
  const parsed = rows.map((row) => JSON.parse(row)).filter(({ starts }) => starts === undefined)
  expect(parsed.map(({ run: taken, kind }) => taken?.id ?? kind)).toEqual(['first', 'end', 'last'])
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
