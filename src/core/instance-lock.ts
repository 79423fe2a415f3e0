import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** Who works in a data folder. `url` is where a browser finds it, without token; `null` for the desktop app. */
export type Holder = { pid: number; url: string | null }

export type InstanceLock = {
  /** Leaves a note for whoever comes second. */
  announce: (holder: Holder) => void
  release: () => void
}

/**
 * Takes a data folder for this process, or answers `null` where another one works in it. The lock is the operating
 * system's, on the file `antiphon.lock` (SQLite asks for it, because Node cannot): it ends with the process, however that
 * dies, so there is no stale lock to recognise.
 * @param patienceMs How long to wait for a process that is just closing; this thread stands still meanwhile.
 * @throws the system's error where the folder cannot be written.
 */
export function takeInstanceLock(dataFolder: string, patienceMs = 0): InstanceLock | null {
  const note = noteIn(dataFolder)
  const file = join(dataFolder, 'antiphon.lock')
  makePrivate(file)
  const database = new DatabaseSync(file, { timeout: patienceMs })
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null
    throw error
  }
  return {
    announce: (holder) => writeFileSync(note, JSON.stringify(holder), { mode: 0o600 }),
    release: () => {
      rmSync(note, { force: true })
      database.close()
    },
  }
}

/** Who holds the folder, by the note that it left; `null` where there is none or it cannot be read. */
export function readHolder(dataFolder: string): Holder | null {
  try {
    const note: unknown = JSON.parse(readFileSync(noteIn(dataFolder), 'utf8'))
    return isHolder(note) ? note : null
  } catch {
    return null
  }
}

/** By hand, and not with zod, which takes longer to load than everything else that comes before the lock. */
function isHolder(note: unknown): note is Holder {
  if (typeof note !== 'object' || note === null || !('pid' in note) || !('url' in note)) return false
  return typeof note.pid === 'number' && (note.url === null || typeof note.url === 'string')
}

const sqliteBusy = 5

/** SQLite would make the file readable for all. One that is there stays closed: closing it would drop a lock held on it. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch {
    // It is there, or SQLite says in a moment why it cannot be.
  }
}

function noteIn(dataFolder: string): string {
  return join(dataFolder, 'antiphon.lock.json')
}
