import type { Worker } from 'node:worker_threads'
import type { FoundInTexts, TextSearch } from '#shared/find/text-search'
import type { HandlersOf } from './handlers.ts'
import { startThread } from './thread-task.ts'
import { createTurns } from './turns.ts'

export type TextFinder = {
  find: (search: TextSearch, signal: AbortSignal) => Promise<FoundInTexts | null>
  close: () => void
}

type TextFinderOptions = { worker: URL; timeLimitMs?: number }

/** A part of a long prompt takes some milliseconds; nobody waits for more than this. */
const usualTimeLimitMs = 2_000
/** So long one that nobody waits for any more may still take: to start a thread anew takes longer. */
const graceMs = 100
/** Megabytes that one search may take. */
const memoryLimitMb = 512
/** How long a thread waits for the next search. */
const keepMs = 30_000

/**
 * Looks for regular expressions on a thread of its own, which ends with one that takes too long: of those the engine cannot say
 * beforehand how long they take.
 */
export function createTextFinder({ worker, timeLimitMs = usualTimeLimitMs }: TextFinderOptions): TextFinder {
  const turns = createTurns(1)
  let thread: Worker | null = null
  let idle: ReturnType<typeof setTimeout> | undefined

  function end() {
    clearTimeout(idle)
    void thread?.terminate()
    thread = null
  }
  function rest() {
    // Antiphon may end while it waits.
    thread?.unref()
    idle = setTimeout(end, keepMs)
    idle.unref()
  }
  /** Resolves with what the thread found, or `null` where it was ended; it is free again then. */
  function ask(search: TextSearch, signal: AbortSignal): Promise<FoundInTexts | null> {
    clearTimeout(idle)
    thread ??= startThread({ worker, memoryLimitMb })
    const own = thread
    own.ref()
    return new Promise((resolve) => {
      const settle = (found: FoundInTexts | null) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', hurry)
        own.off('message', settle)
        own.off('error', fail)
        own.off('exit', fail)
        if (found === null) end()
        else rest()
        resolve(found)
      }
      const fail = () => settle(null)
      let timer = setTimeout(fail, timeLimitMs)
      const hurry = () => {
        clearTimeout(timer)
        timer = setTimeout(fail, graceMs)
      }
      signal.addEventListener('abort', hurry, { once: true })
      // Safe: the thread answers each search with what it found, and says nothing else.
      own.on('message', settle)
      own.on('error', fail)
      own.on('exit', fail)
      own.postMessage(search)
    })
  }
  return {
    find: (search, signal) =>
      turns(signal, async () => {
        signal.throwIfAborted()
        const found = await ask(search, signal)
        signal.throwIfAborted()
        return found
      }),
    close: end,
  }
}

export function findHandlers({ find }: TextFinder): HandlersOf<'find'> {
  return { 'find.texts': (search, { signal }) => find(search, signal) }
}
