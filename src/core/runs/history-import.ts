// Runs in from a file, which is checked as a whole before anything of it is taken over.
import { existsSync, rmSync } from 'node:fs'
import { open, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/app-error'
import type { ImportEnd, ImportEvent } from '#shared/runs/history'
import { makePrivateFolder } from '../files/folders.ts'
import { toStorageError } from '../files/storage-error.ts'
import type { HandlersOf } from '../handlers.ts'
import type { CheckProgress } from './check-history-file.ts'
import { checkOnThread } from './history-checker.ts'
import type { ImportPlace, RunHistory } from './run-history.ts'

export type HistoryImportOptions = {
  history: RunHistory
  /** Where a file grows that is to be imported. */
  folder: string
  /** The module of the thread that reads files from outside. */
  fileWorker: URL
}

export type HistoryImportCalls = Pick<HandlersOf<'history'>, 'history.importPart' | 'history.import'>

/** A larger file is no history that a person has. */
const mostBytes = 8 * 1024 ** 3

/** The calls that take a file in. Removes the folder with what an earlier start left half. */
export function historyImportHandlers({ history, folder, fileWorker }: HistoryImportOptions): HistoryImportCalls {
  rmSync(folder, { recursive: true, force: true })
  const partOf = (upload: string) => join(folder, `${upload}.part`)

  return {
    'history.importPart': async ({ upload, offset, data }) => {
      makePrivateFolder(folder)
      const bytes = Buffer.from(data, 'base64')
      if (offset + bytes.length > mostBytes) throw new AppError('invalid-input', 'This file is too large to import.')
      try {
        const file = await open(partOf(upload), offset === 0 ? 'w' : 'r+', 0o600)
        try {
          await file.write(bytes, 0, bytes.length, offset)
        } finally {
          await file.close()
        }
      } catch (error) {
        throw toStorageError(error, 'The file to import')
      }
      return null
    },
    'history.import': async function* ({ upload }, { signal }) {
      const source = partOf(upload)
      const checked = join(folder, `${upload}.checked`)
      try {
        if (!existsSync(source)) throw new AppError('not-found', 'There is no such file to import.')
        const end = yield* check(fileWorker, source, checked, signal)
        yield* take(history, checked, end, signal)
      } finally {
        await Promise.all([source, checked].map((path) => unlink(path).catch(() => {})))
      }
    },
  }
}

/** Tells how far it is, then answers what the checked file holds; throws where that is nothing. */
async function* check(worker: URL, source: string, target: string, signal: AbortSignal) {
  const news: CheckProgress[] = []
  let wake = () => {}
  let isOver = false
  const ended = checkOnThread(worker, { source, target }, signal, (progress) => {
    news.push(progress)
    wake()
  }).finally(() => {
    isOver = true
    wake()
  })
  // It is awaited below; until then nobody hears it fail.
  ended.catch(() => {})
  while (!isOver) {
    await new Promise<void>((resolve) => {
      wake = resolve
      if (news.length > 0 || isOver) resolve()
    })
    for (const { done, total } of news.splice(0))
      yield { type: 'progress' as const, step: 'check' as const, done, total }
  }
  const end = await ended
  if ('fault' in end) throw new AppError('invalid-input', `Nothing was imported. ${end.fault}`)
  if (end.accepted === 0) {
    const [reason] = end.reasons
    throw new AppError('invalid-input', `Nothing was imported: the file holds no run.${reason ? ` ${reason}.` : ''}`)
  }
  return end
}

/** Takes over what is not here yet, one step at a time; stopped, it ends with what it has. */
async function* take(
  history: RunHistory,
  path: string,
  { refused, reasons }: { refused: number; reasons: string[] },
  signal: AbortSignal,
): AsyncGenerator<ImportEvent> {
  const { size: total } = await stat(path)
  const end: ImportEnd = { type: 'end', imported: 0, known: 0, refused, reasons }
  let place: ImportPlace = { offset: 0, taking: null }
  try {
    while (place.offset < total && !signal.aborted) {
      const { imported, known, ...next } = await history.importSome({ path, ...place })
      end.imported += imported
      end.known += known
      place = next
      yield { type: 'progress', step: 'take', done: place.offset, total }
    }
  } finally {
    // A run of which a part is there is no run of the history. What is left of it here goes at the next start.
    if (place.taking !== null) await dropRun(history, place.taking).catch(() => {})
  }
  yield end
}

async function dropRun(history: RunHistory, runId: string): Promise<void> {
  while ((await history.importDrop(runId)).hasMore);
}
