import type { DatabaseSync, StatementSync } from 'node:sqlite'

/** Prepares each text of SQL once: a filter has few shapes. */
export function createStatements(db: DatabaseSync): (sql: string) => StatementSync {
  const made = new Map<string, StatementSync>()
  return (sql) => {
    const known = made.get(sql)
    if (known) return known
    const statement = db.prepare(sql)
    made.set(sql, statement)
    return statement
  }
}

/** Does the work in one transaction: all of it is kept, or nothing. */
export function inTransaction<Result>(db: DatabaseSync, work: () => Result): Result {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}
