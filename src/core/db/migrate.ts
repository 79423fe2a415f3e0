import { chmodSync, existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Migration } from './migrations.ts'

/** The database was written by a later Antiphon; it has not been touched. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError'
}

/**
 * Brings a database to the newest schema: a copy first (`<file>.before-schema-<n>`) where there is something to lose, then
 * each step in a transaction together with its number, so that a crash leaves a whole schema behind. Running it twice
 * changes nothing. Throws `NewerSchemaError` before it touches anything.
 */
export function migrate(db: DatabaseSync, file: string, migrations: readonly Migration[]): void {
  const version = schemaVersion(db)
  if (version > migrations.length) {
    throw new NewerSchemaError(
      `${file} was written by a newer Antiphon (schema ${version}, this one knows ${migrations.length}). It was left as it is; open it with that version.`,
    )
  }
  if (version > 0 && version < migrations.length) backUp(db, `${file}.before-schema-${migrations.length}`)
  for (const [index, { sql }] of migrations.entries()) {
    if (index < version) continue
    db.exec('BEGIN IMMEDIATE')
    try {
      // Another instance may have migrated while this one waited for the lock.
      if (schemaVersion(db) === index) db.exec(`${sql}; PRAGMA user_version = ${index + 1}`)
      db.exec('COMMIT')
    } catch (error) {
      db.exec('ROLLBACK')
      throw error
    }
  }
}

function schemaVersion(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}

/** A copy that stands for itself, without a write-ahead log. The copy of an earlier try is kept: it is the untouched one. */
function backUp(db: DatabaseSync, path: string): void {
  if (existsSync(path)) return
  db.prepare('VACUUM INTO ?').run(path)
  chmodSync(path, 0o600)
}
