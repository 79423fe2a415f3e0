import type { DatabaseSync } from 'node:sqlite'
import type { RunChoice, RunFacets, UsageDay } from '#shared/runs/history'
import type { DatabaseCalls } from './protocol.ts'
import { conditionsOf } from './run-filter.ts'
import { rowColumns, runsWithMarks, toRunRow } from './run-rows.ts'
import type { SearchIndex } from './search-index.ts'
import { createStatements, inTransaction } from './statements.ts'

type HistoryCalls = Pick<
  DatabaseCalls,
  'list' | 'star' | 'note' | 'facets' | 'countChosen' | 'remove' | 'usage' | 'keepMarks'
>

/** So many runs go in one transaction at most, or as many as take so long: the thread is free for other calls after each. */
const removedAtOnce = 100
const longestStepMs = 100
/** To take the words of a run out of the index costs so many times as much as to read them in (measured: 30 ms against 1). */
const timesDearer = 30
const fewestAtOnce = 100

/** The calls on the runs as a history: lists, marks, what there is to filter by, removal, usage by day. */
export function historyTable(db: DatabaseSync, index: SearchIndex | null): HistoryCalls {
  const statement = createStatements(db)

  /** Whether it is less work to read all that stays into the index again than to take the words of each run out. */
  const isMost = (choice: RunChoice): boolean => {
    const { sql, values } = chosen(choice)
    const indexed = Number(statement('SELECT count(*) AS count FROM searchPlaces').get()?.count)
    const enough = Math.max(fewestAtOnce, Math.floor(indexed / timesDearer)) + 1
    const wanted = statement(
      `SELECT count(*) AS count FROM (
         SELECT 1 FROM ${runsWithMarks} JOIN searchPlaces ON searchPlaces.runId = id WHERE ${sql} LIMIT ?)`,
    ).get(...values, enough)
    return wanted?.count === enough
  }

  const list: HistoryCalls['list'] = ({ before, limit, filter = {} }) => {
    const conditions = conditionsOf(filter)
    const place = before === null ? 'TRUE' : '(startedAt, id) < (SELECT startedAt, id FROM runs WHERE id = ?)'
    // A few starred runs among many are found from their marks.
    const tables = filter.isStarred ? 'marks JOIN runs ON marks.runId = runs.id' : runsWithMarks
    // One more than asked for tells whether there is more.
    const rows = statement(
      `SELECT ${rowColumns} FROM ${tables} WHERE ${conditions.sql} AND ${place} ORDER BY startedAt DESC, id DESC LIMIT ?`,
    ).all(...conditions.values, ...(before === null ? [] : [before]), limit + 1)
    return { runs: rows.slice(0, limit).map(toRunRow), hasMore: rows.length > limit }
  }

  return {
    list,
    star: ({ ids, isStarred }) => {
      const change = statement(
        `INSERT INTO marks (runId, isStarred) SELECT id, ?2 FROM runs WHERE id = ?1
         ON CONFLICT (runId) DO UPDATE SET isStarred = excluded.isStarred`,
      )
      inTransaction(db, () => {
        for (const id of ids) change.run(id, isStarred ? 1 : 0)
      })
      return null
    },
    note: ({ id, note }) => {
      statement(
        `INSERT INTO marks (runId, note) SELECT id, ?2 FROM runs WHERE id = ?1
         ON CONFLICT (runId) DO UPDATE SET note = excluded.note`,
      ).run(id, note)
      return null
    },
    keepMarks: ({ runId, isStarred, note }) => {
      statement('INSERT OR IGNORE INTO marks (runId, isStarred, note) VALUES (?, ?, ?)').run(
        runId,
        isStarred ? 1 : 0,
        note,
      )
      return null
    },
    facets: () => readFacets(db),
    countChosen: (choice) => {
      const { sql, values } = chosen(choice)
      return Number(statement(`SELECT count(*) AS count FROM ${runsWithMarks} WHERE ${sql}`).get(...values)?.count)
    },
    remove: (choice) => {
      const { sql, values } = chosen(choice)
      const ids = statement(`SELECT id FROM ${runsWithMarks} WHERE ${sql} LIMIT ${removedAtOnce}`).all(...values)
      if (index && isMost(choice)) index.forgetAll()
      const until = performance.now() + longestStepMs
      let removed = 0
      inTransaction(db, () => {
        for (const { id } of ids) {
          index?.forget(String(id))
          statement('DELETE FROM runs WHERE id = ?').run(String(id))
          removed += 1
          if (performance.now() > until) break
        }
      })
      const hasMore = removed < ids.length || ids.length === removedAtOnce
      // What was overwritten still stands in the log until that is emptied.
      if (!hasMore) db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      return { removed, hasMore }
    },
    usage: ({ from, until }) =>
      statement(
        `SELECT date(startedAt, 'localtime') AS day, model, count(*) AS runs, sum(state = 'failed') AS failedRuns,
           coalesce(sum(inputTokens), 0) AS inputTokens, coalesce(sum(outputTokens), 0) AS outputTokens,
           coalesce(sum(costUsd), 0.0) AS costUsd, sum(costUsd IS NULL AND outputTokens IS NOT NULL) AS unpricedRuns
         FROM runs WHERE startedAt >= ? AND startedAt < ? AND state <> 'running' GROUP BY day, model ORDER BY day, model`,
      )
        .all(from, until)
        // Safe: the columns are the fields.
        .map((row) => ({ ...row }) as unknown as UsageDay),
  }
}

/** A run that still goes is never removed: its end could not be written. */
function chosen(choice: RunChoice) {
  if ('filter' in choice) {
    const { sql, values } = conditionsOf(choice.filter)
    return { sql: `state <> 'running' AND ${sql}`, values }
  }
  return { sql: `state <> 'running' AND id IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(choice.ids)] }
}

/** Each name once: a step through an index from one value to the next, however many runs there are of each. */
function distinct(column: 'model' | 'stopReason' | 'promptId'): string {
  return `WITH RECURSIVE seen (value) AS (
    SELECT min(${column}) FROM runs
    UNION ALL SELECT (SELECT min(${column}) FROM runs WHERE ${column} > seen.value) FROM seen WHERE seen.value IS NOT NULL
  ) SELECT value FROM seen WHERE value IS NOT NULL LIMIT 500`
}

function readFacets(db: DatabaseSync): RunFacets {
  const values = (column: 'model' | 'stopReason') =>
    db
      .prepare(distinct(column))
      .all()
      .map(({ value }) => String(value))
  const prompts = db
    .prepare(
      `SELECT value AS id, (SELECT promptName FROM runs WHERE promptId = value ORDER BY startedAt DESC LIMIT 1) AS name,
         (SELECT max(startedAt) FROM runs WHERE promptId = value) AS lastAt
       FROM (${distinct('promptId')})`,
    )
    .all()
    .map(({ id, name, lastAt }) => ({ id: String(id), name: String(name), lastAt: String(lastAt) }))
  const first = db.prepare('SELECT min(startedAt) AS oldestAt FROM runs').get()?.oldestAt
  return {
    total: Number(db.prepare('SELECT count(*) AS count FROM runs').get()?.count),
    oldestAt: typeof first === 'string' ? first : null,
    models: values('model'),
    stopReasons: values('stopReason'),
    prompts: prompts.toSorted((one, other) => one.name.localeCompare(other.name)),
  }
}
