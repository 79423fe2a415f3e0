// The thread that reads bundles: what hangs or overfills it ends with it.
import { parentPort, workerData } from 'node:worker_threads'
import { readBundle } from './read-bundle.ts'

// Safe: bundle-reader.ts starts this thread and hands exactly this in.
const { bytes } = workerData as { bytes: Uint8Array }
parentPort?.postMessage(await readBundle(bytes))
