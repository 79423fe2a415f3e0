import type { Worker } from 'node:worker_threads'

/** One thread that waits, started and loaded, for something to do. */
export type SpareThread = {
  /** Starts it where there is none. It ends when nobody has taken it for a while. */
  prepare: () => void
  /** The thread, which is the caller's from now on; `null` where there is none. */
  take: () => Worker | null
  end: () => void
}

/** @param keepMs How long it waits after it was last asked for. */
export function createSpareThread(start: () => Worker, keepMs: number): SpareThread {
  let spare: Worker | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const end = () => {
    clearTimeout(timer)
    void spare?.terminate()
    spare = null
  }
  return {
    prepare: () => {
      clearTimeout(timer)
      timer = setTimeout(end, keepMs)
      timer.unref()
      if (spare) return
      const thread = start()
      // Antiphon may end while it waits.
      thread.unref()
      const forget = () => {
        if (spare === thread) spare = null
      }
      thread.on('error', forget)
      thread.on('exit', forget)
      spare = thread
    },
    take: () => {
      const thread = spare
      spare = null
      thread?.ref()
      return thread
    },
    end,
  }
}
