import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { RunFilter, RunHits } from '#shared/runs/history'
import type { DatabaseCalls } from './protocol.ts'
import { conditionsOf } from './run-filter.ts'
import { runsWithMarks } from './run-rows.ts'
import { createHitReader } from './search-hits.ts'
import { lastPlace, type PlaceRange, placeOf, type SearchIndex } from './search-index.ts'
import { matchOf, phraseOf, type Query, readQuery } from './search-query.ts'
import { createStatements } from './statements.ts'

/** So many matches are held against a filter in one call; the next call goes on behind them. */
const mostCandidates = 2_000
/** So many of the newest matches are put in order by how well they fit. */
const mostRanked = 40
/** Runs that one call reads through where the index cannot help. */
const mostRead = 1_000
/** So many runs are taken into the index before it is asked. */
const mostReadFirst = 20
const placesPerSecond = 8_000

/** A run that may be a hit; `place` orders them. */
type Found = { id: string; place: number }

/** The call that searches all runs for a text, taken literally: nothing in it is an operator. */
export function searchCalls(db: DatabaseSync, index: SearchIndex): Pick<DatabaseCalls, 'search'> {
  const statement = createStatements(db)
  const { hit, literalHit, countOf } = createHitReader(db)
  return {
    search: ({ text, filter, order, after, limit }): RunHits => {
      // What has just ended is found at once; a search does not wait for the many runs of an import.
      if (index.unread() <= mostReadFirst) index.read(mostReadFirst)
      const unread = index.isThere ? index.unread() : 0
      const before = after === null ? lastPlace : Number(after)
      const query = readQuery(text)
      if (query.words.length === 0 || !index.isThere) {
        const { found, next } = readThrough(text.trim(), filter, after, limit)
        return { hits: found.map(({ id }) => literalHit(id, text.trim())), next, unread }
      }
      if (order === 'best') return { hits: best(query, filter, limit).map((id) => hit(id, query)), next: null, unread }
      const { found, next } = newest(query, filter, before, limit)
      return { hits: found.map(({ id }) => hit(id, query)), next: next === null ? null : String(next), unread }
    },
  }

  /** The newest matches before a place, in the index and in the notes. */
  function newest(query: Query, filter: RunFilter, before: number, limit: number) {
    const most = isOnlyDates(filter) ? limit + 1 : mostCandidates
    const places = index.find(matchOf(query, false), rangeOf(filter, before), most)
    const inIndex = fitting(places, filter, limit + 1)
    // Places behind the last one looked at are left to the next call.
    const seenTo = places.length < most ? 0 : (places.at(-1) ?? 0)
    const inNotes = notes(query, filter, before, limit + 1).filter(({ place }) => place >= seenTo)
    const all = joinNewest(inIndex, inNotes)
    const found = all.slice(0, limit)
    const hasMore = all.length > limit
    return { found, next: hasMore ? (found.at(-1)?.place ?? null) : seenTo > 0 ? seenTo : null }
  }

  /** Whole phrases before whole words before beginnings of words; among each, runs that say them more often. */
  function best(query: Query, filter: RunFilter, limit: number): string[] {
    const kinds = [phraseOf(query), matchOf(query, true), matchOf(query, false)]
    const scores = new Map<string, number>()
    for (const [kind, match] of kinds.entries()) {
      const most = isOnlyDates(filter) ? mostRanked : mostCandidates
      const candidates = fitting(index.find(match, rangeOf(filter, lastPlace), most), filter, mostRanked)
      for (const { id } of candidates) {
        if (!scores.has(id)) scores.set(id, (kinds.length - kind) * 2 + Math.log2(1 + countOf(id, query)))
      }
    }
    const ordered = [...scores].toSorted(([, one], [, other]) => other - one)
    return ordered.slice(0, limit).map(([id]) => id)
  }

  function fitting(places: readonly number[], filter: RunFilter, limit: number): Found[] {
    const { sql, values } = conditionsOf(filter)
    const rows = statement(
      `SELECT runs.id AS id, place FROM json_each(?) JOIN searchPlaces ON place = value
       CROSS JOIN runs ON runs.id = searchPlaces.runId LEFT JOIN marks ON marks.runId = runs.id
       WHERE ${sql} ORDER BY json_each.key LIMIT ?`,
    ).all(JSON.stringify(places), ...values, limit)
    return rows.map(toFound)
  }

  function notes(query: Query, filter: RunFilter, before: number, limit: number): Found[] {
    const { sql, values } = conditionsOf(filter)
    const like = query.words.map(() => `note LIKE ? ESCAPE '\\'`).join(' AND ')
    const patterns: SQLInputValue[] = query.typed.map((word) => `%${escapeLike(word)}%`)
    const rows = statement(
      `SELECT runs.id AS id, place FROM marks CROSS JOIN runs ON runs.id = marks.runId JOIN searchPlaces USING (runId)
       WHERE note <> '' AND ${like} AND place < ? AND ${sql} ORDER BY place DESC LIMIT ?`,
    ).all(...patterns, before, ...values, limit)
    return rows.map(toFound)
  }

  /** Runs whose texts hold these very characters, by reading them one after another. `next` is the id of the last one read. */
  function readThrough(text: string, filter: RunFilter, after: string | null, limit: number) {
    const { sql, values } = conditionsOf(filter)
    const place = after === null ? 'TRUE' : '(startedAt, id) < (SELECT startedAt, id FROM runs WHERE id = ?)'
    const rows = statement(
      `SELECT id FROM ${runsWithMarks} WHERE ${sql} AND ${place} ORDER BY startedAt DESC, id DESC LIMIT ${mostRead}`,
    ).all(...values, ...(after === null ? [] : [after]))
    const found: Found[] = []
    if (text === '') return { found, next: null }
    for (const { id } of rows) {
      if (found.length === limit) return { found, next: found.at(-1)?.id ?? null }
      if (literalHit(String(id), text).parts.length > 0) found.push({ id: String(id), place: 0 })
    }
    return { found, next: rows.length === mostRead ? String(rows.at(-1)?.id) : null }
  }
}

/** Where runs of these dates stand; some of a neighbouring second may be among them. */
function rangeOf({ from, until }: RunFilter, before: number): PlaceRange {
  const end = until === undefined ? lastPlace : placeOf(until) + placesPerSecond
  return { from: from === undefined ? 0 : placeOf(from), before: Math.min(before, end) }
}

function isOnlyDates({ from: _from, until: _until, ...others }: RunFilter): boolean {
  return Object.keys(others).length === 0
}

function joinNewest(one: readonly Found[], other: readonly Found[]): Found[] {
  const byPlace = new Map([...one, ...other].map((found) => [found.place, found]))
  return [...byPlace.values()].toSorted((a, b) => b.place - a.place)
}

function toFound(row: Record<string, unknown>): Found {
  return { id: String(row.id), place: Number(row.place) }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
