import type { DatabaseSync } from 'node:sqlite'
import type { DatabaseCalls } from './protocol.ts'
import type { runsTable } from './runs-table.ts'
import { createStatements, inTransaction } from './statements.ts'

/** The calls on runs that somebody shared: all that are not here yet go in, or none. */
export function takenRuns(
  db: DatabaseSync,
  { insertPlainly }: Pick<ReturnType<typeof runsTable>, 'insertPlainly'>,
): Pick<DatabaseCalls, 'takeRuns' | 'knownRuns'> {
  const statement = createStatements(db)
  const isKnown = (id: string) => statement('SELECT 1 FROM runs WHERE id = ?').get(id) !== undefined
  return {
    knownRuns: (ids) => ids.filter(isKnown),
    takeRuns: (taken) =>
      inTransaction(db, () => {
        const fresh = taken.filter(({ run }) => !isKnown(run.id))
        for (const { run, prompt } of fresh) {
          insertPlainly(run)
          if (prompt) statement('INSERT INTO prompts (runId, prompt) VALUES (?, ?)').run(run.id, JSON.stringify(prompt))
        }
        return fresh.length
      }),
  }
}
