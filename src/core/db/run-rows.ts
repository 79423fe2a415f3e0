import type { RunRow } from '#shared/runs/history'
import type { RunSummary } from '#shared/runs/run'

/** Columns of a list that stay as they were when the run began. */
export const lastingColumns = [
  'id',
  'promptId',
  'promptName',
  'connectionId',
  'connectionName',
  'model',
  'apiVersion',
  'startedAt',
] as const satisfies readonly (keyof RunSummary)[]

/** The columns that a list of runs reads, none of them a body. */
export const summaryColumns = [
  ...lastingColumns,
  'state',
  'stopReason',
  'status',
  'inputTokens',
  'outputTokens',
  'costUsd',
  'durationMs',
  'excerpt',
] as const satisfies readonly (keyof RunSummary)[]

/** What a list of runs selects, out of `runsWithMarks`. */
export const rowColumns = [...summaryColumns, 'coalesce(isStarred, 0) AS isStarred', "coalesce(note, '') AS note"].join(
  ', ',
)
export const runsWithMarks = 'runs LEFT JOIN marks ON marks.runId = runs.id'

/** A row of `runsWithMarks` with the `rowColumns`, as a list of runs has it. */
export function toRunRow({ isStarred, ...row }: Record<string, unknown>): RunRow {
  // Safe: the columns are those of a row, and STRICT keeps their types.
  return { ...row, isStarred: isStarred === 1 } as RunRow
}
