import { join } from 'node:path'
import { AppError } from '#shared/app-error'
import type { DraftChange, OpenPrompt } from '#shared/library/library'
import type { Folders } from '../files/folders.ts'
import { createQueues } from '../files/queue.ts'
import { toStorageError } from '../files/storage-error.ts'
import type { HandlersOf } from '../handlers.ts'
import type { Log } from '../log.ts'
import { createDraftStates } from './draft-states.ts'
import type { HeldPrompt } from './held-prompt.ts'
import { openPromptShelf, type PromptShelf } from './journal.ts'
import { openJsonDrafts } from './json-drafts.ts'
import type { Library } from './library.ts'
import { type Found, listEntries, toEntry, toOpenPrompt } from './prompt-entries.ts'
import { createPromptEraser } from './prompt-eraser.ts'
import { fingerprint } from './prompt-file.ts'
import { createPromptPlaces } from './prompt-places.ts'
import type { SecretScan } from './prompt-secrets.ts'
import type { Snapshots } from './snapshots.ts'
import { openUndoLogs } from './undo-log.ts'

/** What is lost, in a sentence, and the path of the damaged file. */
export type OnDamaged = (sentence: string, path: string) => void

export type PromptParts = {
  folders: Pick<Folders, 'journal' | 'drafts' | 'trash' | 'undo'>
  library: Library
  journal: PromptShelf
  snapshots: Pick<Snapshots, 'promptsOf' | 'erase'>
  /** Done around everything that changes the library, so that nobody is told of a state in between. */
  changing?: <Result>(task: () => Promise<Result>) => Promise<Result>
  /** Told of what is typed, and in which window. */
  onDraft?: (change: DraftChange) => void
  /** Told of each prompt that a window has now. */
  held?: Pick<HeldPrompt, 'keep'>
  secrets: SecretScan
  /** Throws where a folder is not inside the library. */
  checkFolder: (path: string) => Promise<void>
  /** Told where a file of unsaved edits or of the trash is kept that could not be read. */
  onDamaged: OnDamaged
  /** Told of an undo history that could not be kept or used. */
  log: Pick<Log, 'notice' | 'problem'>
  now: () => Date
  newId: () => string
}

/**
 * The calls on prompts. What was typed is first in the journal, then, once saved, in the library; a removed prompt is in
 * the trash. The calls on one prompt run one after another, so the last one wins and an older one never undoes a newer.
 */
