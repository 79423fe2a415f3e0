import type { DraftChange } from '#shared/library/library'
import type { HandlersOf } from '../handlers.ts'

export type DraftFeed = {
  tell: (change: DraftChange) => void
  handlers: Pick<HandlersOf<'prompts'>, 'prompts.watch'>
}

/**
 * Tells every window what was typed in another one. Whoever comes later is first told of what was typed since the start: it may
 * have read a prompt a moment before.
 */
export function createDraftFeed(): DraftFeed {
  const newest = new Map<string, DraftChange>()
  const listeners = new Set<(change: DraftChange) => void>()

  async function* follow(signal: AbortSignal): AsyncGenerator<DraftChange> {
    let untold = new Map(newest)
    let news = Promise.withResolvers<void>()
    const hear = (change: DraftChange) => {
      untold.set(change.id, change)
      news.resolve()
    }
    const leave = () => news.resolve()
    listeners.add(hear)
    signal.addEventListener('abort', leave)
    try {
      while (!signal.aborted) {
        const changes = untold
        untold = new Map()
        news = Promise.withResolvers()
        yield* changes.values()
        if (untold.size === 0 && !signal.aborted) await news.promise
      }
    } finally {
      listeners.delete(hear)
      signal.removeEventListener('abort', leave)
    }
  }

  return {
    tell: (change) => {
      newest.set(change.id, change)
      for (const hear of listeners) hear(change)
    },
    handlers: { 'prompts.watch': (_input, { signal }) => follow(signal) },
  }
}
