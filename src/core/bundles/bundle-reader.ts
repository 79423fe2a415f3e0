import { AppError } from '#shared/app-error'
import { runOnThread } from '../thread-task.ts'
import { createTurns } from '../turns.ts'
import type { Bundle, BundleReading } from './read-bundle.ts'

/** Reads a bundle. Rejects with an AppError `invalid-input` in words where it is none that can be taken. */
export type ReadBundle = (bytes: Uint8Array, signal: AbortSignal) => Promise<Bundle>

export type BundleReaderOptions = {
  /** The module of the thread, as source or as bundled. */
  worker: URL
  /** After so many milliseconds a bundle counts as unreadable. */
  timeLimitMs?: number
}

/** A bundle of 40 MB with many PDFs takes a few seconds of a slow computer. */
const usualTimeLimitMs = 30_000
/** Megabytes that reading one bundle may take. */
const memoryLimitMb = 1_024
/** A bundle is held more than once in memory while it is read. */
const mostAtOnce = 1

const unreadable: BundleReading = {
  refusal: 'The bundle was not imported: it is damaged, or made to be unreadable.',
}

/** Reads each bundle on a thread that is made for it and ends with it, so that no file can stop the rest of Antiphon. */
export function createBundleReader({ worker, timeLimitMs = usualTimeLimitMs }: BundleReaderOptions): ReadBundle {
  const turns = createTurns(mostAtOnce)
  const read = (bytes: Uint8Array, signal: AbortSignal) => {
    // A copy of its own: a buffer of Node's is often a window on memory that holds other things too.
    const own = new Uint8Array(bytes)
    const task = { worker, timeLimitMs, memoryLimitMb, data: { bytes: own }, transfer: [own.buffer] }
    return runOnThread<BundleReading>({ ...task, onFailure: unreadable }, signal)
  }
  return async (bytes, signal) => {
    const reading = await turns(signal, () => read(bytes, signal))
    if ('refusal' in reading) throw new AppError('invalid-input', reading.refusal)
    return reading.bundle
  }
}
