import { DatabaseSync } from 'node:sqlite'
import { historyTable } from './history-table.ts'
import { promptsTable } from './prompts-table.ts'
import { runReader, runsTable } from './runs-table.ts'
import { copyWire } from './wire-table.ts'

/**
 * Copies every run that can still be read from a damaged database into a whole one; the damaged one is only read, and may have
 * an older schema: it cannot be brought to the newest.
 * @returns How many there were.
 */
export function rescueRuns(damagedFile: string, into: DatabaseSync): number {
  try {
    const damaged = new DatabaseSync(damagedFile, { readOnly: true })
    damaged.exec('PRAGMA trusted_schema = OFF')
    try {
      return copyRuns(damaged, into)
    } finally {
      damaged.close()
    }
  } catch {
    // Not even the list of tables can be read.
    return 0
  }
}

// Each walks another structure of the file, so that one which broke does not hide what the others still know.
const waysToIds = [
  'SELECT id FROM runs ORDER BY startedAt',
  'SELECT id FROM runs NOT INDEXED',
  'SELECT runId AS id FROM requests ORDER BY runId',
]

function copyRuns(damaged: DatabaseSync, into: DatabaseSync): number {
  const ids = new Set<string>()
  for (const sql of waysToIds) {
    attempt(() => {
      for (const { id } of damaged.prepare(sql).iterate()) if (typeof id === 'string') ids.add(id)
    })
  }
  const read = runReader(damaged)
  const target = runsTable(into)
  let copied = 0
  for (const id of ids) {
    attempt(() => {
      const run = read(id)
      if (!run) return
      // An older schema has no column for it; the migration that added one reads it there, too.
      target.insert({ ...run, apiVersion: run.apiVersion ?? run.request.apiVersion ?? '' })
      copied += 1
    })
    attempt(() => {
      const prompt = promptsTable(damaged).prompt(id)
      if (prompt) promptsTable(into).keepPrompt({ runId: id, prompt })
    })
    attempt(() => copyWire(damaged, into, id))
    attempt(() => copyMarks(damaged, into, id))
  }
  return copied
}

function copyMarks(damaged: DatabaseSync, into: DatabaseSync, runId: string): void {
  const row = damaged.prepare('SELECT isStarred, note FROM marks WHERE runId = ?').get(runId)
  if (!row) return
  historyTable(into, null).keepMarks({ runId, isStarred: row.isStarred === 1, note: String(row.note) })
}

/** Runs what a damaged page may stop, and goes on after it. */
function attempt(work: () => void): void {
  try {
    work()
  } catch {
    // The next way, or the next run, may still be readable.
  }
}
