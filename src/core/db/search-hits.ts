// How a run that was found is shown: where the words stand, and some of the text around them.
import type { DatabaseSync } from 'node:sqlite'
import type { HitPart, RunHit } from '#shared/runs/history'
import { rowColumns, runsWithMarks, toRunRow } from './run-rows.ts'
import { toSearchedRun } from './search-index.ts'
import type { Query } from './search-query.ts'
import { textsOf } from './search-words.ts'
import { literalSnippet, snippet } from './snippet.ts'
import { createStatements } from './statements.ts'

/** Characters of an answer and of a request that are looked at for an order of hits. */
const glance = 20_000
/** Longer bodies are not read again for the sake of a line in a list. */
const longestBody = 400_000

/** Reads runs that were found. A hit without parts: none of the run's texts says it. */
export function createHitReader(db: DatabaseSync) {
  const statement = createStatements(db)
  return {
    hit: (id: string, { wanted }: Query): RunHit => firstOf(id, (text) => snippet(text, wanted)),
    /** Where these very characters stand. */
    literalHit: (id: string, text: string): RunHit => firstOf(id, (searched) => literalSnippet(searched, text)),
    countOf,
  }

  function textsById(id: string) {
    const row = statement(
      `SELECT id, startedAt, promptName, model, connectionName, requestId, response, error,
         iif(length(request) <= ${longestBody}, request, '{"body":{}}') AS request
       FROM runs JOIN requests ON runId = id WHERE id = ?`,
    ).get(id)
    return row ? textsOf(toSearchedRun(row)) : { answer: '', prompt: '', facts: '' }
  }

  function row(id: string) {
    return toRunRow(statement(`SELECT ${rowColumns} FROM ${runsWithMarks} WHERE id = ?`).get(id) ?? {})
  }

  function firstOf(id: string, find: (text: string) => HitPart[] | null): RunHit {
    const run = row(id)
    const texts = { note: run.note, ...textsById(id) }
    for (const where of ['note', 'answer', 'prompt', 'facts'] as const) {
      const parts = texts[where] === '' ? null : find(texts[where])
      if (parts) return { run, where, parts }
    }
    return { run, where: 'answer', parts: [] }
  }

  /** How often the words are said, as far as a glance tells. */
  function countOf(id: string, { words }: Query): number {
    const row = statement(
      `SELECT substr(response, 1, ${glance}) || substr(request, 1, ${glance}) AS text
       FROM runs JOIN requests ON runId = id WHERE id = ?`,
    ).get(id)
    const text = String(row?.text ?? '').toLowerCase()
    return words.flat().reduce((count, word) => count + text.split(word).length - 1, 0)
  }
}
