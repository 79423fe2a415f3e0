import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import type { ListQuery, RunPage } from './run-history.ts'

/** Where runs live: SQLite on a thread of its own. Every promise resolves once the change is on the disk. */
export type RunStore = {
  /** Writes a new row, before its request leaves. */
  insert: (run: Run) => Promise<void>
  /** Overwrites the row of a run that has not ended yet; an ended run is never changed again. */
  update: (run: Run) => Promise<void>
  /** Newest first, `limit` rows after the run `before`. */
  list: (page: ListQuery) => Promise<RunPage>
  /** The whole run, or `null` where there is none. */
  get: (id: string) => Promise<Run | null>
  /** Writes what a run was made from; its row is there. */
  keepPrompt: (kept: { runId: string; prompt: Prompt }) => Promise<void>
  /** The same, or `null` where nothing was kept. */
  prompt: (runId: string) => Promise<Prompt | null>
  close: () => Promise<void>
}
