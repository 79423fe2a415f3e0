import type { CodeReading, Paste } from '#shared/import/reading'
import { runOnThread } from './thread-task.ts'
import { createTurns } from './turns.ts'

/** Reads a paste. Never rejects for what is in it: that is a note. */
export type ReadCode = (paste: Paste, signal: AbortSignal) => Promise<CodeReading>

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

const unreadable: CodeReading = {
  format: 'text',
  requests: [],
  notes: [{ line: null, what: 'This cannot be read: it is too large or nested too deeply. Paste the call itself.' }],
  secrets: [],
}

/** Reads each paste on a thread that is made for it: a paste may have been made to break its reader. */
export function createCodeReader({ worker, timeLimitMs = usualTimeLimitMs }: CodeReaderOptions): ReadCode {
  const turns = createTurns(mostAtOnce)
  return (paste, signal) =>
    turns(signal, () => runOnThread({ worker, data: paste, timeLimitMs, memoryLimitMb, onFailure: unreadable }, signal))
}