export function promptHandlers(parts: PromptParts): Omit<HandlersOf<'prompts'>, 'prompts.watch'> {
  const { folders, library, log, onDamaged, secrets, checkFolder, now, newId, changing = (task) => task() } = parts
  const drafts = createDraftStates(parts.journal, parts.onDraft ?? (() => {}))
  const { journal } = drafts
  const jsonDrafts = openJsonDrafts(folders.drafts, now, (path) =>
    onDamaged('What was typed as JSON in a prompt, and was not valid yet, could not be read.', path),
  )
  const inTrash = (path: string) => onDamaged('A prompt that was removed could not be read.', path)
  const trash = {
    saved: openPromptShelf(folders.trash, now, inTrash),
    unsaved: openPromptShelf(join(folders.trash, 'unsaved'), now, inTrash),
  }
  const { read, isInTrash, emptyTrashOf, keepEdits, remove, listRemoved, restore } = createPromptPlaces({
    library,
    journal,
    trash,
    fingerprintOf: drafts.fingerprintOf,
    secrets,
    newId,
  })
  const undoLogs = openUndoLogs(folders.undo, (sentence) => log.notice('undo', sentence))
  const eraser = createPromptEraser({ ...parts, journal, trash, undoLogs, jsonDrafts })
  const inOrder = createQueues()
  const withEdits = new Set<string>()

  /** Runs the calls on one prompt in the order in which they came; errors of the disk become sentences. */
  const one = <Result>(id: string, task: () => Promise<Result>): Promise<Result> =>
    inOrder(id, task).catch((error: unknown) => {
      throw toStorageError(error, 'The prompt')
    })
  const change = <Result>(id: string, task: () => Promise<Result>) => changing(() => one(id, task))

  /** What a window is told of a prompt that it opens. */
  function handOut(found: Found, id: string): OpenPrompt {
    const opened = toOpenPrompt(found, id)
    parts.held?.keep(opened.prompt, opened.draft ?? opened.entry.version)
    return opened
  }

  /** Every window is told when a prompt gets unsaved edits, and when it has none any more. */
  async function tellOfEdits(id: string, hasEdits: boolean): Promise<void> {
    if (withEdits.has(id) === hasEdits) return
    if (hasEdits) withEdits.add(id)
    else withEdits.delete(id)
    await changing(async () => {})
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

  return {
    'prompts.list': async () => {
      try {
        return listEntries((await library.look()).files, await journal.list())
      } catch (error) {
        throw toStorageError(error, 'The library')
      }
    },
    'prompts.open': ({ id }) =>
      one(id, async () => {
        const opened = handOut(await read(id), id)
        const typed = await jsonDrafts.read(id)
        return Object.keys(typed).length > 0 ? { ...opened, drafts: typed } : opened
      }),
    'prompts.create': ({ prompt: typed, folder }) =>
      change(typed.id, async () => {
        const { saved, unsaved } = await read(typed.id)
        const isFree = !saved && !unsaved && !(await isInTrash(typed.id))
        const prompt = isFree ? typed : { ...typed, id: newId() }
        if (folder) await checkFolder(folder)
        if (!(await secrets.isClean(prompt))) {
          // It is there as unsaved edits, until what must not be in a file is out of it.
          await journal.write(prompt)
          return handOut(await read(prompt.id), prompt.id)
        }
        return handOut({ saved: await library.write(prompt, { folder }), unsaved: null }, prompt.id)
      }),
    'prompts.move': ({ id, folder }) =>
      change(id, async () => {
        await checkFolder(folder)
        const { saved, unsaved } = await read(id)
        if (!saved) throw new AppError('not-found', 'This prompt has no file yet: save it first.', { id })
        return toEntry({ saved: await library.move(saved, folder), unsaved })
      }),
    'prompts.removeSecrets': ({ prompt }) => secrets.clean(prompt),
    'prompts.journal': ({ prompt, basedOn, undo, drafts: typed, draftsOver, ...who }) =>
      one(prompt.id, async () => {
        await drafts.check(prompt, who)
        const joined = typed && (await jsonDrafts.join(prompt.id, typed, draftsOver))
        const state = drafts.fingerprintOf(prompt)
        parts.held?.keep(prompt, state)
        const isUndoKept = undo !== undefined && (await keepUndo(undoLogs.append(prompt.id, state, undo)))
        await tellOfEdits(prompt.id, await keepEdits(prompt, basedOn))
        if (joined) await jsonDrafts.write(prompt.id, joined)
        if (isUndoKept) await keepUndo(undoLogs.shorten(prompt.id, state))
        const draft = await drafts.told(prompt.id, who)
        return { journalledAt: now().toISOString(), isUndoKept, draft }
      }),
    'prompts.undoSteps': ({ id }) =>
      one(id, async () => {
        const { saved, unsaved } = await read(id)
        const prompt = unsaved?.prompt ?? saved?.prompt
        return prompt ? undoLogs.read(id, fingerprint(prompt)) : null
      }),
    'prompts.save': ({ prompt, basedOn, ...who }) =>
      change(prompt.id, async () => {
        await drafts.check(prompt, who)
        await secrets.check(prompt)
        const saved = await library.write(prompt, { expected: basedOn })
        await journal.remove(prompt.id)
        await emptyTrashOf(prompt.id)
        parts.held?.keep(saved.prompt, saved.version)
        return toEntry({ saved, unsaved: null })
      }),
    'prompts.remove': ({ id }) =>
      change(id, async () => {
        await remove(id)
        return null
      }),
    'prompts.removed': async () => {
      try {
        return await listRemoved()
      } catch (error) {
        throw toStorageError(error, 'The trash')
      }
    },
    'prompts.restore': ({ id }) => change(id, () => restore(id)),
    'prompts.eraseFacts': async ({ ids }) => {
      try {
        return await eraser.facts(ids)
      } catch (error) {
        throw toStorageError(error, 'The trash')
      }
    },
    'prompts.erase': async ({ ids }) => {
      for (const id of ids) await one(id, () => eraser.erase(id))
      return await listRemoved()
    },
  }
}
