// Takes runs over from a checked file, on the database thread, a piece at a time.
import type { DatabaseSync } from 'node:sqlite'
import type { KeptRun } from '#shared/runs/run-schema'
import { linesOfFile } from '../files/lines-of-file.ts'
import { historyTable } from './history-table.ts'
import { keptWire, type PackedWireRow } from './kept-wire.ts'
import { promptsTable } from './prompts-table.ts'
import type { DatabaseCalls } from './protocol.ts'
import { runsTable } from './runs-table.ts'
import { createStatements, inTransaction } from './statements.ts'

/** One step holds up other calls for so many bytes of the file, and one line, at most. */
const bytesPerStep = 1_000_000
/** Rows of wire that are taken back at once; each holds a piece of an answer at most. */
const rowsPerStep = 16

/**
 * A line of a checked file, as `checked-file.ts` writes them: that a run begins, with its id; the rows of its wire; then the run, so that
 * it is in the history only once all of its wire is.
 */
export type CheckedLine = { starts: string } | PackedWireRow | KeptRun

/**
 * Opens the import; takes back what a crash left of one. The wire of a run may take many steps: until the run itself is there, nobody finds
 * it. `incoming` names such runs. It is made where it is missing, like the index, and is no part of the schema.
 */
export function importCalls(db: DatabaseSync): Pick<DatabaseCalls, 'importSome' | 'importDrop'> {
  db.exec('CREATE TABLE IF NOT EXISTS incoming (runId TEXT PRIMARY KEY) STRICT')
  const statement = createStatements(db)
  const runs = runsTable(db)
  const prompts = promptsTable(db)
  const history = historyTable(db, null)
  const wires = keptWire(db)
  const isIncoming = (id: string) => statement('SELECT 1 FROM incoming WHERE runId = ?').get(id) !== undefined
  const isHere = (id: string) => statement('SELECT 1 FROM runs WHERE id = ?').get(id) !== undefined
  const isKnown = (id: string) => isHere(id) || isIncoming(id)

  const importDrop: DatabaseCalls['importDrop'] = ({ runId }) => {
    if (!isIncoming(runId)) return { hasMore: false }
    return inTransaction(db, () => {
      const rows = statement(
        `DELETE FROM wire WHERE rowid IN (SELECT rowid FROM wire WHERE runId = ? LIMIT ${rowsPerStep})`,
      ).run(runId)
      if (rows.changes > 0) return { hasMore: true }
      statement('DELETE FROM incoming WHERE runId = ?').run(runId)
      return { hasMore: false }
    })
  }
  const forget = (runId: string) => {
    statement('DELETE FROM wire WHERE runId = ?').run(runId)
    statement('DELETE FROM incoming WHERE runId = ?').run(runId)
  }
  for (const { runId } of statement('SELECT runId FROM incoming').all()) inTransaction(db, () => forget(String(runId)))

  const take = ({ run, prompt, isStarred, note }: KeptRun) => {
    runs.insertPlainly(run)
    if (prompt) prompts.keepPrompt({ runId: run.id, prompt })
    if (isStarred || note !== '') history.keepMarks({ runId: run.id, isStarred, note })
    statement('DELETE FROM incoming WHERE runId = ?').run(run.id)
  }

  /** Takes lines over as far as they fit into a step, and says where it stopped and within which run. */
  const takeLines = (path: string, offset: number, within: string | null) => {
    const step = { imported: 0, known: 0, offset, taking: within }
    for (const { text, start, end } of linesOfFile(path, offset)) {
      // Safe: the file was written by `checkHistoryFile`, which checks every line.
      const line = JSON.parse(text ?? '') as CheckedLine
      if ('starts' in line) {
        if (start - offset >= bytesPerStep) break
        step.taking = isKnown(line.starts) ? null : line.starts
      } else if (!('run' in line)) {
        if (step.taking !== null) wires.insert(step.taking, line)
      } else {
        const isNew = step.taking !== null && !isHere(line.run.id)
        if (isNew) take(line)
        // It came from elsewhere meanwhile, as in a bundle, and stays as it is.
        else if (step.taking !== null) forget(step.taking)
        step[isNew ? 'imported' : 'known'] += 1
        step.taking = null
      }
      step.offset = end
      if (!('run' in line) && end - offset >= bytesPerStep) break
    }
    if (step.taking !== null) statement('INSERT OR IGNORE INTO incoming (runId) VALUES (?)').run(step.taking)
    return step
  }

  return {
    importSome: ({ path, offset, taking }) => {
      // The thread began anew meanwhile, and took it back.
      if (taking !== null && !isIncoming(taking)) throw new Error('The beginning of a run that was taken over is gone.')
      // The wire comes before its run.
      db.exec('PRAGMA foreign_keys = OFF')
      try {
        return inTransaction(db, () => takeLines(path, offset, taking))
      } finally {
        db.exec('PRAGMA foreign_keys = ON')
      }
    },
    importDrop,
  }
}
