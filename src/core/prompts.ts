import { join } from 'node:path'
import { AppError } from '#shared/app-error'
import type { OpenPrompt, PromptEntry } from '#shared/contract'
import type { Prompt } from '#shared/prompt'
import type { Folders } from './folders.ts'
import type { HandlersOf } from './handlers.ts'
import { type JournalEntry, openPromptShelf } from './journal.ts'
import type { Library, LibraryFile } from './library.ts'
import type { Log } from './log.ts'
import { fingerprint, isSamePrompt } from './prompt-file.ts'
import { createQueues } from './queue.ts'
import { toStorageError } from './storage-error.ts'
import { openUndoLogs } from './undo-log.ts'

export type PromptParts = {
  folders: Pick<Folders, 'journal' | 'trash' | 'undo'>
  library: Library
  /** Told of an undo history that could not be kept or used. */
  log: Pick<Log, 'notice' | 'problem'>
  now: () => Date
  newId: () => string
}

/**
 * The calls on prompts. What was typed is first in the journal, then, once saved, in the library; a removed prompt is in
 * the trash. The calls on one prompt run one after another, so the last one wins and an older one never undoes a newer.
 */
export function promptHandlers({ folders, library, log, now, newId }: PromptParts): HandlersOf<'prompts'> {
  const journal = openPromptShelf(folders.journal, now)
  const trash = {
    saved: openPromptShelf(folders.trash, now),
    unsaved: openPromptShelf(join(folders.trash, 'unsaved'), now),
  }
  const undoLogs = openUndoLogs(folders.undo, (sentence) => log.notice('undo', sentence))
  const inOrder = createQueues()

  /** Runs the calls on one prompt in the order in which they came; errors of the disk become sentences. */
  const change = <Result>(id: string, task: () => Promise<Result>): Promise<Result> =>
    inOrder(id, task).catch((error: unknown) => {
      throw toStorageError(error, 'The prompt')
    })
  const isInTrash = async (id: string) =>
    (await trash.saved.find(id)) !== null || (await trash.unsaved.find(id)) !== null
  const emptyTrashOf = async (id: string) => {
    await trash.saved.remove(id)
    await trash.unsaved.remove(id)
  }

  /** The file and the edits on it that differ from it. Edits on an earlier file, which this one has overtaken, are set aside. */
  async function read(id: string): Promise<{ saved: LibraryFile | null; unsaved: JournalEntry | null }> {
    const [saved, unsaved] = await Promise.all([library.find(id), journal.find(id)])
    if (!saved || !unsaved) return { saved, unsaved }
    if (isSamePrompt(saved.prompt, unsaved.prompt)) await journal.remove(id)
    else if (isOvertaken(unsaved, saved)) await journal.setAside(id)
    else return { saved, unsaved }
    return { saved, unsaved: null }
  }

  async function journalPrompt(prompt: Prompt): Promise<void> {
    const saved = await library.find(prompt.id)
    if (saved && isSamePrompt(saved.prompt, prompt)) await journal.remove(prompt.id)
    // The last edit before a removal may arrive after it: it belongs to the prompt in the trash.
    else if (!saved && (await isInTrash(prompt.id))) await trash.unsaved.write(prompt, null)
    else await journal.write(prompt, saved && fingerprint(saved.prompt))
  }

  /** Whether it could be kept. What was typed is worth more than how to undo it, so a failure here is none of the journal. */
  async function keepUndo(task: Promise<void>): Promise<boolean> {
    try {
      await task
      return true
    } catch (error) {
      log.problem('undo', error)
      return false
    }
  }

  async function remove(id: string): Promise<void> {
    const { saved, unsaved } = await read(id)
    if (!saved && !unsaved) throw gone(id)
    await emptyTrashOf(id)
    if (saved) await trash.saved.write(saved.prompt, null)
    if (unsaved) await trash.unsaved.write(unsaved.prompt, null)
    if (saved) await library.remove(saved.file)
    await journal.remove(id)
  }

  async function restore(id: string): Promise<PromptEntry> {
    const [saved, unsaved] = await Promise.all([trash.saved.find(id), trash.unsaved.find(id)])
    if (!saved && !unsaved) throw gone(id)
    if (saved) await library.write(saved.prompt)
    if (unsaved) await journal.write(unsaved.prompt, saved && fingerprint(saved.prompt))
    await emptyTrashOf(id)
    return toOpenPrompt(await read(id), id).entry
  }

  return {
    'prompts.list': async () => {
      try {
        return listEntries(await library.list(), await journal.list())
      } catch (error) {
        throw toStorageError(error, 'The library')
      }
    },
    'prompts.open': ({ id }) => change(id, async () => toOpenPrompt(await read(id), id)),
    'prompts.create': ({ prompt: typed }) =>
      change(typed.id, async () => {
        const { saved, unsaved } = await read(typed.id)
        const isFree = !saved && !unsaved && !(await isInTrash(typed.id))
        const prompt = isFree ? typed : { ...typed, id: newId() }
        return toOpenPrompt({ saved: await library.write(prompt), unsaved: null }, prompt.id)
      }),
    'prompts.journal': ({ prompt, undo }) =>
      change(prompt.id, async () => {
        const state = fingerprint(prompt)
        const isUndoKept = undo !== undefined && (await keepUndo(undoLogs.append(prompt.id, state, undo)))
        await journalPrompt(prompt)
        if (isUndoKept) await keepUndo(undoLogs.shorten(prompt.id, state))
        return { journalledAt: now().toISOString(), isUndoKept }
      }),
    'prompts.undoSteps': ({ id }) =>
      change(id, async () => {
        const { saved, unsaved } = await read(id)
        const prompt = unsaved?.prompt ?? saved?.prompt
        return prompt ? undoLogs.read(id, fingerprint(prompt)) : null
      }),
    'prompts.save': ({ prompt }) =>
      change(prompt.id, async () => {
        const saved = await library.write(prompt)
        await journal.remove(prompt.id)
        await emptyTrashOf(prompt.id)
        return toEntry(saved, null)
      }),
    'prompts.remove': ({ id }) =>
      change(id, async () => {
        await remove(id)
        return null
      }),
    'prompts.restore': ({ id }) => change(id, () => restore(id)),
  }
}

