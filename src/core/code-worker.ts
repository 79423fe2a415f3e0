// The thread that reads pasted code: what hangs or overfills it ends with it. Started ahead, it waits for its paste.
import { parentPort } from 'node:worker_threads'
import { readCode } from '#shared/import/read-code'
import type { Paste } from '#shared/import/reading'

// Safe: code-reader.ts starts this thread and sends exactly this.
parentPort?.once('message', (paste: Paste) => parentPort?.postMessage(readCode(paste)))
