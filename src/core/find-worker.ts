// The thread that looks for a regular expression: one that takes for ever ends with it.
import { parentPort } from 'node:worker_threads'
import type { FoundInTexts, TextSearch } from '#shared/find/text-search'
import { searchTexts } from '#shared/find/text-search'

// Safe: find.ts starts this thread and sends exactly this.
parentPort?.once('message', (search: TextSearch) => {
  const found: FoundInTexts = searchTexts(search)
  parentPort?.postMessage(found)
})
