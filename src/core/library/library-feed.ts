import type { LibraryState } from '#shared/library/library'
import type { WatchFolder } from '../files/watch-folder.ts'
import type { HandlersOf } from '../handlers.ts'

export type LibraryFeed = {
  /** Does what changes the library. Nobody is told of a state that was read while it was under way. */
  changing: <Result>(task: () => Promise<Result>) => Promise<Result>
  handlers: Pick<HandlersOf<'library'>, 'library.watch'>
}

/** A folder that is gone cannot tell that it is back: it is looked for this often. */
const lookAgainMs = 1_000
/** Changes that follow each other are told of together. */
const restMs = 30

/**
 * Tells every window what is in the library, whenever that changes, from inside or outside. However many windows there are, the
 * folder is watched and read once.
 * @param read Reads the state; never rejects.
 */
export function createLibraryFeed(read: () => Promise<LibraryState>, watchFolder: WatchFolder): LibraryFeed {
  const wakers = new Set<() => void>()
  let changes = 0
  let reading: Promise<{ state: LibraryState; text: string }> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let watched: { folder: string | null; stop: () => void } = { folder: null, stop: () => {} }

  const changed = () => {
    changes += 1
    reading = null
    if (wakers.size > 0) timer ??= setTimeout(wakeAll, restMs)
  }
  const wakeAll = () => {
    timer = undefined
    for (const wake of wakers) wake()
  }

  /** The state, read while nothing of ours was changing it. */
  async function readSettled(): Promise<{ state: LibraryState; text: string }> {
    for (;;) {
      const before = changes
      const state = await read()
      if (changes === before) return { state, text: JSON.stringify(state) }
    }
  }

  function watch({ folder, error }: LibraryState): void {
    const wanted = error ? null : folder
    if (wanted !== null && watched.folder === wanted) return
    watched.stop()
    const again = wanted === null ? setTimeout(changed, lookAgainMs) : undefined
    watched = { folder: wanted, stop: wanted === null ? () => clearTimeout(again) : watchFolder(wanted, changed) }
  }

  function leave(wake: () => void): void {
    wakers.delete(wake)
    if (wakers.size > 0) return
    clearTimeout(timer)
    timer = undefined
    watched.stop()
    watched = { folder: null, stop: () => {} }
    // What happens while nobody watches is not heard of.
    reading = null
  }

  async function* follow(signal: AbortSignal): AsyncGenerator<LibraryState> {
    let news = Promise.withResolvers<void>()
    let told = ''
    const wake = () => news.resolve()
    wakers.add(wake)
    signal.addEventListener('abort', wake)
    try {
      while (!signal.aborted) {
        news = Promise.withResolvers()
        reading ??= readSettled()
        const { state, text } = await reading
        if (signal.aborted) return
        watch(state)
        if (text !== told) yield state
        told = text
        await news.promise
      }
    } finally {
      leave(wake)
      signal.removeEventListener('abort', wake)
    }
  }

  return {
    changing: async (task) => {
      changes += 1
      reading = null
      try {
        return await task()
      } finally {
        changed()
      }
    },
    handlers: { 'library.watch': (_input, { signal }) => follow(signal) },
  }
}
