// What the history shows and how it is asked: rows with their marks, filters, hits of a search, usage by day.
import type { RunState, RunSummary } from './run.ts'

/**
 * A file of runs goes between a window and the core in pieces of so many bytes, as base64: each holds up the thread that serves
 * the windows for about half a millisecond.
 */
export const filePieceBytes = 192 * 1024

/** What a person added to a run; the run itself never changes. */
export type RunMarks = { isStarred: boolean; note: string }

/** A run as a list shows it. */
export type RunRow = RunSummary & RunMarks

export const noMarks: RunMarks = { isStarred: false, note: '' }

/** Longest note, in characters. */
export const longestNote = 2_000

/** Which runs are meant: all that fulfil every field that is there. Moments are ISO 8601; `until` is not included. */
export type RunFilter = {
  model?: string
  state?: RunState
  stopReason?: string
  promptId?: string
  isStarred?: boolean
  from?: string
  until?: string
}

/** Which runs a call is about: these, or all that a filter lets through. */
export type RunChoice = { ids: string[] } | { filter: RunFilter }

/** `newest`: every match, newest first. `best`: the newest matches, those that fit best first. */
export type SearchOrder = 'newest' | 'best'

/** A piece of a text around what was found; the pieces joined are the text. */
export type HitPart = { text: string; isHit: boolean }

/** A run that was found. `parts` is empty where the words stand too far inside a very long text. */
export type RunHit = { run: RunRow; where: 'answer' | 'prompt' | 'note' | 'facts'; parts: HitPart[] }

/** `next` is where the next page begins, `null` at the end. `unread`: so many runs are not in the index yet. */
export type RunHits = { hits: RunHit[]; next: string | null; unread: number }

/** What there is to filter by. `oldestAt`: when the oldest run began; `null` where there is none; `lastAt`: when the newest of a prompt did. */
export type RunFacets = {
  total: number
  oldestAt: string | null
  models: string[]
  stopReasons: string[]
  prompts: { id: string; name: string; lastAt: string }[]
}

/** Tokens and cost of one model on one day, where the person is. `unpricedRuns` have tokens but no known price. */
export type UsageDay = {
  day: string
  model: string
  runs: number
  failedRuns: number
  inputTokens: number
  outputTokens: number
  costUsd: number
  unpricedRuns: number
}

/** Whether a run, as far as a list knows it, fulfils a filter. */
export function fitsFilter(run: RunRow, filter: RunFilter): boolean {
  const { model, state, stopReason, promptId, isStarred, from, until } = filter
  return (
    (model === undefined || run.model === model) &&
    (state === undefined || run.state === state) &&
    (stopReason === undefined || run.stopReason === stopReason) &&
    (promptId === undefined || run.promptId === promptId) &&
    (isStarred === undefined || run.isStarred === isStarred) &&
    (from === undefined || run.startedAt >= from) &&
    (until === undefined || run.startedAt < until)
  )
}

/** `jsonl`: everything, a run per line, to be imported again. `csv`: a table for spreadsheets. */
export type ExportFormat = 'jsonl' | 'csv'

/**
 * A file that has been written: `path` is where the person wanted it. Where the system has no dialog to ask in, it is `null`, and
 * the page takes the file over piece by piece under `download`.
 */
export type ExportedFile = { name: string; bytes: number } & (
  | { path: string; download: null }
  | { path: null; download: string }
)

/** Where the person chose no place for the file, it ends without an `end`. */
export type ExportEvent =
  | { type: 'progress'; done: number; total: number }
  | { type: 'end'; file: ExportedFile; runs: number }

/** `known`: runs that were here already. `refused`: how many were not taken over; `reasons` names the first of them. */
export type ImportEnd = { type: 'end'; imported: number; known: number; refused: number; reasons: string[] }

/** First the file is checked (`check`, in bytes), then its runs are taken over (`take`, in bytes). */
export type ImportEvent = { type: 'progress'; step: 'check' | 'take'; done: number; total: number } | ImportEnd
