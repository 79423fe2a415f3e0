import type { LibraryState } from '#shared/contract'
import type { HandlersOf } from './handlers.ts'
import type { WatchFolder } from './watch-folder.ts'

export type LibraryFeed = {
  /** Does what changes the library. Nobody is told of a state that was read while it was under way. */
  changing: <Result>(task: () => Promise<Result>) => Promise<Result>
  handlers: Pick<HandlersOf<'library'>, 'library.watch'>
}

const lookAgainMs = 1_000

/**
 * Tells every window what is in the library, whenever that changes, from inside or outside.
 * @param read Reads the state; never rejects.
 */
export function createLibraryFeed(read: () => Promise<LibraryState>, watchFolder: WatchFolder): LibraryFeed {
  const wakers = new Set<() => void>()
  let changes = 0
  const changed = () => {
    changes += 1
    for (const wake of wakers) wake()
  }

  /** The state, read while nothing of ours was changing it. */
  async function readSettled(): Promise<LibraryState> {
    for (;;) {
      const before = changes
      const state = await read()
      if (changes === before) return state
    }
  }

  async function* follow(signal: AbortSignal): AsyncGenerator<LibraryState> {
    let news = Promise.withResolvers<void>()
    let told = ''
    let watched: { folder: string | null; stop: () => void } = { folder: null, stop: () => {} }
    /** A folder that is gone cannot tell that it is back: it is looked for. */
    const watch = ({ folder, error }: LibraryState) => {
      const wanted = error ? null : folder
      if (wanted !== null && watched.folder === wanted) return
      watched.stop()
      const timer = wanted === null ? setTimeout(wake, lookAgainMs) : undefined
      watched = { folder: wanted, stop: wanted === null ? () => clearTimeout(timer) : watchFolder(wanted, wake) }
    }
    const wake = () => news.resolve()
    wakers.add(wake)
    signal.addEventListener('abort', wake)
    try {
      while (!signal.aborted) {
        news = Promise.withResolvers()
        const state = await readSettled()
        watch(state)
        const text = JSON.stringify(state)
        if (text !== told) yield state
        told = text
        await news.promise
      }
    } finally {
      watched.stop()
      wakers.delete(wake)
      signal.removeEventListener('abort', wake)
    }
  }

  return {
    changing: async (task) => {
      changes += 1
      try {
        return await task()
      } finally {
        changed()
      }
    },
    handlers: { 'library.watch': (_input, { signal }) => follow(signal) },
  }
}
