// Histories of any size, as the benchmarks of the database need them: 2 kB of text per run, words as often as in a language.
import { existsSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { historyTable } from '#core/db/history-table'
import { migrations } from '#core/db/migrations'
import { openDatabase } from '#core/db/open-database'
import { runsTable } from '#core/db/runs-table'
import { searchCalls } from '#core/db/search'
import { openSearchIndex } from '#core/db/search-index'
import { inTransaction } from '#core/db/statements'
import type { Run } from '#shared/runs/run'
import { sampleEndedRun } from '../support/sample-run.ts'

const models = ['claude-haiku-4-5', 'claude-sonnet-4-6', 'claude-opus-4-6']
const syllables = ['ta', 'ri', 'no', 'sel', 'um', 'ek', 'pa', 'lo', 'vin', 'da', 'mor', 'shi', 'gu', 'ber']

/** The word at a place of the vocabulary; the first ones are the shortest and the most frequent. */
export function wordAt(place: number): string {
  let word = ''
  for (let left = place + 1; left > 0; left = Math.floor(left / syllables.length)) {
    word += syllables[left % syllables.length]
  }
  return word
}

/** A word of every second run or so, one of a few runs in a thousand, and one of a few runs in all. */
export const words = { common: wordAt(2), middle: wordAt(900), rare: 'walrus' }

const vocabulary = Array.from({ length: 20_000 }, (_, place) => wordAt(place))

export const runId = (place: number) => `run-${String(place).padStart(9, '0')}`

/** The run at a place; the same place gives the same run. */
export function runAt(place: number): Run {
  let state = (place * 2_654_435_761 + 12_345) % 4_294_967_296
  const random = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
  // Zipf's law, nearly: the chance of a word falls with its place.
  const word = () => vocabulary[Math.floor(20_000 ** random()) - 1]
  const text = (count: number) => Array.from({ length: count }, word).join(' ')
  const sample = sampleEndedRun({
    id: runId(place),
    startedAt: new Date(Date.UTC(2024, 0, 1) + place * 600_000).toISOString(),
    model: models[place % models.length] ?? '',
    state: place % 50 === 0 ? 'failed' : 'completed',
    promptId: `prompt-${place % 40}`,
    promptName: `Prompt ${place % 40}`,
  })
  const content = place % 20_000 === 3 ? `${words.rare} ${text(110)}` : text(110)
  return {
    ...sample,
    request: { ...sample.request, body: { ...sample.request.body, messages: [{ role: 'user', content }] } },
    response: { ...sample.response, content: [{ type: 'text', text: text(110) }] },
  }
}

/** The calls of the database on this thread. */
export function openCalls(file: string) {
  const { db } = openDatabase(file, migrations, new Date())
  const index = openSearchIndex(db)
  return { db, index, ...runsTable(db), ...historyTable(db, index), ...searchCalls(db, index), close: () => db.close() }
}

/** A history of so many runs, all of them searchable. `BENCH_HISTORY` names a folder to keep it in for the next time. */
export async function historyOf(size: number): Promise<string> {
  const folder = process.env.BENCH_HISTORY ?? (await mkdtemp(join(tmpdir(), 'antiphon-bench-')))
  const file = join(folder, `history-${size}.db`)
  if (existsSync(file)) return file
  const calls = openCalls(file)
  // Only while it is filled: what is measured is as durable as ever.
  calls.db.exec('PRAGMA synchronous = OFF')
  for (let place = 0; place < size; place += 1_000)
    fill(calls.db, calls.insertPlainly, place, Math.min(size, place + 1_000))
  while (calls.index.read(500));
  calls.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  calls.close()
  return file
}

function fill(db: DatabaseSync, insert: (run: Run) => void, from: number, to: number): void {
  inTransaction(db, () => {
    for (let place = from; place < to; place += 1) insert(runAt(place))
  })
}
