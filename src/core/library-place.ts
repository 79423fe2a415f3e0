import { join } from 'node:path'
import { toErrorData } from '#shared/app-error'
import type { LibraryState } from '#shared/contract'
import type { Prompt } from '#shared/prompt'
import type { Folders } from './folders.ts'
import type { HandlersOf } from './handlers.ts'
import { openPromptShelf } from './journal.ts'
import { type Library, openLibrary } from './library.ts'
import type { Log } from './log.ts'
import { listEntries, promptHandlers } from './prompts.ts'
import { toStorageError } from './storage-error.ts'

/** Where a library lies, and where what Antiphon keeps for it does: unsaved edits, undo, trash. */
export type LibraryFolders = Pick<Folders, 'library' | 'journal' | 'drafts' | 'trash' | 'undo'>

export type LibraryPlaceParts = {
  folders: LibraryFolders
  /** What is in it at a first start; `null`: it must be there. */
  examples: readonly Prompt[] | null
  changing: <Result>(task: () => Promise<Result>) => Promise<Result>
  log: Pick<Log, 'notice' | 'problem'>
  now: () => Date
  newId: () => string
}

/** A library with everything that belongs to it. */
export type LibraryPlace = {
  library: Library
  handlers: HandlersOf<'prompts'>
  /** What is in it. Never rejects: where the folder cannot be read, it says so beside what was there before. */
  read: () => Promise<LibraryState>
}

export function openLibraryPlace(parts: LibraryPlaceParts): LibraryPlace {
  const { folders, examples, log, now } = parts
  const library = openLibrary(folders.library, examples, (file, why) =>
    log.notice('library', `${join(folders.library, file)} is not listed: ${why}.`),
  )
  const journal = openPromptShelf(folders.journal, now)
  let last: LibraryState = { folder: folders.library, entries: [], folders: [], problems: [], error: null }

  return {
    library,
    handlers: promptHandlers({ ...parts, library }),
    read: async () => {
      try {
        const { files, folders: inside, problems } = await library.look()
        const entries = listEntries(files, await journal.list())
        last = { folder: folders.library, entries, folders: inside, problems, error: null }
      } catch (error) {
        last = { ...last, error: toErrorData(toStorageError(error, 'The library')) }
      }
      return last
    },
  }
}
