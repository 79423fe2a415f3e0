// The thread that reads pasted code: what hangs or overfills it ends with it.
import { parentPort, workerData } from 'node:worker_threads'
import { readCode } from '#shared/import/read-code'
import type { Paste } from '#shared/import/reading'

// Safe: code-reader.ts starts this thread and hands exactly this in.
parentPort?.postMessage(readCode(workerData as Paste))
