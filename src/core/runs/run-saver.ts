import type { Run } from '#shared/runs/run'

import type { LoopTurns } from './loop-turns.ts'
import type { RunStore } from './run-store.ts'

/** Keeps the row of one run up to date. Nothing here throws: a full disk must not cost the text on the screen. */
export type RunSaver = {
  /** Writes the row, before the request leaves. */
  begin: (run: Run) => Promise<void>
  /** Says that there is something new; it is saved within about a second, whether more follows or not. */
  touch: () => void
  /** Writes the last state. Answers what went wrong, or `null` once the run is safely on the disk. */
  finish: (run: Run) => Promise<unknown>
}

const partialEveryMs = 1_000

/**
 * @param snapshot The run as it stands, in a copy that later events do not change.
 * @param saves Whose turn it is to save what has come so far: runs that began together come due together.
 */
export function createRunSaver(store: RunStore, snapshot: () => Run, saves: LoopTurns): RunSaver {
  let isInserted = false
  let hasEnded = false
  let timer: ReturnType<typeof setTimeout> | null = null
  let isWriting = false

  const savePartial = () => {
    if (hasEnded) return
    timer = null
    // One write at a time: on a slow disk the next partial simply comes later.
    if (isWriting) return touch()
    isWriting = true
    store
      .update(snapshot())
      // The next save tries again, and the last one says whether it worked.
      .catch(() => {})
      .finally(() => {
        isWriting = false
      })
  }
  const touch = () => {
    if (isInserted) timer ??= setTimeout(() => void saves().then(savePartial), partialEveryMs)
  }

  return {
    begin: async (run) => {
      try {
        await store.insert(run)
        isInserted = true
      } catch {
        // `finish` tries to insert once more and says so when that fails too.
      }
    },
    touch,
    finish: async (run) => {
      hasEnded = true
      if (timer) clearTimeout(timer)
      try {
        await (isInserted ? store.update(run) : store.insert(run))
        return null
      } catch (error) {
        return error
      }
    },
  }
}
