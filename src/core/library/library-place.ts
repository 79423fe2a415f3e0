import { join } from 'node:path'
import { toErrorData } from '#shared/app-error'
import type { DraftChange, LibraryContentsState } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import type { Folders } from '../files/folders.ts'
import { toStorageError } from '../files/storage-error.ts'
import type { HandlersOf } from '../handlers.ts'
import type { Log } from '../log.ts'
import type { HeldPrompt } from './held-prompt.ts'
import { openPromptShelf } from './journal.ts'
import { type Library, openLibrary } from './library.ts'
import { libraryFolderCalls } from './library-folders.ts'
import { searchPrompts } from './library-search.ts'
import { listEntries } from './prompt-entries.ts'
import type { SecretScan } from './prompt-secrets.ts'
import { type OnDamaged, promptHandlers } from './prompts.ts'
import { openSnapshots } from './snapshots.ts'

/** Where a library lies, and where what Antiphon keeps for it does: unsaved edits, undo, trash. */
export type LibraryFolders = Pick<Folders, 'library' | 'journal' | 'drafts' | 'trash' | 'undo'>

export type LibraryPlaceParts = {
  folders: LibraryFolders
  /** What is in it at a first start; `null`: it must be there. */
  examples: readonly Prompt[] | null
  held: HeldPrompt
  secrets: SecretScan
  changing: <Result>(task: () => Promise<Result>) => Promise<Result>
  onDraft: (change: DraftChange) => void
  log: Pick<Log, 'notice' | 'problem'>
  onDamaged: OnDamaged
  now: () => Date
  newId: () => string
}

/** The calls on one library; which one is open, and what happens to it, others tell. */
export type PlaceHandlers = Omit<HandlersOf<'prompts'>, 'prompts.watch'> &
  HandlersOf<'snapshots'> &
  Pick<
    HandlersOf<'library'>,
    'library.search' | 'library.createFolder' | 'library.renameFolder' | 'library.removeFolder'
  >

/** A library with everything that belongs to it. */
export type LibraryPlace = {
  library: Library
  handlers: PlaceHandlers
  /** What is in it. Never rejects: where the folder cannot be read, it says so beside what was there before. */
  read: () => Promise<LibraryContentsState>
  /** Takes back a prompt that was just made, its file or its edits; nothing of it goes to the trash. */
  discard: (id: string) => Promise<void>
}

/** Puts a library together with its unsaved edits, trash, undo histories and snapshots. */
export function openLibraryPlace(parts: LibraryPlaceParts): LibraryPlace {
  const { folders, examples, changing, log, onDamaged, now } = parts
  const library = openLibrary(folders.library, examples, (file, why) =>
    log.notice('library', `${join(folders.library, file)} is not listed: ${why}.`),
  )
  // One for everybody: a shelf that is opened takes the unfinished writes in its folder for those of a crash.
  const journal = openPromptShelf(folders.journal, now, (path) =>
    onDamaged('The unsaved edits of a prompt could not be read.', path),
  )
  let last: LibraryContentsState = { folder: folders.library, entries: [], folders: [], problems: [], error: null }

  const snapshots = openSnapshots(folders.library, parts)
  const inside = libraryFolderCalls(folders.library)
  /** Changes folders; errors of the disk become sentences. */
  const change = <Result>(task: () => Promise<Result>): Promise<Result> =>
    changing(task).catch((error: unknown) => {
      throw toStorageError(error, 'The folder')
    })
  /** Every prompt as it was last typed. */
  async function prompts(): Promise<Prompt[]> {
    const [{ files }, edits] = await Promise.all([library.look(), journal.list()])
    const edited = new Map(edits.map(({ prompt }) => [prompt.id, prompt]))
    for (const { prompt } of files) if (!edited.has(prompt.id)) edited.set(prompt.id, prompt)
    return [...edited.values()]
  }

  return {
    library,
    handlers: {
      ...promptHandlers({ ...parts, library, journal, snapshots, checkFolder: inside.check }),
      ...snapshots.handlers,
      'library.search': async ({ text }, { signal }) => searchPrompts(await prompts(), text, signal),
      'library.createFolder': ({ parent, name }) => change(async () => ({ path: await inside.create(parent, name) })),
      'library.renameFolder': ({ path, name }) => change(async () => ({ path: await inside.rename(path, name) })),
      'library.removeFolder': ({ path }) =>
        change(async () => {
          await inside.remove(path)
          return null
        }),
    },
    discard: (id) =>
      change(async () => {
        const made = await library.find(id)
        if (made) await library.remove(made.file)
        await journal.remove(id)
      }),
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
