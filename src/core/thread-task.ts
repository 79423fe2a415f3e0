import { Worker } from 'node:worker_threads'

export type ThreadTask<Result> = {
  /** The module of the thread, as source or as bundled; it sends one message, the result. */
  worker: URL
  /** What the module finds as `workerData`, and the memory in it that is handed over. */
  data: unknown
  transfer?: ArrayBuffer[]
  timeLimitMs: number
  memoryLimitMb: number
  /** What counts as the result of a thread that hangs, breaks or takes too much memory. */
  onFailure: Result
}

/** Bytes for a thread, as a copy: a buffer of Node's is often a window on memory that holds other things too. */
export function handedOver(bytes: Uint8Array): Pick<ThreadTask<unknown>, 'data' | 'transfer'> {
  const own = new Uint8Array(bytes)
  return { data: { bytes: own }, transfer: [own.buffer] }
}

/**
 * Does one thing on a thread that is made for it and ends with it, so that nothing which came from outside can stop the rest of
 * Antiphon. Rejects with the signal's reason when that aborts, and never otherwise.
 */
export function runOnThread<Result>(task: ThreadTask<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const thread = new Worker(task.worker, {
      workerData: task.data,
      transferList: task.transfer ?? [],
      resourceLimits: { maxOldGenerationSizeMb: task.memoryLimitMb },
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
    const timer = setTimeout(() => end(() => resolve(task.onFailure)), task.timeLimitMs)
    signal.addEventListener('abort', stop, { once: true })
    // Safe: the thread sends one result and nothing else.
    thread.once('message', (result: Result) => end(() => resolve(result)))
    thread.once('error', () => end(() => resolve(task.onFailure)))
    thread.once('exit', () => end(() => resolve(task.onFailure)))
  })
}
