import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { setAside } from '../set-aside.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations.ts'

/** An open database; `damagedFile` is where a damaged one was set aside before this one was started. */
export type OpenDatabase = { db: DatabaseSync; damagedFile: string | null }

/**
 * Opens the database for this user only: every commit is on the disk when it returns, and a file from somewhere else can
 * make SQLite do nothing but store (defensive, untrusted schema). A file that is no database is set aside.
 */
export function openDatabase(file: string, migrations: readonly Migration[], now: Date): OpenDatabase {
  try {
    return { db: openAndMigrate(file, migrations), damagedFile: null }
  } catch (error) {
    if (!isDamage(error)) throw error
    const damagedFile = setAsideWithLog(file, now)
    return { db: openAndMigrate(file, migrations), damagedFile }
  }
}

function openAndMigrate(file: string, migrations: readonly Migration[]): DatabaseSync {
  // SQLite gives its other files the mode of this one.
  closeSync(openSync(file, 'a', 0o600))
  const db = new DatabaseSync(file, { defensive: true, timeout: 5_000, enableForeignKeyConstraints: true })
  try {
    db.exec('PRAGMA trusted_schema = OFF; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    migrate(db, file, migrations)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Whether SQLite found that the file is no database, or a broken one. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error)
  return code === corrupt || code === notADatabase
}

// SQLite's primary result codes (https://www.sqlite.org/rescode.html).
const corrupt = 11
const notADatabase = 26

/** SQLite's primary result code, or `null` where the error is not SQLite's. */
export function sqliteCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
}

/** The log of a damaged database goes with it: laid over a new one it would damage that, too. */
function setAsideWithLog(file: string, now: Date): string {
  const aside = setAside(file, now)
  for (const ending of ['-wal', '-shm']) if (existsSync(file + ending)) setAside(file + ending, now)
  return aside
}
