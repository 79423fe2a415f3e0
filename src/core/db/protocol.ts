import type { Prompt } from '#shared/prompt/prompt'
import type { RunChoice, RunFacets, RunHits, RunMarks, UsageDay } from '#shared/runs/history'
import type { Run } from '#shared/runs/run'
import type { WireAttempt, WireEventPage } from '#shared/runs/wire'
import type {
  ExportPlace,
  ExportStep,
  ImportPlace,
  ListQuery,
  RunPage,
  SearchQuery,
  TakenRun,
} from '../runs/run-history.ts'
import type { PlacedWireEntry, StoredText, UnpackedBody, WireEventQuery, WireTextQuery } from '../runs/wire-store.ts'
import type { DamageNotice } from './open-database.ts'

/** What the database thread does, one call at a time and in the order in which they were sent. */
export type DatabaseCalls = {
  insert: (run: Run) => null
  /** `request` stays behind: it was written with the row and never changes. */
  update: (run: Omit<Run, 'request'>) => null
  list: (page: ListQuery) => RunPage
  get: (id: string) => Run | null
  keepPrompt: (kept: { runId: string; prompt: Prompt }) => null
  prompt: (runId: string) => Prompt | null
  appendWire: (placed: PlacedWireEntry) => null
  wire: (runId: string) => WireAttempt[]
  wireText: (query: WireTextQuery) => StoredText | null
  wireEvents: (query: WireEventQuery) => WireEventPage | null
  unpackedAfter: (place: number) => UnpackedBody[]
  search: (query: SearchQuery) => RunHits
  facets: (nothing: null) => RunFacets
  star: (mark: { ids: string[]; isStarred: boolean }) => null
  note: (mark: { id: string; note: string }) => null
  /** Marks of a run that comes from elsewhere; those that are there stay. */
  keepMarks: (marks: { runId: string } & RunMarks) => null
  countChosen: (choice: RunChoice) => number
  /** Removes some of the chosen runs, and says whether there are more. */
  remove: (choice: RunChoice) => { removed: number; hasMore: boolean }
  /** Writes the next of the chosen runs, or the next of the wire of one, to the end of a file, the oldest first; `last` is what to go on after. `written`: so many runs more are in it, one fewer where a run was deleted before all of it was written: it is taken out again. */
  exportSome: (step: ExportStep) => { last: ExportPlace | null; written: number; hasMore: boolean }
  /**
   * Takes over the next of a checked file: some runs, or a piece of the wire of one; at its end the offset stays as it was. `taking`: the run
   * within which it stopped, which is not in the history yet.
   */
  importSome: (step: ImportPlace & { path: string }) => ImportPlace & { imported: number; known: number }
  /** Takes back some of what is there of such a run, and says whether there is more. */
  importDrop: (run: { runId: string }) => { hasMore: boolean }
  /** Which of these runs are here. */
  knownRuns: (ids: string[]) => string[]
  /** Takes over runs that were shared, all or none; those that are here stay as they are. Answers how many were new. */
  takeRuns: (runs: TakenRun[]) => number
  usage: (days: { from: string; until: string }) => UsageDay[]
  /** Writes everything back into the one file and lets it go. */
  close: () => null
}
export type DatabaseCallName = keyof DatabaseCalls

/** Given to the thread when it starts. `isRestart`: this process had the database open before, and its runs may still go. */
export type DatabaseWorkerData = { file: string; isRestart: boolean }

export type DatabaseRequest = {
  [Name in DatabaseCallName]: { id: number; name: Name; input: Parameters<DatabaseCalls[Name]>[0] }
}[DatabaseCallName]

/** `sentence` tells the person what happened; `code` is SQLite's own, for the log. */
export type DatabaseReply =
  | { id: number; value: unknown }
  | { id: number; failure: { sentence: string; code: string | null } }
  | { notice: DamageNotice }
