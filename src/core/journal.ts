import { readdir, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Prompt } from '#shared/prompt'
import { isMissing, removeTemporaries } from './library.ts'
import { parsePromptFile, promptFileText } from './prompt-file.ts'
import { untilItWorks } from './queue.ts'
import { setAside } from './set-aside.ts'
import { shelfName } from './shelf-name.ts'
import { syncFolder, writeFileAtomic } from './write-file.ts'

/** A prompt as it was last typed. `basedOn`: the fingerprint of the file at that moment, `null` where there was none. */
export type JournalEntry = { prompt: Prompt; basedOn: string | null }

/**
 * Prompts as files named after their ids: the unsaved edits (`journal`), or what was removed (`trash`). The caller keeps
 * the writes of one id in order.
 */
export type PromptShelf = {
  list: () => Promise<JournalEntry[]>
  /** The entry with this id, or `null`. One that cannot be read is set aside, never overwritten. */
  find: (id: string) => Promise<JournalEntry | null>
  /** Resolves once it is on the disk. */
  write: (prompt: Prompt, basedOn: string | null) => Promise<void>
  /** Moves an entry out of the way without losing it. */
  setAside: (id: string) => Promise<void>
  /** Removes an entry, where there is one. */
  remove: (id: string) => Promise<void>
}

/** Opens such a folder; it is made when it is first asked for. */
export function openPromptShelf(folder: string, now: () => Date): PromptShelf {
  const prepared = untilItWorks(() => removeTemporaries(folder))

  async function read(path: string): Promise<JournalEntry | null> {
    try {
      const content = parsePromptFile(await readFile(path, 'utf8'))
      if (content.kind === 'prompt') return { prompt: content.prompt, basedOn: content.basedOn }
    } catch (error) {
      if (isMissing(error)) return null
      throw error
    }
    setAside(path, now(), 'damaged')
    return null
  }

  return {
    list: async () => {
      await prepared()
      const files = (await readdir(folder)).filter((file) => file.endsWith('.json') && !file.startsWith('.'))
      const entries = await Promise.all(files.sort().map((file) => read(join(folder, file))))
      return entries.filter((entry) => entry !== null)
    },
    find: async (id) => {
      await prepared()
      const entry = await read(join(folder, shelfName(id)))
      return entry?.prompt.id === id ? entry : null
    },
    write: async (prompt, basedOn) => {
      await prepared()
      await writeFileAtomic(join(folder, shelfName(prompt.id)), promptFileText(prompt, basedOn))
    },
    setAside: async (id) => {
      await prepared()
      setAside(join(folder, shelfName(id)), now(), 'overtaken')
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
  }
}
