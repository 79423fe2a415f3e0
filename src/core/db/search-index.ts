// The words of every ended run in SQLite's full-text index, newest at the end. It holds nothing that the runs do not, so
// it is made anew wherever it is missing or broken.
import type { DatabaseSync } from 'node:sqlite'
import { isDamage } from './open-database.ts'
import { type SearchedRun, startsOf, textsOf, wordList } from './search-words.ts'
import { createStatements, inTransaction } from './statements.ts'

export type PlaceRange = { from: number; before: number }

export type SearchIndex = {
  /** Whether this SQLite has full-text search; without it a search reads the runs themselves. */
  isThere: boolean
  /** How many ended runs are not in the index yet. */
  unread: () => number
  /** Takes up to so many runs into the index, in the order in which they ended. Answers whether there may be more. */
  read: (most: number) => boolean
  /** The places of what matches, newest first, all before `before` and from `from` on. */
  find: (match: string, range: PlaceRange, limit: number) => number[]
  /** Takes the words of a run out; its row is still there. */
  forget: (id: string) => void
  /** Takes all words out. What stays in the history is read again. */
  forgetAll: () => void
}

/**
 * Its tokenizer is the plainest one: words are made in search-words.ts. `starts` holds the beginnings of words. Without a copy of
 * the texts, which would double the size of the file. Words are taken out by the very words that went in, so whoever changes how
 * they are made changes this text, too: an index of another text is made anew.
 */
const createTable = `CREATE VIRTUAL TABLE runSearch USING fts5(
  prompt, answer, starts, content = '', tokenize = 'ascii')`
/** What is taken out is overwritten, instead of being marked as gone (https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option). */
const overwriteRemoved = `INSERT INTO runSearch (runSearch, rank) VALUES ('secure-delete', 1)`

/** The last possible place; places are moments in eighths of a millisecond. */
export const lastPlace = Number.MAX_SAFE_INTEGER

/** Where a run that began at this moment stands in the index, unless others of the same moment do. */
export function placeOf(startedAt: string): number {
  const ms = Date.parse(startedAt)
  return Number.isFinite(ms) ? Math.min(Math.max(ms * 8, 1), lastPlace - 1_000_000) : 1
}

export function openSearchIndex(db: DatabaseSync): SearchIndex {
  let isThere = create(db)
  const statement = createStatements(db)
  const mend = <Result>(work: () => Result, otherwise: Result): Result => {
    try {
      return work()
    } catch (error) {
      if (!isDamage(error)) throw error
      isThere = rebuild(db)
      return otherwise
    }
  }

  const searched = (id: string) => {
    const row = statement(
      `SELECT id, startedAt, promptName, model, connectionName, requestId, response, error, request
       FROM runs JOIN requests ON runId = id WHERE id = ?`,
    ).get(id)
    return row ? toSearchedRun(row) : null
  }
  const readOne = (run: SearchedRun & { startedAt: string }) => {
    const place = freePlace(run.startedAt)
    statement('INSERT INTO runSearch (rowid, prompt, answer, starts) VALUES (?, ?, ?, ?)').run(place, ...entryOf(run))
    statement('INSERT INTO searchPlaces (place, runId) VALUES (?, ?)').run(place, run.id)
  }

  const freePlace = (startedAt: string): number => {
    const taken = statement('SELECT 1 FROM searchPlaces WHERE place = ?')
    let place = placeOf(startedAt)
    while (taken.get(place)) place += 1
    return place
  }

  return {
    get isThere() {
      return isThere
    },
    unread: () => Number(statement('SELECT count(*) AS count FROM toIndex').get()?.count),
    read: (most) => {
      if (!isThere) return false
      const ids = statement('SELECT runId FROM toIndex ORDER BY number LIMIT ?').all(most)
      if (ids.length === 0) return false
      return mend(() => {
        inTransaction(db, () => {
          for (const { runId } of ids) {
            const run = searched(String(runId))
            if (run) readOne(run)
            statement('DELETE FROM toIndex WHERE runId = ?').run(String(runId))
          }
        })
        return ids.length === most
      }, true)
    },
    find: (match, { from, before }, limit) =>
      mend(
        () =>
          statement(
            `SELECT rowid AS place FROM runSearch
             WHERE runSearch MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC LIMIT ?`,
          )
            .all(match, before, from, limit)
            .map(({ place }) => Number(place)),
        [],
      ),
    forget: (id) => {
      const place = statement('SELECT place FROM searchPlaces WHERE runId = ?').get(id)?.place
      const run = isThere && place !== undefined ? searched(id) : null
      if (!run) return
      mend(() => {
        const remove = statement(
          `INSERT INTO runSearch (runSearch, rowid, prompt, answer, starts) VALUES ('delete', ?, ?, ?, ?)`,
        )
        remove.run(Number(place), ...entryOf(run))
      }, undefined)
    },
    forgetAll: () => {
      if (isThere) isThere = rebuild(db)
    },
  }
}

/** The columns of a run's entry, as text that FTS5 takes apart at its spaces. */
function entryOf(run: SearchedRun): [prompt: string, answer: string, starts: string] {
  const { answer, prompt, facts } = textsOf(run)
  const inPrompt = [...wordList(prompt), ...wordList(facts)]
  const inAnswer = wordList(answer)
  return [inPrompt.join(' '), inAnswer.join(' '), startsOf([...inPrompt, ...inAnswer]).join(' ')]
}

function create(db: DatabaseSync): boolean {
  const known = db.prepare(`SELECT sql FROM sqlite_schema WHERE name = 'runSearch'`).get()
  try {
    if (known?.sql !== createTable) {
      // Made anew: whatever had a place in an earlier one has to be read again.
      inTransaction(db, () => {
        db.exec('DROP TABLE IF EXISTS runSearch')
        db.exec(createTable)
        db.exec(overwriteRemoved)
        db.exec(
          `DELETE FROM searchPlaces; INSERT OR IGNORE INTO toIndex (runId) SELECT id FROM runs WHERE state <> 'running' ORDER BY startedAt, id`,
        )
      })
    } else db.prepare('SELECT 1 FROM runSearch LIMIT 1').get()
    return true
  } catch (error) {
    if (isDamage(error)) return rebuild(db)
    // An SQLite that was built without full-text search.
    return false
  }
}

function rebuild(db: DatabaseSync): boolean {
  if (db.isTransaction) db.exec('ROLLBACK')
  try {
    db.exec('DROP TABLE IF EXISTS runSearch')
  } catch {
    return false
  }
  return create(db)
}

/** A row of the runs joined with its request, as the index reads it. */
export function toSearchedRun(row: Record<string, unknown>): SearchedRun & { startedAt: string } {
  const { response, error, request, ...plain } = row
  // Safe: runs-table.ts writes these columns out of a Run.
  return {
    ...plain,
    response: JSON.parse(String(response)),
    error: typeof error === 'string' ? JSON.parse(error) : null,
    request: JSON.parse(String(request)),
  } as SearchedRun & { startedAt: string }
}
