// Where a prompt may lie: in the library, among the unsaved edits, in the trash. It moves between them whole.
import type { PromptEntry, RemovedPrompt } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import type { PromptShelf } from './journal.ts'
import type { Library } from './library.ts'
import { parentOf } from './library-reader.ts'
import { type Found, gone, toOpenPrompt } from './prompt-entries.ts'
import { isSamePrompt } from './prompt-file.ts'
import type { SecretScan } from './prompt-secrets.ts'

export type PlaceParts = {
  library: Library
  journal: PromptShelf
  /** What was removed: as it was in its file, and as it was typed. */
  trash: { saved: PromptShelf; unsaved: PromptShelf }
  fingerprintOf: (prompt: Prompt) => string
  secrets: Pick<SecretScan, 'isClean'>
  newId: () => string
}

export type PromptPlaces = {
  /** What there is of a prompt; edits that equal the file are gone then. */
  read: (id: string) => Promise<Found>
  isInTrash: (id: string) => Promise<boolean>
  emptyTrashOf: (id: string) => Promise<void>
  /**
   * Keeps what was typed. Answers whether the prompt has unsaved edits now.
   * @param basedOn The version of the file that was edited, `null` for none; `undefined`: the file as it is now.
   */
  keepEdits: (prompt: Prompt, basedOn: string | null | undefined) => Promise<boolean>
  /** Moves a prompt into the trash. Throws where there is none. */
  remove: (id: string) => Promise<void>
  /** What is in the trash, the newest first. */
  listRemoved: () => Promise<RemovedPrompt[]>
  /** Brings a prompt back from the trash. Throws where there is none. */
  restore: (id: string) => Promise<PromptEntry>
}

/** Hands out what is done to the places of a prompt; the caller keeps what is done to one prompt in order. */
export function createPromptPlaces({
  library,
  journal,
  trash,
  fingerprintOf,
  secrets,
  newId,
}: PlaceParts): PromptPlaces {
  const isInTrash = async (id: string) =>
    (await trash.saved.find(id)) !== null || (await trash.unsaved.find(id)) !== null
  const emptyTrashOf = async (id: string) => {
    await trash.saved.remove(id)
    await trash.unsaved.remove(id)
  }

  async function read(id: string): Promise<Found> {
    const [saved, unsaved] = await Promise.all([library.find(id), journal.find(id)])
    if (!saved || !unsaved || !isSamePrompt(saved.prompt, unsaved.prompt)) return { saved, unsaved }
    await journal.remove(id)
    return { saved, unsaved: null }
  }

  async function keepEdits(prompt: Prompt, seen: string | null | undefined): Promise<boolean> {
    const saved = await library.find(prompt.id)
    const basedOn = seen === undefined ? (saved?.version ?? null) : seen
    if (saved?.version === fingerprintOf(prompt)) await journal.remove(prompt.id)
    // The last edit before a removal may arrive after it: it belongs to the prompt in the trash.
    // Where there are edits, it was not removed but its file is gone from outside.
    else if (!saved && (await isInTrash(prompt.id)) && !(await journal.find(prompt.id)))
      await trash.unsaved.write(prompt, { basedOn })
    else {
      await journal.write(prompt, { basedOn })
      return true
    }
    return false
  }

  async function remove(id: string): Promise<void> {
    const { saved, unsaved } = await read(id)
    if (!saved && !unsaved) throw gone(id)
    await emptyTrashOf(id)
    if (saved) await trash.saved.write(saved.prompt, { folder: parentOf(saved.file) })
    if (unsaved) await trash.unsaved.write(unsaved.prompt, { basedOn: unsaved.basedOn })
    if (saved) await library.remove(saved.file)
    await journal.remove(id)
  }

  async function listRemoved(): Promise<RemovedPrompt[]> {
    const [saved, unsaved] = await Promise.all([trash.saved.listWithTimes(), trash.unsaved.listWithTimes()])
    const removed = new Map<string, RemovedPrompt>()
    // The edits come last: they have the newest name, and know no folder.
    for (const { prompt, folder, writtenMs } of [...saved, ...unsaved]) {
      const { id, name } = prompt
      const removedAt = new Date(writtenMs).toISOString()
      removed.set(id, { id, name, folder: removed.get(id)?.folder ?? folder, removedAt })
    }
    return [...removed.values()].sort((one, other) => (one.removedAt < other.removedAt ? 1 : -1))
  }

  /** A file that holds a secret comes back outside the library; under a name of its own where there are edits of it, too. */
  async function bringAsEdits(prompt: Prompt, isBeside: boolean): Promise<void> {
    await journal.write(isBeside ? { ...prompt, id: newId(), name: `${prompt.name} (as it was saved)` } : prompt)
  }

  async function restore(id: string): Promise<PromptEntry> {
    const [saved, unsaved] = await Promise.all([trash.saved.find(id), trash.unsaved.find(id)])
    if (!saved && !unsaved) throw gone(id)
    // A file that came back from outside meanwhile, as by git, is left as it is.
    if (saved && (await secrets.isClean(saved.prompt)))
      await library.write(saved.prompt, { folder: saved.folder, expected: null })
    else if (saved) await bringAsEdits(saved.prompt, unsaved !== null)
    if (unsaved) await journal.write(unsaved.prompt, { basedOn: unsaved.basedOn })
    await emptyTrashOf(id)
    return toOpenPrompt(await read(id), id).entry
  }

  return { read, isInTrash, emptyTrashOf, keepEdits, remove, listRemoved, restore }
}
