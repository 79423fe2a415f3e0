import { AppError } from '#shared/app-error'
import { handedOver, runOnThread } from '../thread-task.ts'
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
  const limits = { timeLimitMs, memoryLimitMb, onFailure: unreadable }
  return async (bytes, signal) => {
    const reading = await turns(signal, () => runOnThread({ worker, ...handedOver(bytes), ...limits }, signal))
    if ('refusal' in reading) throw new AppError('invalid-input', reading.refusal)
    return reading.bundle
  }
}
