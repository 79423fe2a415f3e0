// The thread that reads files which came from outside: what hangs or overfills it ends with it.
import { parentPort, workerData } from 'node:worker_threads'
import { inspectFile } from './inspect-file.ts'

// Safe: file-inspector.ts starts this thread and hands exactly this in.
const { bytes } = workerData as { bytes: Uint8Array }
parentPort?.postMessage(await inspectFile(bytes))
