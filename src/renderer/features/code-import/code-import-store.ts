import { createStore, type StoreApi } from 'zustand/vanilla'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import type { CodeReading } from '#shared/import/reading'
import { bundleEnding, isBundleText } from '#shared/library/bundle'
import { isPresetFileText, presetFileEnding } from '#shared/presets/preset-file'
import type { Host } from '../../host/host.ts'

/** The paste box: what was pasted, and what was found in it. Nothing of it is stored; it is forgotten once it was taken. */
export type CodeImportState = {
  isOpen: boolean
  text: string
  /** The name of the file that the text is from. */
  fileName: string | null
  isReading: boolean
  /** `null` until a text was read. */
  reading: CodeReading | null
  problem: AppErrorData | null
  /** Which of the requests is chosen. */
  chosen: number

  /** Opens the box with what it still holds. */
  open: () => void
  close: () => void
  /** Takes a text and reads it; a later one takes over. Never rejects: a failure is a problem. */
  read: (text: string, fileName?: string | null) => Promise<void>
  readFile: (file: File) => Promise<void>
  /** Opens the box with a file that can be nothing that is attached; answers `false`, and does nothing, for every other one. */
  takeFile: (file: File) => boolean
  choose: (index: number) => void
  /** Closes the box and forgets what was in it. */
  finish: () => void
}

export type CodeImportStore = StoreApi<CodeImportState>

const requestFile = /\.antiphon-preset\.json$|\.(har|prompty|ipynb)$|\.prompt\.ya?ml$|^promptfooconfig\.(ya?ml|json)$/i
/** Files of prompts, presets and requests by their names; program text may be meant as a document. */
const isRequestFile = (name: string) => requestFile.test(name)

/** How the files of Antiphon end that are no request; `null` for every other text. */
function otherEnding(text: string): string | null {
  if (isBundleText(text)) return bundleEnding
  return isPresetFileText(text) ? presetFileEnding : null
}

const empty = { text: '', fileName: null, isReading: false, reading: null, problem: null, chosen: 0 }

/**
 * @param other Is asked first for a file that is opened, and for a text that is a bundle or a preset file; answers whether it took it: the box
 * closes then.
 */
export function createCodeImportStore(
  host: Pick<Host, 'call'>,
  other: (file: File) => boolean = () => false,
): CodeImportStore {
  return createStore<CodeImportState>()((set, get) => {
    let current: AbortController | null = null

    async function take(load: (signal: AbortSignal) => Promise<CodeReading | null>) {
      current?.abort()
      const own = new AbortController()
      current = own
      set({ isReading: true, problem: null })
      try {
        const reading = await load(own.signal)
        if (!own.signal.aborted) set({ isReading: false, reading, chosen: 0 })
      } catch (error) {
        if (!own.signal.aborted) set({ isReading: false, reading: null, problem: toErrorData(error) })
      }
    }

    async function ask(text: string, fileName: string | null, signal: AbortSignal): Promise<CodeReading | null> {
      const ending = otherEnding(text)
      if (ending !== null && other(new File([text], `pasted${ending}`))) {
        get().finish()
        return null
      }
      set({ text, fileName })
      return text.trim() === '' ? null : await host.call('code.read', { text, fileName }, { signal })
    }

    return {
      isOpen: false,
      ...empty,
      open: () => {
        set({ isOpen: true })
        // Without it the first paste takes longer, that is all.
        host.call('code.prepare', {}).catch(() => {})
      },
      close: () => {
        current?.abort()
        set({ isOpen: false, isReading: false })
      },
      read: (text, fileName = null) => take((signal) => ask(text, fileName, signal)),
      readFile: async (file) => {
        if (other(file)) return get().finish()
        await take(async (signal) => {
          const text = await file.text()
          return signal.aborted ? null : await ask(text, file.name.slice(0, 1_000), signal)
        })
      },
      takeFile: (file) => {
        if (!isRequestFile(file.name)) return false
        get().open()
        void get().readFile(file)
        return true
      },
      choose: (chosen) => {
        if (get().reading?.requests[chosen]) set({ chosen })
      },
      finish: () => {
        current?.abort()
        set({ isOpen: false, ...empty })
      },
    }
  })
}
