// Writes runs to a file, on the database thread: no run passes through the thread that serves the windows.
import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { stringify } from 'csv-stringify/sync'
import type { ExportFormat, RunChoice } from '#shared/runs/history'
import { answerText, type Run } from '#shared/runs/run'
import type { ExportedWire, KeptRun } from '#shared/runs/run-schema'
import { appendText } from '../files/append-text.ts'
import type { ExportPlace, WirePlace } from '../runs/run-history.ts'
import { keptWire } from './kept-wire.ts'
import { promptsTable } from './prompts-table.ts'
import type { DatabaseCalls } from './protocol.ts'
import { conditionsOf } from './run-filter.ts'
import { runsWithMarks } from './run-rows.ts'
import { runsTable } from './runs-table.ts'
import { createStatements } from './statements.ts'

/** One step holds up other calls for so many runs, or so many characters and one line, at most. */
const runsPerStep = 50
const charactersPerStep = 2_000_000

export function exportCalls(db: DatabaseSync): Pick<DatabaseCalls, 'exportSome'> {
  const statement = createStatements(db)
  const runs = runsTable(db)
  const prompts = promptsTable(db)
  const wires = keptWire(db)

  const kept = (id: string): KeptRun | null => {
    const run = runs.get(id)
    if (!run) return null
    const marks = statement('SELECT isStarred, note FROM marks WHERE runId = ?').get(id)
    return { run, prompt: prompts.prompt(id), isStarred: marks?.isStarred === 1, note: String(marks?.note ?? '') }
  }

  /** Writes on at a run's wire; where that is too much for this step, the place from which to go on. */
  const writeWire = (out: Output, runId: string, from: WirePlace): WirePlace | null => {
    for (const { entry, place } of wires.entriesAfter(runId, from)) {
      out.writeLine({ runId, wire: entry } satisfies ExportedWire)
      if (place.left > 0 && out.length() > charactersPerStep) return place
    }
    return null
  }

  /** Writes a run with its wire; where that is too much for this step, the place in it from which to go on. */
  const writeRun = (out: Output, id: string, format: ExportFormat, withWire: boolean): WirePlace | null => {
    const one = kept(id)
    if (one === null) return null
    const left = withWire && format === 'jsonl' ? wires.count(id) : 0
    if (format === 'csv') out.write(csvLines([csvRow(one)]))
    else out.writeLine(withWire ? { ...one, wireLines: left } : one)
    return left === 0 ? null : writeWire(out, id, { attempt: 0, sequence: 0, left })
  }

  const chosenRuns = (choice: RunChoice, after: ExportPlace | null) => {
    const { sql, values } = chosenAfter(choice)
    const place = after === null ? 'TRUE' : '(startedAt, id) > (?, ?)'
    return statement(
      `SELECT id, startedAt FROM ${runsWithMarks} WHERE ${sql} AND ${place} ORDER BY startedAt, id LIMIT ${runsPerStep}`,
    )
      .all(...values, ...(after === null ? [] : [after.startedAt, after.runId]))
      .map(({ id, startedAt }) => ({ runId: String(id), startedAt: String(startedAt) }))
  }

  const isHere = (id: string) => statement('SELECT 1 FROM runs WHERE id = ?').get(id) !== undefined

  return {
    exportSome: ({ path, format, withWire, choice, after }) => {
      const out = openOutput(path)
      try {
        if (after === null && format === 'csv') out.write(`\uFEFF${csvLines([csvColumns])}`)
        let last: ExportPlace | null = after && { ...after, wire: null }
        let written = 0
        if (after?.wire && isHere(after.runId)) {
          const wire = writeWire(out, after.runId, after.wire)
          if (wire) return { last: { ...after, wire }, written, hasMore: true }
        } else if (after?.wire) {
          // It was deleted meanwhile. A file with half of its wire would be refused where it is imported.
          out.cutAt(after.offset)
          written = -1
        }
        const chosen = chosenRuns(choice, after)
        for (const { runId, startedAt } of chosen) {
          const offset = out.offset()
          const wire = writeRun(out, runId, format, withWire)
          last = { runId, startedAt, offset, wire }
          written += 1
          if (wire || out.length() > charactersPerStep) return { last, written, hasMore: true }
        }
        return { last, written, hasMore: chosen.length === runsPerStep }
      } finally {
        out.close()
      }
    },
  }
}

type Output = ReturnType<typeof openOutput>

/** The end of a file: how many characters were written to it, and where it is, in bytes. */
function openOutput(path: string) {
  const file = openSync(path, 'a', 0o600)
  let length = 0
  let offset = fstatSync(file).size
  const write = (text: string) => {
    offset += appendText(file, text)
    length += text.length
  }
  return {
    write,
    // Its end apart: a long line is not copied for it.
    writeLine: (value: object) => {
      write(JSON.stringify(value))
      write('\n')
    },
    length: () => length,
    offset: () => offset,
    /** Takes back all that was written behind a place. */
    cutAt: (place: number) => {
      ftruncateSync(file, place)
      offset = place
    },
    close: () => closeSync(file),
  }
}

function chosenAfter(choice: RunChoice) {
  if ('ids' in choice) {
    const sql = `state <> 'running' AND runs.id IN (SELECT value FROM json_each(?))`
    return { sql, values: [JSON.stringify(choice.ids)] }
  }
  const { sql, values } = conditionsOf(choice.filter)
  return { sql: `state <> 'running' AND ${sql}`, values }
}

const csvColumns = [
  'started_at',
  'model',
  'api_version',
  'prompt',
  'connection',
  'outcome',
  'stop_reason',
  'status',
  'input_tokens',
  'output_tokens',
  'cost_usd',
  'duration_ms',
  'first_token_ms',
  'request_id',
  'starred',
  'note',
  'answer',
  'error',
  'run_id',
]

function csvRow({ run, isStarred, note }: KeptRun): (string | number | null)[] {
  const facts = [run.startedAt, run.model, run.apiVersion, run.promptName, run.connectionName, run.state]
  const numbers = [run.stopReason, run.status, run.inputTokens, run.outputTokens, run.costUsd]
  const times = [run.durationMs, run.firstTokenMs, run.requestId, isStarred ? 'yes' : '']
  return [...facts, ...numbers, ...times, note, answerOf(run), run.error?.title ?? '', run.id]
}

/** A spreadsheet refuses cells above 32,767 characters. */
const longestCell = 32_000

function answerOf(run: Run): string {
  return answerText(run.response, run.prefill).slice(0, longestCell)
}

/** As RFC 4180 has it. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
function csvLines(rows: (string | number | null)[][]): string {
  return stringify(rows, {
    escape_formulas: true,
    record_delimiter: 'windows',
    // Half of a line's end ends a line for many a reader: what stands behind it would be a cell of its own.
    quote_record_delimiter: true,
    cast: { string: withoutFirstLineFeed },
  })
}

/** Of what spreadsheets skip in front of a formula, the library knows all but the line feed. */
function withoutFirstLineFeed(cell: string): string {
  return cell.startsWith('\n') ? `'${cell}` : cell
}
