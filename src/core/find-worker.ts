// The thread that looks for regular expressions: one that takes for ever ends with it.
import { parentPort } from 'node:worker_threads'
import { searchTexts, type TextSearch } from '#shared/find/text-search'

// Safe: find.ts starts this thread and sends exactly this.
parentPort?.on('message', (search: TextSearch) => parentPort?.postMessage(searchTexts(search)))
