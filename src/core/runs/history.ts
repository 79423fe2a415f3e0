import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { HandlersOf } from '../handlers.ts'
import type { HistoryExportCalls } from './history-export.ts'
import type { HistoryImportCalls } from './history-import.ts'
import type { RunHistory } from './run-history.ts'

/** The calls on the history of all runs; those that make or read files are in history-export.ts and history-import.ts. */
export function historyHandlers(
  history: RunHistory,
  databaseFile: string,
): Omit<HandlersOf<'history'>, keyof HistoryExportCalls | keyof HistoryImportCalls> {
  return {
    'history.search': (query) => history.search(query),
    'history.facets': () => history.facets(),
    'history.star': async (mark) => {
      await history.star(mark)
      return null
    },
    'history.note': async (mark) => {
      await history.note(mark)
      return null
    },
    'history.count': ({ choice }) => history.countChosen(choice),
    'history.copies': async () => {
      const folder = dirname(databaseFile)
      const starts = ['before-schema-', 'damaged-'].map((why) => `${basename(databaseFile)}.${why}`)
      const names = await readdir(folder)
      return { folder, names: names.filter((name) => starts.some((start) => name.startsWith(start))).sort() }
    },
    'history.remove': async function* ({ choice }, { signal }) {
      const total = await history.countChosen(choice)
      let removed = 0
      for (let hasMore = true; hasMore && !signal.aborted; ) {
        const step = await history.remove(choice)
        removed += step.removed
        hasMore = step.hasMore
        yield { removed, total: Math.max(total, removed) }
      }
    },
    'history.usage': (days) => history.usage(days),
  }
}
