import { closeSync, existsSync, openSync, renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setAside } from '../files/set-aside.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations.ts'
import { rescueRuns } from './rescue.ts'

/** What happened to a damaged database, and the path under which it is kept. */
export type DamageNotice = { message: string; path: string }

/** An open database; `notice` says what happened to a damaged one that lay in its place. */
export type OpenDatabase = { db: DatabaseSync; notice: DamageNotice | null }

/**
 * Opens the database for this user only: every commit is on the disk when it returns, and a file from somewhere else can
 * make SQLite do nothing but store (defensive, untrusted schema). A file that is damaged is replaced.
 */
export function openDatabase(file: string, migrations: readonly Migration[], now: Date): OpenDatabase {
  try {
    return { db: openAndMigrate(file, migrations), notice: null }
  } catch (error) {
    if (!isDamage(error)) throw error
    return replaceDamaged(file, migrations, now)
  }
}

/** Sets a damaged database aside and starts a new one with every run that can still be read. Nothing may have it open. */
export function replaceDamaged(file: string, migrations: readonly Migration[], now: Date): OpenDatabase {
  const aside = setAside(file, now)
  // SQLite finds the log of the set-aside file by its name; beside the new file it would damage that one, too.
  for (const ending of ['-wal', '-shm']) if (existsSync(file + ending)) renameSync(file + ending, aside + ending)
  const db = openAndMigrate(file, migrations)
  const count = rescueRuns(aside, db)
  const rescued =
    count === 0 ? 'None of its runs could be read' : `${count} of its runs could be read and were taken over`
  return {
    db,
    notice: { message: `The run history was damaged. ${rescued}. The damaged file is kept as`, path: aside },
  }
}

function openAndMigrate(file: string, migrations: readonly Migration[]): DatabaseSync {
  // SQLite gives its other files the mode of this one.
  closeSync(openSync(file, 'a', 0o600))
  const db = new DatabaseSync(file, { defensive: true, timeout: 5_000, enableForeignKeyConstraints: true })
  try {
    // What is deleted, and what an update leaves behind, is overwritten: a deleted run is not to be found in the file.
    db.exec(
      'PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON',
    )
    migrate(db, file, migrations)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

// SQLite's primary result codes (https://www.sqlite.org/rescode.html).
const corrupt = 11
const notADatabase = 26

/** Whether SQLite found that the file is no database, or a broken one. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === corrupt || code === notADatabase
}

/** SQLite's primary result code, or `null` where the error is not SQLite's. */
export function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
}
