import { AppError } from '#shared/app-error'
import type { DraftChange } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import type { PromptShelf } from './journal.ts'
import { fingerprint } from './prompt-file.ts'

/** Who writes, and the unsaved edits that this window last knew of: their fingerprint, `null` for none; left out, any may go. */
export type DraftWriter = { over?: string | null | undefined; writer?: string | undefined }

/** The journal, with what each window knows of it. */
export type DraftStates = {
  journal: PromptShelf
  /** Made once of each prompt that is handed in: while somebody types, all of it is asked for again and again. */
  fingerprintOf: (prompt: Prompt) => string
  /**
   * Throws an AppError of kind `conflict` where there are unsaved edits which this window has not seen. Its own it knows,
   * whether or not it was told that they arrived.
   * @param prompt What it would write.
   */
  check: (prompt: Prompt, who: DraftWriter) => Promise<void>
  /** Tells the other windows what is in the journal now. */
  told: (id: string, who: DraftWriter) => Promise<string | null>
}

/** @param shelf Where unsaved edits lie; nobody else writes there. */
export function createDraftStates(shelf: PromptShelf, tell: (change: DraftChange) => void): DraftStates {
  const states = new Map<string, string | null>()
  const writers = new Map<string, string | undefined>()
  const made = new WeakMap<Prompt, string>()

  function fingerprintOf(prompt: Prompt): string {
    const known = made.get(prompt)
    if (known !== undefined) return known
    const state = fingerprint(prompt)
    made.set(prompt, state)
    return state
  }

  async function stateOf(id: string): Promise<string | null> {
    const known = states.get(id)
    if (known !== undefined) return known
    const entry = await shelf.find(id)
    const state = entry && fingerprint(entry.prompt)
    states.set(id, state)
    return state
  }
  /** Unknown while it is written: a write that failed may have happened. */
  async function put(id: string, state: string | null, write: () => Promise<void>): Promise<void> {
    states.delete(id)
    await write()
    states.set(id, state)
  }

  return {
    journal: {
      ...shelf,
      write: (prompt, notes) => put(prompt.id, fingerprintOf(prompt), () => shelf.write(prompt, notes)),
      remove: (id) => put(id, null, () => shelf.remove(id)),
    },
    fingerprintOf,
    check: async (prompt, { over, writer }) => {
      if (over === undefined) return
      const { id } = prompt
      const now = await stateOf(id)
      const isOwn = writer !== undefined && writers.get(id) === writer
      if (now === null || now === over || now === fingerprintOf(prompt) || isOwn) return
      throw new AppError('conflict', 'This prompt was changed in another window at the same time.', {
        id,
        isDraft: true,
      })
    },
    told: async (id, { writer }) => {
      writers.set(id, writer)
      const draft = await stateOf(id)
      tell({ id, writer: writer ?? null })
      return draft
    },
  }
}
