// A history with a long log of the wire, and its way out to a file and in again, on this thread.
import { createCipheriv } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { exportCalls } from '#core/db/export-runs'
import { historyTable } from '#core/db/history-table'
import { importCalls } from '#core/db/import-runs'
import { migrations } from '#core/db/migrations'
import { openDatabase } from '#core/db/open-database'
import { runsTable } from '#core/db/runs-table'
import { wireTable } from '#core/db/wire-table'
import type { ExportPlace, ImportPlace } from '#core/runs/run-history'
import { sampleEndedRun } from './sample-run.ts'
import { temporaryFolder } from './temporary-folder.ts'

const pieces = 20
export const pieceBytes = 256 * 1024

/** The calls of a database of its own, on this thread. */
export async function historyIn(folder?: string) {
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
  return {
    ...exportCalls(db),
    ...importCalls(db),
    ...historyTable(db, null),
    ...runsTable(db),
    ...wireTable(db),
    rows,
    ids,
  }
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
export async function longHistory() {
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
export async function exported(
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

/** @param betweenSteps Done after each step, with how many bytes of the file it took. */
export function importAll(
  calls: Awaited<ReturnType<typeof historyIn>>,
  path: string,
  betweenSteps: (place: ImportPlace, bytes: number) => void = () => {},
) {
  const sum = { imported: 0, known: 0 }
  for (let place: ImportPlace = { offset: 0, taking: null }; place.offset < statSync(path).size; ) {
    const { imported, known, ...next } = calls.importSome({ path, ...place })
    sum.imported += imported
    sum.known += known
    betweenSteps(next, next.offset - place.offset)
    place = next
  }
  return sum
}
