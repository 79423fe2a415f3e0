import type { RunFilter } from '#shared/runs/history'
import type { RunHistory } from './run-history.ts'

export type Retention = {
  /** Looks at once whether anything is to go: the setting has changed. */
  changed: () => void
  close: () => Promise<void>
}

export type RetentionOptions = {
  history: Pick<RunHistory, 'remove' | 'countChosen'>
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
/** By a clock that is right there is a run within these days, if the history is in use, and not only one of this very day. */
const mostIdleDays = 366
const leastIdleDays = 0.5

/**
 * Deletes runs that are older than the person wants to keep them; those with a star stay. Does nothing unless it was asked to, nor
 * where the clock may be wrong: where no run is from the year before today.
 */
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
        // It was changed meanwhile.
        if (!isClosed && keepDays() !== handled) look()
      })
  }

  async function removeOld(): Promise<void> {
    handled = keepDays()
    if (handled === null) return
    const daysAgo = (days: number) => new Date(now().getTime() - days * dayMs).toISOString()
    const recent: RunFilter = { from: daysAgo(Math.max(mostIdleDays, handled)), until: daysAgo(leastIdleDays) }
    // A clock that was set far ahead would make everything old.
    if ((await history.countChosen({ filter: recent })) === 0) return
    const until = daysAgo(handled)
    const filter: RunFilter = { until, isStarred: false }
    let removed = 0
    for (let hasMore = true; hasMore && !isClosed && keepDays() === handled; ) {
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
