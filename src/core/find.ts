import type { FoundInTexts, TextSearch } from '#shared/find/text-search'
import type { HandlersOf } from './handlers.ts'
import { createSpareThread } from './spare-thread.ts'
import { resultOf, startThread } from './thread-task.ts'
import { createTurns } from './turns.ts'

export type TextFinder = {
  find: (search: TextSearch, signal: AbortSignal) => Promise<FoundInTexts | null>
  close: () => void
}

/** A part of a long prompt takes some milliseconds; nobody waits for more than this. */
const usualTimeLimitMs = 2_000
/** Megabytes that one search may take. */
const memoryLimitMb = 256
const mostAtOnce = 2
/** How long a thread waits for the next search: the next key of who types. */
const keepMs = 30_000

/**
 * Looks for regular expressions on a thread of its own, which ends with one that takes too long: of those the engine cannot say
 * beforehand how long they take.
 */
export function createTextFinder({
  worker,
  timeLimitMs = usualTimeLimitMs,
}: {
  worker: URL
  timeLimitMs?: number
}): TextFinder {
  const turns = createTurns(mostAtOnce)
  const start = () => startThread({ worker, memoryLimitMb })
  const spare = createSpareThread(start, keepMs)
  const find = async (search: TextSearch, signal: AbortSignal) => {
    signal.throwIfAborted()
    const thread = spare.take() ?? start()
    thread.postMessage(search)
    try {
      return await resultOf<FoundInTexts | null>(thread, { timeLimitMs, onFailure: null }, signal)
    } finally {
      spare.prepare()
    }
  }
  return { find: (search, signal) => turns(signal, () => find(search, signal)), close: spare.end }
}

export function findHandlers({ find }: TextFinder): HandlersOf<'find'> {
  return { 'find.texts': (search, { signal }) => find(search, signal) }
}
