import { readdir, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Prompt } from '#shared/prompt/prompt'
import { isMissing } from '../files/is-missing.ts'
import { untilItWorks } from '../files/queue.ts'
import { removeWithSetAside, setAside } from '../files/set-aside.ts'
import { syncFolder, writeFileAtomic } from '../files/write-file.ts'
import { removeTemporaries } from './library.ts'
import { parsePromptFile, promptFileText, type ShelfNotes } from './prompt-file.ts'
import { shelfName } from './shelf-name.ts'

/**
 * A prompt as it was last typed, or as it was removed. `basedOn`: the fingerprint of the file that was edited, `null` where there
 * was none; `folder`: where in the library a removed file lay.
 */
export type JournalEntry = { prompt: Prompt; basedOn: string | null; folder: string }

/**
 * Prompts as files named after their ids: the unsaved edits (`journal`), or what was removed (`trash`). The caller keeps
 * the writes of one id in order.
 */
export type PromptShelf = {
  list: () => Promise<JournalEntry[]>
  /** The same, each with the moment at which it was written last, in milliseconds since 1970. */
  listWithTimes: () => Promise<(JournalEntry & { writtenMs: number })[]>
  /** The entry with this id, or `null`. One that cannot be read is set aside, never overwritten. */
  find: (id: string) => Promise<JournalEntry | null>
  /** Resolves once it is on the disk. */
  write: (prompt: Prompt, notes?: ShelfNotes) => Promise<void>
  /** Removes an entry, where there is one. */
  remove: (id: string) => Promise<void>
  /** The same, with what was set aside of it. */
  erase: (id: string) => Promise<void>
}

/**
 * Opens such a folder; it is made when it is first asked for.
 * @param onDamaged Told of the path under which a file that could not be read is kept.
 */
export function openPromptShelf(folder: string, now: () => Date, onDamaged: (path: string) => void): PromptShelf {
  const prepared = untilItWorks(() => removeTemporaries(folder))

  async function read(path: string): Promise<JournalEntry | null> {
    try {
      const content = parsePromptFile(await readFile(path, 'utf8'))
      if (content.kind === 'prompt') return content
      onDamaged(setAside(path, now()))
    } catch (error) {
      // Also where another reading has just set it aside.
      if (!isMissing(error)) throw error
    }
    return null
  }

  async function all<Entry>(entryOf: (path: string) => Promise<Entry | null>): Promise<Entry[]> {
    await prepared()
    const files = (await readdir(folder)).filter((file) => file.endsWith('.json') && !file.startsWith('.'))
    const entries = await Promise.all(files.sort().map((file) => entryOf(join(folder, file))))
    return entries.filter((entry) => entry !== null)
  }

  async function readWithTime(path: string) {
    // What is gone after this is not in the list.
    const writtenMs = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    )
    const entry = await read(path)
    return entry && { ...entry, writtenMs }
  }

  return {
    list: () => all(read),
    listWithTimes: () => all(readWithTime),
    find: async (id) => {
      await prepared()
      const entry = await read(join(folder, shelfName(id)))
      return entry?.prompt.id === id ? entry : null
    },
    write: async (prompt, notes) => {
      await prepared()
      await writeFileAtomic(join(folder, shelfName(prompt.id)), promptFileText(prompt, notes))
    },
    remove: async (id) => {
      await prepared()
      try {
        await unlink(join(folder, shelfName(id)))
        await syncFolder(folder)
      } catch (error) {
        if (!isMissing(error)) throw error
      }
    },
    erase: (id) => removeWithSetAside(join(folder, shelfName(id))),
  }
}
