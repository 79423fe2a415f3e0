import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import {
  type ExportedFile,
  type ExportFormat,
  filePieceBytes,
  type ImportEnd,
  type RunChoice,
} from '#shared/runs/history'
import type { Host } from '../../host/host.ts'
import { saveBlob } from '../../ui/save-text.ts'

export type Transfer = { step: 'export' | 'save' | 'read' | 'check' | 'take'; done: number; total: number }

export type ExportChoice = { choice: RunChoice; format: ExportFormat; withWire: boolean }

export type TransferState = {
  /** What is under way: runs of an export, else bytes. */
  going: Transfer | null
  exported: { file: ExportedFile; runs: number } | null
  imported: ImportEnd | null
  failure: AppErrorData | null
  exportRuns: (what: ExportChoice) => Promise<void>
  importFile: (file: Pick<File, 'size' | 'slice'>) => Promise<void>
  stop: () => void
  /** Puts the result away. */
  dismiss: () => void
}

export type TransferStore = StoreApi<TransferState>

/**
 * Runs out to a file and in from one, one at a time. `onImported` is told when the history has changed.
 * @param save Hands a file to the person where the core could not ask for a place.
 */
export function createTransferStore(host: Host, onImported: () => void, save = saveBlob): TransferStore {
  let stopping: AbortController | null = null

  return createStore<TransferState>()((set, get) => {
    const nothing = { going: null, exported: null, imported: null, failure: null }

    async function doing(first: Transfer, work: (signal: AbortSignal) => Promise<Partial<TransferState>>) {
      if (stopping) return
      stopping = new AbortController()
      set({ ...nothing, going: first })
      try {
        set({ ...nothing, ...(await work(stopping.signal)) })
      } catch (error) {
        const wasStopped = stopping.signal.aborted
        set({ ...nothing, failure: wasStopped ? null : toErrorData(error) })
      } finally {
        stopping = null
      }
    }

    /** Fetches a file that was written for this page, and has the browser save it. */
    async function takeOver(
      { id: download, name, bytes }: { id: string; name: string; bytes: number },
      signal: AbortSignal,
    ) {
      try {
        const pieces: Uint8Array<ArrayBuffer>[] = []
        for (let offset = 0; ; ) {
          set({ going: { step: 'save', done: offset, total: bytes } })
          const { data } = await host.call('history.exportPart', { download, offset }, { signal })
          const piece = bytesOf(data)
          if (piece.length === 0) break
          pieces.push(piece)
          offset += piece.length
        }
        save(name, new Blob(pieces, { type: 'application/octet-stream' }))
      } finally {
        await host.call('history.exportDone', { download }).catch(() => {})
      }
    }

    return {
      ...nothing,
      exportRuns: (what) =>
        doing({ step: 'export', done: 0, total: 0 }, async (signal) => {
          for await (const events of host.stream('history.export', what, { signal })) {
            for (const event of events) {
              if (event.type === 'end') {
                const { file, runs } = event
                if (file.download !== null) await takeOver({ ...file, id: file.download }, signal)
                return { exported: { file, runs } }
              }
              set({ going: { step: 'export', done: event.done, total: event.total } })
            }
          }
          return {}
        }),
      importFile: (file) =>
        doing({ step: 'read', done: 0, total: file.size }, async (signal) => {
          const upload = crypto.randomUUID()
          for (let offset = 0; offset < file.size; offset += filePieceBytes) {
            const data = await base64Of(file.slice(offset, offset + filePieceBytes))
            await host.call('history.importPart', { upload, offset, data }, { signal })
            set({ going: { step: 'read', done: Math.min(offset + filePieceBytes, file.size), total: file.size } })
          }
          for await (const events of host.stream('history.import', { upload }, { signal })) {
            for (const event of events) {
              if (event.type === 'end') {
                onImported()
                return { imported: event }
              }
              set({ going: { step: event.step, done: event.done, total: event.total } })
            }
          }
          // Stopped while runs were taken over: some of them are here now.
          onImported()
          return {}
        }),
      stop: () => stopping?.abort(),
      dismiss: () => {
        if (!get().going) set(nothing)
      },
    }
  })
}

async function base64Of(piece: Blob): Promise<string> {
  const bytes = new Uint8Array(await piece.arrayBuffer())
  const parts: string[] = []
  // As many arguments as a call can take.
  for (let at = 0; at < bytes.length; at += 32_768) parts.push(String.fromCharCode(...bytes.subarray(at, at + 32_768)))
  return btoa(parts.join(''))
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}
