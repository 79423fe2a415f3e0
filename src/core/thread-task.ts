import { Worker } from 'node:worker_threads'

export type ThreadStart = {
  /** The module of the thread, as source or as bundled; it sends one message, the result. */
  worker: URL
  /** What the module finds as `workerData`, and the memory in it that is handed over. */
  data?: unknown
  transfer?: ArrayBuffer[]
  memoryLimitMb: number
}
export type ThreadWait<Result> = {
  timeLimitMs: number
  /** What counts as the result of a thread that hangs, breaks or takes too much memory. */
  onFailure: Result
}

/** Bytes for a thread, as a copy: a buffer of Node's is often a window on memory that holds other things too. */
export function handedOver(bytes: Uint8Array): Pick<ThreadStart, 'data' | 'transfer'> {
  const own = new Uint8Array(bytes)
  return { data: { bytes: own }, transfer: [own.buffer] }
}

/**
 * Does one thing on a thread that is made for it and ends with it, so that nothing which came from outside can stop the rest of
 * Antiphon. Rejects with the signal's reason when that aborts, and never otherwise.
 */
export async function runOnThread<Result>(
  task: ThreadStart & ThreadWait<Result>,
  signal: AbortSignal,
): Promise<Result> {
  signal.throwIfAborted()
  return await resultOf(startThread(task), task, signal)
}

/** A thread that somebody waits for with `resultOf`. */
export function startThread({ worker, data, transfer = [], memoryLimitMb }: ThreadStart): Worker {
  return new Worker(worker, {
    workerData: data,
    transferList: transfer,
    resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
    // What a library prints about a file is nobody's news.
    stdout: true,
    stderr: true,
  })
}

/** The one message of a thread, which ends then. Rejects with the signal's reason when that aborts, and never otherwise. */
export function resultOf<Result>(
  thread: Worker,
  { timeLimitMs, onFailure }: ThreadWait<Result>,
  signal: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      void thread.terminate()
      settle()
    }
    const stop = () => end(() => reject(signal.reason))
    const timer = setTimeout(() => end(() => resolve(onFailure)), timeLimitMs)
    signal.addEventListener('abort', stop, { once: true })
    // Safe: the thread sends one result and nothing else.
    thread.once('message', (result: Result) => end(() => resolve(result)))
    thread.once('error', () => end(() => resolve(onFailure)))
    thread.once('exit', () => end(() => resolve(onFailure)))
  })
}