/**
 * Whether the file has changed since these edits were journalled: by a save whose end a crash cut off, or from outside.
 * Judged by content, since the clock may have been set back in between.
 */
function isOvertaken(unsaved: JournalEntry, saved: LibraryFile): boolean {
  return unsaved.basedOn !== fingerprint(saved.prompt)
}

function listEntries(saved: LibraryFile[], journalled: JournalEntry[]): PromptEntry[] {
  const unsaved = new Map(journalled.map((entry) => [entry.prompt.id, entry]))
  const entries = saved.map((file) => {
    const edits = unsaved.get(file.prompt.id) ?? null
    unsaved.delete(file.prompt.id)
    const isNewer = edits !== null && !isOvertaken(edits, file) && !isSamePrompt(edits.prompt, file.prompt)
    return toEntry(file, isNewer ? edits : null)
  })
  for (const edits of unsaved.values()) entries.push(toEntry(null, edits))
  return entries.sort((one, other) => byName.compare(one.name, other.name) || (one.id < other.id ? -1 : 1))
}

const byName = new Intl.Collator('en', { numeric: true })

function toOpenPrompt(
  { saved, unsaved }: { saved: LibraryFile | null; unsaved: JournalEntry | null },
  id: string,
): OpenPrompt {
  const prompt = unsaved?.prompt ?? saved?.prompt
  if (!prompt) throw gone(id)
  return { prompt, saved: saved?.prompt ?? null, entry: toEntry(saved, unsaved) }
}

/** At least one of the two is there. */
function toEntry(saved: LibraryFile | null, unsaved: JournalEntry | null): PromptEntry {
  const prompt = unsaved?.prompt ?? saved?.prompt
  return {
    id: prompt?.id ?? '',
    name: prompt?.name ?? '',
    file: saved?.file ?? '',
    savedAt: saved?.savedAt.toISOString() ?? null,
    hasUnsavedEdits: unsaved !== null,
  }
}

function gone(id: string): AppError {
  return new AppError('not-found', 'This prompt is gone. It may have been removed or moved outside Antiphon.', { id })
}
