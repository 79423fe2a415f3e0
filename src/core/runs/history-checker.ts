import { Worker } from 'node:worker_threads'
import { AppError } from '#shared/app-error'
import type { CheckEnd, CheckProgress } from './check-history-file.ts'

/** What the thread for files from outside gets for a history file. */
export type HistoryFileWork = { source: string; target: string }
export type HistoryFileNews = { progress: CheckProgress } | { end: CheckEnd }

/** A file that shows no progress for so long is made to be unreadable. */
const patienceMs = 60_000
const memoryLimitMb = 768
/** One line after the other is read and let go: V8's own limit would keep dozens of them. */
const youngLimitMb = 8

const unreadable = 'The file cannot be read: it is damaged, or made to be unreadable.'

/** Checks a history file on a thread that is made for it and ends with it. */
export function checkOnThread(
  worker: URL,
  work: HistoryFileWork,
  signal: AbortSignal,
  onProgress: (progress: CheckProgress) => void,
): Promise<CheckEnd> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(worker, {
      workerData: work,
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb, maxYoungGenerationSizeMb: youngLimitMb },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdout: true,
      stderr: true,
    })
    let timer: NodeJS.Timeout | undefined
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      void thread.terminate()
      settle()
    }
    const giveUp = () => end(() => resolve({ fault: unreadable }))
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(giveUp, patienceMs)
    }
    const stop = () => end(() => reject(new AppError('cancelled', 'The import was stopped.')))
    signal.addEventListener('abort', stop, { once: true })
    wait()
    // Safe: file-worker.ts sends nothing else for this work.
    thread.on('message', (news: HistoryFileNews) => {
      if ('end' in news) return end(() => resolve(news.end))
      wait()
      onProgress(news.progress)
    })
    thread.once('error', giveUp)
    thread.once('exit', giveUp)
  })
}
