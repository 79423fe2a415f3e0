// Runs out to a file, which has its name only once it is whole.
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { open, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#shared/app-error'
import { type ExportedFile, filePieceBytes } from '#shared/runs/history'
import { makePrivateFolder } from '../files/folders.ts'
import { toStorageError } from '../files/storage-error.ts'
import { isTemporary, syncFolder } from '../files/write-file.ts'
import type { HandlersOf } from '../handlers.ts'
import type { ExportPlace, RunHistory } from './run-history.ts'

export type HistoryExportOptions = {
  history: RunHistory
  /** Where files wait that the page takes over. */
  folder: string
  /** Asks the person where a file is to go; `null` where there is no dialog for it. */
  chooseFile: ((name: string) => Promise<string | null>) | null
  now: () => Date
}

export type HistoryExportCalls = Pick<
  HandlersOf<'history'>,
  'history.export' | 'history.exportPart' | 'history.exportDone'
>

/** The calls that write a file. Removes what an earlier start left in the folder. */
export function historyExportHandlers({ history, folder, chooseFile, now }: HistoryExportOptions): HistoryExportCalls {
  // What an earlier start left half, or nobody took over.
  removeLeftExports(folder)
  const downloadOf = (download: string) => join(folder, `.${download}.tmp`)

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
        if (path === null) makePrivateFolder(folder)
        const total = await history.countChosen(choice)
        let done = 0
        for (let after: ExportPlace | null = null, hasMore = true; hasMore; ) {
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
          const piece = Buffer.alloc(filePieceBytes)
          const { bytesRead } = await file.read(piece, 0, filePieceBytes, offset)
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
