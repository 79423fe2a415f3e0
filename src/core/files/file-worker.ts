// The thread that reads files which came from outside: what hangs or overfills it ends with it.
import { parentPort, workerData } from 'node:worker_threads'
import type { HistoryFileNews, HistoryFileWork } from '../runs/history-checker.ts'

// Safe: file-inspector.ts and history-checker.ts start this thread and hand exactly this in.
const work = workerData as { bytes: Uint8Array } | HistoryFileWork
if ('bytes' in work) {
  const { inspectFile } = await import('./inspect-file.ts')
  parentPort?.postMessage(await inspectFile(work.bytes))
} else {
  const { checkHistoryFile } = await import('../runs/check-history-file.ts')
  const tell = (news: HistoryFileNews) => parentPort?.postMessage(news)
  tell({ end: checkHistoryFile(work.source, work.target, (progress) => tell({ progress })) })
}
