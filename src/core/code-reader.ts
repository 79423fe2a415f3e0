import type { Worker } from 'node:worker_threads'
import type { CodeReading, Paste } from '#shared/import/reading'
import { createSpareThread } from './spare-thread.ts'
import { resultOf, startThread } from './thread-task.ts'
import { createTurns } from './turns.ts'

/** Reads a paste. Never rejects for what is in it: that is a note. */
export type ReadCode = (paste: Paste, signal: AbortSignal) => Promise<CodeReading>

export type CodeReader = {
  read: ReadCode
  /** Says that a paste may come soon: its thread is started, which is a third of what a long paste takes. */
  prepare: () => void
  close: () => void
}

export type CodeReaderOptions = {
  /** The module of the thread, as source or as bundled. */
  worker: URL
  /** After so many milliseconds a paste counts as unreadable. */
  timeLimitMs?: number
}

/** A paste of 32 MB takes a few seconds of a slow computer. */
const usualTimeLimitMs = 15_000
/** Megabytes that reading one paste may take. */
const memoryLimitMb = 1_024
const mostAtOnce = 2
/** How long a thread waits for a paste. */
const keepMs = 120_000

const unreadable: CodeReading = {
  format: 'text',
  requests: [],
  notes: [{ line: null, what: 'This cannot be read: it is too large or nested too deeply. Paste the call itself.' }],
  secrets: [],
}

/** Reads each paste on a thread of its own: a paste may have been made to break its reader. */
export function createCodeReader({ worker, timeLimitMs = usualTimeLimitMs }: CodeReaderOptions): CodeReader {
  const turns = createTurns(mostAtOnce)
  const start = () => startThread({ worker, memoryLimitMb })
  const spare = createSpareThread(start, keepMs)

  const readOn = async (thread: Worker, paste: Paste, signal: AbortSignal) => {
    thread.postMessage(paste)
    return await resultOf(thread, { timeLimitMs, onFailure: unreadable }, signal)
  }
  const read = async (paste: Paste, signal: AbortSignal): Promise<CodeReading> => {
    signal.throwIfAborted()
    const ready = spare.take()
    if (!ready) return await readOn(start(), paste, signal)
    try {
      return await readOn(ready, paste, signal)
    } finally {
      // Who pastes once may do so again.
      spare.prepare()
    }
  }
  return {
    read: (paste, signal) => turns(signal, () => read(paste, signal)),
    prepare: spare.prepare,
    close: spare.end,
  }
}
