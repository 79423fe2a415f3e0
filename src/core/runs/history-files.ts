// Runs out to a file and in from one. What is written has its name only once it is whole; what is read is checked first.
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#shared/app-error'
import type { ExportedFile, ImportEnd, ImportEvent } from '#shared/runs/history'
import { makePrivateFolder } from '../files/folders.ts'
import { toStorageError } from '../files/storage-error.ts'
import { isTemporary, syncFolder } from '../files/write-file.ts'
import type { HandlersOf } from '../handlers.ts'
import type { CheckProgress } from './check-history-file.ts'
import { checkOnThread } from './history-checker.ts'
import type { RunHistory } from './run-history.ts'

export type HistoryFilesOptions = {
  history: RunHistory
  folders: { exports: string; imports: string }
  /** The module of the thread that reads files from outside. */
  fileWorker: URL
  /** Asks the person where a file is to go; `null` where there is no dialog for it. */
  chooseFile: ((name: string) => Promise<string | null>) | null
  now: () => Date
}

export type HistoryFileCalls = Pick<
  HandlersOf<'history'>,
  'history.export' | 'history.exportPart' | 'history.exportDone' | 'history.importPart' | 'history.import'
>

/** A larger file is no history that a person has. */
const mostBytes = 8 * 1024 ** 3
const pieceBytes = 768 * 1024

export function historyFileHandlers({
  history,
  folders,
  fileWorker,
  chooseFile,
  now,
}: HistoryFilesOptions): HistoryFileCalls {
  // What an earlier start left half, or nobody took over.
  rmSync(folders.imports, { recursive: true, force: true })
  removeLeftExports(folders.exports)
  const partOf = (upload: string) => join(folders.imports, `${upload}.part`)
  const downloadOf = (download: string) => join(folders.exports, `.${download}.tmp`)

  return {
    'history.export': async function* ({ choice, format, withWire }, { signal }) {
      const name = `antiphon-history-${now().toISOString().slice(0, 10)}.${format}`
      // A dialog that is open does not hold up the end of the app.
      const path = chooseFile ? await Promise.race([chooseFile(name), aborted(signal)]) : null
      if (chooseFile && path === null) return
      const download = randomUUID()
      let isTaken = false
      // Beside its later place, so that it can take its name in one step.
      const temporary = path === null ? downloadOf(download) : join(dirname(path), `.${download}.tmp`)
      try {
        if (path === null) makePrivateFolder(folders.exports)
        const total = await history.countChosen(choice)
        let done = 0
        for (let after: string | null = null, hasMore = true; hasMore; ) {
          signal.throwIfAborted()
          const step = await history.exportSome({ path: temporary, format, withWire, choice, after })
          done += step.written
          after = step.last
          hasMore = step.hasMore
          yield { type: 'progress', done, total: Math.max(total, done) }
        }
        const { size: bytes } = await stat(temporary)
        if (path !== null) await giveName(temporary, path)
        isTaken = true
        const file: ExportedFile =
          path === null ? { name, bytes, path, download } : { name: basename(path), bytes, path, download: null }
        yield { type: 'end', file, runs: done }
      } catch (error) {
        if (signal.aborted) return
        throw error instanceof AppError ? error : toStorageError(error, 'The export')
      } finally {
        if (!isTaken) await unlink(temporary).catch(() => {})
      }
    },
    'history.exportPart': async ({ download, offset }) => {
      try {
        const file = await open(downloadOf(download), 'r')
        try {
          const piece = Buffer.alloc(pieceBytes)
          const { bytesRead } = await file.read(piece, 0, pieceBytes, offset)
          return { data: piece.subarray(0, bytesRead).toString('base64') }
        } finally {
          await file.close()
        }
      } catch (error) {
        throw toStorageError(error, 'The export')
      }
    },
    'history.exportDone': async ({ download }) => {
      await unlink(downloadOf(download)).catch(() => {})
      return null
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

/** Brings a whole file to the disk and gives it the name that the person chose, in the place of what had it. */
async function giveName(temporary: string, path: string): Promise<void> {
  const file = await open(temporary, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, path)
  await syncFolder(dirname(path))
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(null), { once: true }))
}

/** Files of a name that a person gave stay. */
function removeLeftExports(folder: string): void {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (isTemporary(name)) rmSync(join(folder, name), { force: true })
}
