import { createHash } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, normalize, relative, resolve } from 'node:path'
import { AppError } from '#shared/app-error'
import type { LibraryState } from '#shared/library/library'
import { examplePrompts } from '#shared/prompt/examples'
import type { CoreDeps, SettingsStore } from '../core-deps.ts'
import type { Folders } from '../files/folders.ts'
import { createWatchFolder } from '../files/watch-folder.ts'
import type { HandlersOf } from '../handlers.ts'
import { createDraftFeed } from './draft-feed.ts'
import { createLibraryFeed } from './library-feed.ts'
import {
  type LibraryFolders,
  type LibraryPlace,
  type LibraryPlaceParts,
  openLibraryPlace,
  type PlaceHandlers,
} from './library-place.ts'

type Parts = Omit<LibraryPlaceParts, 'folders' | 'examples' | 'changing' | 'onDraft'> &
  Pick<CoreDeps, 'dataFolder' | 'chooseFolder'> & { own: Folders; settings: SettingsStore }

/** The libraries on hand: Antiphon's own, and folders that the person opened. One is open at a time, for every window. */
export type Libraries = {
  place: () => LibraryPlace
  /** Done around everything that changes the open library. */
  changing: LibraryPlaceParts['changing']
  /** Where files that prompts refer to may lie: the open library first, then the others. */
  attachmentFolders: () => string[]
  handlers: HandlersOf<'prompts'> & HandlersOf<'snapshots'> & HandlersOf<'library'>
}

const mostRecent = 20
const settingsKey = 'libraries'
type Remembered = { open: string | null; recent: string[] }

/** Opens the library that was open last; where its folder is not there, Antiphon's own. */
export async function openLibraries(parts: Parts): Promise<Libraries> {
  const { own, settings, chooseFolder, log, dataFolder } = parts
  let remembered = readRemembered(settings)
  const remember = (change: Partial<Remembered>) => {
    remembered = { ...remembered, ...change }
    settings.set(settingsKey, remembered)
  }

  const feed = createLibraryFeed(
    () => read(),
    createWatchFolder((folder, error) => {
      log.notice('library', `${folder} cannot be watched and is looked at every few seconds.`)
      log.problem('library', error)
    }),
  )
  const drafts = createDraftFeed()
  const openPlace = (path: string | null) =>
    openLibraryPlace({
      ...parts,
      changing: feed.changing,
      onDraft: drafts.tell,
      folders: path === null ? own : foldersFor(path, dataFolder),
      examples: path === null ? examplePrompts : null,
    })
  let place = openPlace(await lastOpened())

  /** The path of the library that was open last; `null` for Antiphon's own. What lies there may have changed while nothing ran. */
  async function lastOpened(): Promise<string | null> {
    const path = remembered.open
    if (path === null) return null
    return checked(path).catch((error: unknown) => {
      log.notice('library', `${path} is not opened again; Antiphon’s own library is open.`)
      log.problem('library', error)
      return null
    })
  }

  async function read(): Promise<LibraryState> {
    const { folder } = place.library
    const others = [own.library, ...remembered.recent].filter((path) => path !== folder)
    return { ...(await place.read()), isOwn: folder === own.library, others, canChoose: chooseFolder !== null }
  }

  /** The path of a folder that can be a library. Throws where it is none. */
  async function checked(typed: string): Promise<string> {
    if (!isAbsolute(typed.trim())) throw new AppError('invalid-input', 'Give the whole path, from the root on.')
    const path = normalize(resolve(typed.trim()))
    if (!(await isFolder(path))) throw new AppError('not-found', `There is no folder ${path}.`)
    // A link may lead there, too.
    const fromData = relative(await realpath(dataFolder), await realpath(path))
    if (fromData === '' || (!fromData.startsWith('..') && !isAbsolute(fromData)))
      throw new AppError('invalid-input', 'Antiphon keeps its own files in this folder.')
    return path
  }
  const put = (path: string) =>
    remember({ recent: [path, ...remembered.recent.filter((other) => other !== path)].slice(0, mostRecent) })

  return {
    place: () => place,
    changing: feed.changing,
    attachmentFolders: () =>
      [...new Set([place.library.folder, own.library, ...remembered.recent])].map((path) => join(path, 'attachments')),
    handlers: {
      ...passOn(() => place.handlers),
      ...feed.handlers,
      ...drafts.handlers,
      'library.choose': async () => {
        const chosen = await chooseFolder?.()
        if (!chosen) return { path: null }
        const path = chosen === own.library ? chosen : await checked(chosen)
        if (path !== own.library) put(path)
        return { path }
      },
      'library.open': ({ path: wanted }) =>
        feed.changing(async () => {
          const path = wanted === own.library ? null : await checked(wanted)
          // Where the system has a dialog for it, a page names no folder that was not chosen there.
          if (path !== null && chooseFolder && !remembered.recent.includes(path))
            throw new AppError('invalid-input', 'Choose this folder first.')
          place = openPlace(path)
          if (path !== null) put(path)
          remember({ open: path })
          return null
        }),
      'library.forget': ({ path }) =>
        feed.changing(async () => {
          remember({ recent: remembered.recent.filter((other) => other !== path) })
          return null
        }),
    },
  }
}

/** What Antiphon keeps for a folder that it was given, apart from it: unsaved edits, undo and trash are no one else's. */
function foldersFor(library: string, dataFolder: string): LibraryFolders {
  const name = createHash('sha256').update(library).digest('hex').slice(0, 16)
  const apart = join(dataFolder, 'libraries', name)
  const inside = (folder: string) => join(apart, folder)
  return {
    library,
    journal: inside('journal'),
    drafts: inside('drafts'),
    trash: inside('trash'),
    undo: inside('undo'),
  }
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (facts) => facts.isDirectory(),
    () => false,
  )
}

function readRemembered(settings: SettingsStore): Remembered {
  const stored = settings.get(settingsKey)
  if (typeof stored !== 'object' || stored === null) return { open: null, recent: [] }
  const { open, recent } = stored as Record<string, unknown>
  const isPath = (path: unknown): path is string => typeof path === 'string' && isAbsolute(path)
  return { open: isPath(open) ? open : null, recent: Array.isArray(recent) ? recent.filter(isPath) : [] }
}

/** The same calls, each done by whatever `handlers` are at that moment. */
function passOn(handlers: () => PlaceHandlers): PlaceHandlers {
  const names = Object.keys(handlers()) as (keyof PlaceHandlers)[]
  // Safe: every call goes to the one of its own name, with what it was given.
  const calls = names.map((name) => [
    name,
    (...given: never[]) => (handlers()[name] as (...all: never[]) => unknown)(...given),
  ])
  return Object.fromEntries(calls) as PlaceHandlers
}
