// Runs out to a file and in from one. What is written has its name only once it is whole; what is read is checked first.
import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { open, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/app-error'
import type { ExportFormat, ImportEnd, ImportEvent } from '#shared/history'
import type { CheckProgress } from './check-history-file.ts'
import { makePrivateFolder } from './folders.ts'
import type { HandlersOf } from './handlers.ts'
import { checkOnThread } from './history-checker.ts'
import type { RunHistory } from './run-history.ts'
import { toStorageError } from './storage-error.ts'
import { syncFolder } from './write-file.ts'

export type HistoryFilesOptions = {
  history: RunHistory
  folders: { exports: string; imports: string }
  /** The module of the thread that reads files from outside. */
  fileWorker: URL
  now: () => Date
}

type FileCalls = Pick<HandlersOf<'history'>, 'history.export' | 'history.importPart' | 'history.import'>

/** A larger file is no history that a person has. */
const mostBytes = 8 * 1024 ** 3

export function historyFileHandlers({ history, folders, fileWorker, now }: HistoryFilesOptions): FileCalls {
  // What an earlier start left half.
  rmSync(folders.imports, { recursive: true, force: true })
  const partOf = (upload: string) => join(folders.imports, `${upload}.part`)

  return {
    'history.export': async function* ({ choice, format }, { signal }) {
      makePrivateFolder(folders.exports)
      const temporary = join(folders.exports, `.${randomUUID()}.tmp`)
      try {
        const total = await history.countChosen(choice)
        let done = 0
        for (let after: string | null = null, hasMore = true; hasMore; ) {
          signal.throwIfAborted()
          const step = await history.exportSome({ path: temporary, format, choice, after })
          done += step.written
          after = step.last
          hasMore = step.hasMore
          yield { type: 'progress', done, total: Math.max(total, done) }
        }
        const path = await giveName(temporary, folders.exports, format, now())
        yield { type: 'end', path, runs: done }
      } catch (error) {
        if (signal.aborted) return
        throw error instanceof AppError ? error : toStorageError(error, 'The export')
      } finally {
        await unlink(temporary).catch(() => {})
      }
    },
    'history.importPart': async ({ upload, offset, data }) => {
      makePrivateFolder(folders.imports)
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
      const checked = join(folders.imports, `${upload}.checked`)
      try {
        if (!existsSync(source)) throw new AppError('not-found', 'There is no such file to import.')
        const end = yield* check(source, checked, signal)
        yield* take(checked, end, signal)
      } finally {
        await Promise.all([source, checked].map((path) => unlink(path).catch(() => {})))
      }
    },
  }

  async function* check(source: string, target: string, signal: AbortSignal) {
    const news: CheckProgress[] = []
    let wake = () => {}
    let isOver = false
    const ended = checkOnThread(fileWorker, { source, target }, signal, (progress) => {
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

  async function* take(
    path: string,
    { refused, reasons }: { refused: number; reasons: string[] },
    signal: AbortSignal,
  ): AsyncGenerator<ImportEvent> {
    const { size: total } = await stat(path)
    const end: ImportEnd = { type: 'end', imported: 0, known: 0, refused, reasons }
    for (let offset = 0; offset < total && !signal.aborted; ) {
      const step = await history.importSome({ path, offset })
      end.imported += step.imported
      end.known += step.known
      offset = step.offset
      yield { type: 'progress', step: 'take', done: offset, total }
    }
    yield end
  }
}

/** Brings a whole file to the disk and gives it a name that no file has yet. */
async function giveName(temporary: string, folder: string, format: ExportFormat, now: Date): Promise<string> {
  const file = await open(temporary, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  const stem = `antiphon-history-${now.toISOString().slice(0, 10)}`
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}.${format}`)
    if (existsSync(path)) continue
    await rename(temporary, path)
    await syncFolder(folder)
    return path
  }
}
