import { handedOver, runOnThread } from '../thread-task.ts'
import { createTurns } from '../turns.ts'
import type { Inspection } from './inspect-file.ts'

/** Finds out what a file is. Never rejects for what the file holds: that is a refusal in words. */
export type InspectFile = (bytes: Uint8Array, signal: AbortSignal) => Promise<Inspection>

export type FileInspectorOptions = {
  /** The module of the thread, as source or as bundled. */
  worker: URL
  /** After so many milliseconds a file counts as unreadable. */
  timeLimitMs?: number
}

/** A large PDF takes a second or two of a slow computer. */
const usualTimeLimitMs = 20_000
/** Megabytes that reading one file may take. */
const memoryLimitMb = 512
const mostAtOnce = 2

const unreadable: Inspection = {
  refusal: 'This file cannot be read: it is damaged, or made to be unreadable. Save it again and add the new file.',
}

/** Looks at each file on a thread that is made for it and ends with it, so that no file can stop the rest of Antiphon. */
export function createFileInspector({ worker, timeLimitMs = usualTimeLimitMs }: FileInspectorOptions): InspectFile {
  const turns = createTurns(mostAtOnce)
  const limits = { timeLimitMs, memoryLimitMb, onFailure: unreadable }
  return (bytes, signal) => turns(signal, () => runOnThread({ worker, ...handedOver(bytes), ...limits }, signal))
}
