import type { Prompt } from '#shared/prompt/prompt'
import type {
  ExportFormat,
  RunChoice,
  RunFacets,
  RunFilter,
  RunHits,
  RunRow,
  SearchOrder,
  UsageDay,
} from '#shared/runs/history'
import type { Run } from '#shared/runs/run'

export type ListQuery = { before: string | null; limit: number; filter?: RunFilter }
export type RunPage = { runs: RunRow[]; hasMore: boolean }
/** `after`: the `next` of the page before. */
export type SearchQuery = { text: string; filter: RunFilter; order: SearchOrder; after: string | null; limit: number }

/** Behind this entry of a run's wire `left` of them are still to be written; every one comes behind try 0. */
export type WirePlace = { attempt: number; sequence: number; left: number }

/**
 * The last run that is in an exported file already. `startedAt`: its own, so that the place stays where the run is deleted; `offset`: where
 * in the file its first line begins, in bytes; `wire`: where that run is cut off, `null` where it is whole.
 */
export type ExportPlace = { runId: string; startedAt: string; offset: number; wire: WirePlace | null }

/** How far a checked file is taken over, in bytes. `taking`: the run in the middle of which that is, `null` for none. */
export type ImportPlace = { offset: number; taking: string | null }

/** `withWire` means nothing to a table. */
export type ExportStep = {
  path: string
  format: ExportFormat
  withWire: boolean
  choice: RunChoice
  after: ExportPlace | null
}

/** A run that was shared, with what it was made from. */
export type TakenRun = { run: Run; prompt: Prompt | null }

/** The runs as a history, beside their list. */
export type RunHistory = {
  search: (query: SearchQuery) => Promise<RunHits>
  facets: () => Promise<RunFacets>
  star: (mark: { ids: string[]; isStarred: boolean }) => Promise<void>
  note: (mark: { id: string; note: string }) => Promise<void>
  countChosen: (choice: RunChoice) => Promise<number>
  /** Removes some of the chosen runs that have ended, for good, and says whether there are more. */
  remove: (choice: RunChoice) => Promise<{ removed: number; hasMore: boolean }>
  /** Writes some of the chosen runs, or some of the wire of one, to the end of a file, the oldest first; `last` is what to go on after, `written` how many runs more are in it. */
  exportSome: (step: ExportStep) => Promise<{ last: ExportPlace | null; written: number; hasMore: boolean }>
  /** Takes over some runs of a checked file, or a piece of one; at its end the offset stays as it was. */
  importSome: (step: ImportPlace & { path: string }) => Promise<ImportPlace & { imported: number; known: number }>
  /** Takes back some of what is there of a run that is not taken over to its end, and says whether there is more. */
  importDrop: (runId: string) => Promise<{ hasMore: boolean }>
  /** Which of these runs are here. */
  knownRuns: (ids: string[]) => Promise<string[]>
  /** Takes over runs that were shared, all or none; those that are here stay as they are. Answers how many were new. */
  takeRuns: (runs: TakenRun[]) => Promise<number>
  /** Of the days between two moments, the second not included. */
  usage: (days: { from: string; until: string }) => Promise<UsageDay[]>
}
