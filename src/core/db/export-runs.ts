// Writes runs to a file and takes them over from one, on the database thread: no run passes through the thread that serves the windows.
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { stringify } from 'csv-stringify/sync'
import type { RunChoice } from '#shared/runs/history'
import { answerText, type Run } from '#shared/runs/run'
import type { ExportedRun } from '#shared/runs/run-schema'
import { historyTable } from './history-table.ts'
import { keptWire } from './kept-wire.ts'
import { promptsTable } from './prompts-table.ts'
import type { DatabaseCalls } from './protocol.ts'
import { conditionsOf } from './run-filter.ts'
import { runsWithMarks } from './run-rows.ts'
import { runsTable } from './runs-table.ts'
import { createStatements, inTransaction } from './statements.ts'

/** One step holds up other calls for so many runs, or so many characters, at most. */
const runsPerStep = 50
const charactersPerStep = 2_000_000
const bytesPerRead = 1_000_000

export function exportCalls(db: DatabaseSync): Pick<DatabaseCalls, 'exportSome' | 'importSome'> {
  const statement = createStatements(db)
  const runs = runsTable(db)
  const prompts = promptsTable(db)
  const history = historyTable(db, null)
  const wires = keptWire(db)

  const kept = (id: string, withWire: boolean): ExportedRun | null => {
    const run = runs.get(id)
    if (!run) return null
    const marks = statement('SELECT isStarred, note FROM marks WHERE runId = ?').get(id)
    const own = { run, prompt: prompts.prompt(id), isStarred: marks?.isStarred === 1, note: String(marks?.note ?? '') }
    return withWire ? { ...own, wire: wires.read(id) } : own
  }

  const take = ({ run, prompt, isStarred, note, wire }: ExportedRun): boolean => {
    if (statement('SELECT 1 FROM runs WHERE id = ?').get(run.id)) return false
    runs.insertPlainly(run)
    if (prompt) prompts.keepPrompt({ runId: run.id, prompt })
    if (wire) wires.write(run.id, wire)
    if (isStarred || note !== '') history.keepMarks({ runId: run.id, isStarred, note })
    return true
  }

  return {
    exportSome: ({ path, format, withWire, choice, after }) => {
      const { sql, values } = chosenAfter(choice)
      const place = after === null ? 'TRUE' : '(startedAt, id) > (SELECT startedAt, id FROM runs WHERE id = ?)'
      const ids = statement(
        `SELECT id FROM ${runsWithMarks} WHERE ${sql} AND ${place} ORDER BY startedAt, id LIMIT ${runsPerStep}`,
      ).all(...values, ...(after === null ? [] : [after]))
      const file = openSync(path, 'a', 0o600)
      try {
        if (after === null && format === 'csv') writeSync(file, `\uFEFF${csvLines([csvColumns])}`)
        let last = after
        let written = 0
        let length = 0
        for (const row of ids) {
          const one = kept(String(row.id), withWire && format === 'jsonl')
          const text = one === null ? '' : format === 'csv' ? csvLines([csvRow(one)]) : `${JSON.stringify(one)}\n`
          writeSync(file, text)
          last = String(row.id)
          written += 1
          length += text.length
          if (length > charactersPerStep) return { last, written, hasMore: true }
        }
        return { last, written, hasMore: ids.length === runsPerStep }
      } finally {
        closeSync(file)
      }
    },
    importSome: ({ path, offset }) => {
      const { lines, next } = readLines(path, offset)
      let imported = 0
      // Safe: the file was written by `checkHistoryFile`, which checks every run.
      const all = lines.map((line) => JSON.parse(line) as ExportedRun)
      inTransaction(db, () => {
        for (const one of all) if (take(one)) imported += 1
      })
      return { imported, known: all.length - imported, offset: next }
    },
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

/** Whole lines from a place in a file, at least one of them, and the place behind them; none at the end. */
function readLines(path: string, offset: number): { lines: string[]; next: number } {
  const file = openSync(path, 'r')
  try {
    const parts: Buffer[] = []
    for (let at = offset; ; ) {
      const part = Buffer.allocUnsafe(bytesPerRead)
      const count = readSync(file, part, 0, bytesPerRead, at)
      parts.push(part.subarray(0, count))
      at += count
      const end = part.subarray(0, count).lastIndexOf(10)
      if (end < 0 && count > 0) continue
      const bytes = Buffer.concat(parts)
      const length = bytes.length - (end < 0 ? 0 : count - end - 1)
      const lines = bytes.subarray(0, length).toString('utf8').split('\n')
      return { lines: lines.filter((line) => line !== ''), next: offset + length }
    }
  } finally {
    closeSync(file)
  }
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

function csvRow({ run, isStarred, note }: ExportedRun): (string | number | null)[] {
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
