import { readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#shared/app-error'
import { type JsonDrafts, joinDrafts, jsonDraftsSchema } from '#shared/prompt/json-drafts'
import { isMissing } from '../files/is-missing.ts'
import { untilItWorks } from '../files/queue.ts'
import { removeWithSetAside, setAside } from '../files/set-aside.ts'
import { writeFileAtomic } from '../files/write-file.ts'
import { removeTemporaries } from './library.ts'
import { shelfName } from './shelf-name.ts'

/** What was typed as JSON and is no good yet, one file per prompt. The caller keeps the writes of one id in order. */
export type JsonDraftFiles = {
  /** Empty where there are none. What cannot be read is set aside. */
  read: (id: string) => Promise<JsonDrafts>
  /**
   * What is to be written of them beside what another window wrote; where it is not said over what, they themselves.
   * @throws AppError `conflict` where both changed the same field.
   */
  join: (id: string, drafts: JsonDrafts, over: JsonDrafts | undefined) => Promise<JsonDrafts>
  /** Resolves once they are on the disk. */
  write: (id: string, drafts: JsonDrafts) => Promise<void>
  /** Removes them, with what was set aside of them. */
  erase: (id: string) => Promise<void>
}

/**
 * The folder is made when something is first written.
 * @param onDamaged Told of the path under which a file that could not be read is kept.
 */
export function openJsonDrafts(folder: string, now: () => Date, onDamaged: (path: string) => void): JsonDraftFiles {
  const prepared = untilItWorks(() => removeTemporaries(folder))
  const pathOf = (id: string) => join(folder, shelfName(id))
  async function read(id: string): Promise<JsonDrafts> {
    try {
      const drafts = parse(await readFile(pathOf(id), 'utf8'))
      if (drafts) return drafts
      onDamaged(setAside(pathOf(id), now()))
    } catch (error) {
      if (!isMissing(error)) throw error
    }
    return {}
  }

  return {
    read,
    erase: (id) => removeWithSetAside(pathOf(id)),
    join: async (id, drafts, over) => {
      const joined = over ? joinDrafts(drafts, over, await read(id)) : drafts
      if (joined) return joined
      const message = 'The same field was typed in another window at the same time.'
      throw new AppError('conflict', message, { id, isDraft: true, isJson: true })
    },
    write: async (id, drafts) => {
      if (Object.keys(drafts).length > 0) {
        await prepared()
        await writeFileAtomic(pathOf(id), JSON.stringify(drafts))
        return
      }
      try {
        await unlink(pathOf(id))
      } catch (error) {
        if (!isMissing(error)) throw error
      }
    },
  }
}

function parse(text: string): JsonDrafts | null {
  try {
    return jsonDraftsSchema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
