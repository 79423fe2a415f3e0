import { Worker } from 'node:worker_threads'
import type { Inspection } from './inspect-file.ts'
import { createTurns } from './turns.ts'

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
  const inspect = (bytes: Uint8Array, signal: AbortSignal) =>
    new Promise<Inspection>((resolve, reject) => {
      // A copy of its own: a buffer of Node's is often a window on memory that holds other things too.
      const own = new Uint8Array(bytes)
      const thread = new Worker(worker, {
        workerData: { bytes: own },
        transferList: [own.buffer],
        resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
        // What a library prints about a file is nobody's news.
        stdout: true,
        stderr: true,
      })
      const end = (settle: () => void) => {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
        void thread.terminate()
        settle()
      }
      const stop = () => end(() => reject(signal.reason))
      const timer = setTimeout(() => end(() => resolve(unreadable)), timeLimitMs)
      signal.addEventListener('abort', stop, { once: true })
      // Safe: the thread sends one inspection and nothing else.
      thread.once('message', (inspection: Inspection) => end(() => resolve(inspection)))
      thread.once('error', () => end(() => resolve(unreadable)))
      thread.once('exit', () => end(() => resolve(unreadable)))
    })
  return (bytes, signal) => turns(signal, () => inspect(bytes, signal))
}
