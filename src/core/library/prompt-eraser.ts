// Prompts of the trash, deleted for good: what goes with one, and what of it stays.
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { attachmentsOf } from '#shared/files/attachment'
import type { EraseFacts } from '#shared/library/library'
import type { PromptShelf } from './journal.ts'
import type { JsonDraftFiles } from './json-drafts.ts'
import type { Library } from './library.ts'
import type { Snapshots } from './snapshots.ts'
import type { UndoLogs } from './undo-log.ts'

export type EraserParts = {
  library: Pick<Library, 'folder' | 'find'>
  journal: Pick<PromptShelf, 'find' | 'erase'>
  trash: { saved: PromptShelf; unsaved: PromptShelf }
  undoLogs: Pick<UndoLogs, 'text' | 'erase'>
  jsonDrafts: Pick<JsonDraftFiles, 'erase'>
  snapshots: Pick<Snapshots, 'promptsOf' | 'erase'>
}

export type PromptEraser = {
  facts: (ids: readonly string[]) => Promise<EraseFacts>
  /** Deletes what is left of a prompt in the trash; of one that is in the library again, nothing else. */
  erase: (id: string) => Promise<void>
}

/** The caller keeps what is done to one prompt in order. */
export function createPromptEraser(parts: EraserParts): PromptEraser {
  const { library, journal, trash, undoLogs, jsonDrafts, snapshots } = parts
  /** A file with its id may have come back from outside, as by git: what belongs to it is no trash then. */
  const isBack = async (id: string) => (await library.find(id)) !== null || (await journal.find(id)) !== null

  async function statesOf(id: string) {
    const removed = [await trash.saved.find(id), await trash.unsaved.find(id)]
    const kept = (await isBack(id)) ? [] : await snapshots.promptsOf(id)
    return { prompts: [...removed.flatMap((entry) => (entry ? [entry.prompt] : [])), ...kept], snapshots: kept.length }
  }

  async function facts(ids: readonly string[]): Promise<EraseFacts> {
    const named = new Map<string, string>()
    let count = 0
    for (const id of ids) {
      const { prompts, snapshots } = await statesOf(id)
      count += snapshots
      // A file that was taken out again is named by what can be undone, or by a variable, only.
      const text = `${JSON.stringify(prompts)}${await undoLogs.text(id)}`
      for (const [hash] of text.matchAll(/\b[0-9a-f]{64}\b/g)) if (!named.has(hash)) named.set(hash, '')
      for (const { hash, name } of prompts.flatMap(attachmentsOf)) named.set(hash, name)
    }
    return { snapshots: count, files: await storedFiles(library.folder, named) }
  }

  return {
    facts,
    erase: async (id) => {
      // One whose file is gone for now was not deleted here.
      if (!(await trash.saved.find(id)) && !(await trash.unsaved.find(id))) return
      if (!(await isBack(id))) {
        await snapshots.erase(id)
        await undoLogs.erase(id)
        await jsonDrafts.erase(id)
        await journal.erase(id)
      }
      // Last: until all else is gone it stands in the list, and can be deleted again.
      await trash.saved.erase(id)
      await trash.unsaved.erase(id)
    },
  }
}

/** Those of the stored files that are named. @param named What each hash was called; empty where that is not known. */
async function storedFiles(library: string, named: ReadonlyMap<string, string>): Promise<EraseFacts['files']> {
  const inside = await readdir(join(library, 'attachments')).catch(() => [])
  const found: EraseFacts['files'] = []
  for (const own of inside) {
    const name = named.get(own.slice(0, own.lastIndexOf('.')))
    const size = name === undefined ? undefined : await stat(join(library, 'attachments', own)).catch(() => undefined)
    if (name !== undefined && size?.isFile())
      found.push({ name: name || own, file: `attachments/${own}`, bytes: size.size })
  }
  return found
}
