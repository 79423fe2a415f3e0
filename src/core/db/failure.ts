import { AppError } from '#shared/app-error'
import { toStorageError } from '../files/storage-error.ts'
import { NewerSchemaError } from './migrate.ts'
import { isDamage, sqliteCode } from './open-database.ts'

/** The file of the history was moved, removed or replaced while it was open. */
export class MovedError extends Error {
  override readonly name = 'MovedError'
}

/** What the person is told about an error of the database, and SQLite's or the system's code for the log. */
export function describeFailure(error: unknown, file: string): { sentence: string; code: string | null } {
  return { sentence: sentenceFor(error, file), code: codeOf(error) }
}

function sentenceFor(error: unknown, file: string): string {
  if (error instanceof NewerSchemaError) return error.message
  if (error instanceof MovedError) {
    return `The run history (${file}) was moved or removed while Antiphon ran. Put it back, or start Antiphon again for a new one. Until then runs stay on screen, but are not kept.`
  }
  // A file of an export or an import, not the database.
  const storage = toStorageError(error, 'The file')
  if (storage instanceof AppError) return storage.message
  const reason = isDamage(error) ? 'is damaged' : reasons.get(sqliteCode(error) ?? -1)
  return `The run history (${file}) ${reason ?? 'cannot be used'}. Runs still go and stay on screen, but are not kept.`
}

// SQLite's primary result codes (https://www.sqlite.org/rescode.html).
const reasons = new Map([
  [5, 'is in use by another program'],
  [8, 'cannot be written'],
  [10, 'cannot be read or written'],
  [13, 'cannot grow, because the disk is full'],
  [14, 'cannot be opened'],
  [19, 'already holds this run'],
])

function codeOf(error: unknown): string | null {
  const code = sqliteCode(error)
  if (code !== null) return `sqlite-${code}`
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
