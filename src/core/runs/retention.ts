import type { RunFilter } from '#shared/runs/history'
import type { RunHistory } from './run-history.ts'

export type Retention = {
  /** Looks at once whether anything is to go: the setting has changed. */
  changed: () => void
  close: () => Promise<void>
}

export type RetentionOptions = {
  history: Pick<RunHistory, 'remove'>
  /** How many days runs are kept; `null` keeps all of them. */
  keepDays: () => number | null
  now: () => Date
  onRemoved: (count: number) => void
  onProblem: (error: unknown) => void
}

/** A start has better things to do first. */
const firstAfterMs = 20_000
const everyMs = 6 * 3_600_000
const dayMs = 86_400_000

/** Deletes runs that are older than the person wants to keep them; those with a star stay. Does nothing unless it was asked to. */
export function createRetention({ history, keepDays, now, onRemoved, onProblem }: RetentionOptions): Retention {
  let isClosed = false
  let going: Promise<void> | null = null
  let handled: number | null = null
  const first = setTimeout(look, firstAfterMs).unref()
  const later = setInterval(look, everyMs).unref()

  function look(): void {
    going ??= removeOld()
      .catch(onProblem)
      .finally(() => {
        going = null
      })
  }

  async function removeOld(): Promise<void> {
    handled = keepDays()
    if (handled === null) return
    const until = new Date(now().getTime() - handled * dayMs).toISOString()
    const filter: RunFilter = { until, isStarred: false }
    let removed = 0
    for (let hasMore = true; hasMore && !isClosed; ) {
      const step = await history.remove({ filter })
      removed += step.removed
      hasMore = step.hasMore
    }
    if (removed > 0) onRemoved(removed)
  }

  return {
    changed: () => {
      if (keepDays() !== handled) look()
    },
    close: async () => {
      isClosed = true
      clearTimeout(first)
      clearInterval(later)
      await going
    },
  }
}
