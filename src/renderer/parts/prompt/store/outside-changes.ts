// What others do with the file of the open prompt: an editor, git, another window.
import { AppError } from '#shared/app-error'
import { type LibraryState, type OpenPrompt, type PromptEntry, savedIn } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import { diff } from '../edits/patch.ts'
import type { Editing } from './prompt-editing.ts'
import type { StoreGround } from './prompt-state.ts'

export type OutsideChanges = {
  /** Takes in what the core says of the library. */
  take: (state: LibraryState) => void
  /** Looks at the file of the open prompt: where nothing is unsaved, the prompt becomes what the file holds. */
  lookAgain: (id: string) => Promise<void>
}

export function createOutsideChanges(
  { host, get, set }: StoreGround,
  { writeEverything, showFile, adopt }: Editing,
): OutsideChanges {
  /** The open prompt as it was when its file went away with nothing unsaved. */
  let goneFrom: Prompt | null = null

  async function read(id: string): Promise<OpenPrompt | null> {
    try {
      return await host.call('prompts.open', { id })
    } catch (error) {
      if (error instanceof AppError && error.kind === 'not-found') return null
      throw error
    }
  }

  async function lookAgain(id: string): Promise<void> {
    // What cannot be written is still on the screen, and is offered again.
    await writeEverything().catch(() => {})
    const opened = await read(id)
    get().settle()
    const { prompt, version, basedOn, isSaved } = get()
    const found = { saved: opened && savedIn(opened), version: opened?.entry.version ?? null }
    if (prompt?.id !== id || found.version === version) return
    const isClean = isSaved || (goneFrom !== null && diff(goneFrom, prompt) === null)
    if (found.saved === null) goneFrom = isClean ? prompt : null
    if (found.saved === null || !isClean) showFile({ ...found, basedOn })
    else adopt(found.saved, { ...found, basedOn: found.version })
  }

  return {
    lookAgain,
    take: ({ entries, ...library }) => {
      const { prompt, isSaved, version, entries: known } = get()
      const told = entries.find(({ id }) => id === prompt?.id)
      const own = told ?? (version === null ? known.find(({ id }) => id === prompt?.id) : undefined)
      // The window knows more of the open prompt than the core: what was typed a moment ago.
      const mine = own && prompt && { ...own, name: prompt.name, hasUnsavedEdits: !isSaved }
      const shown = mine ? entries.map((entry): PromptEntry => (entry.id === mine.id ? mine : entry)) : entries
      set({ library, entries: mine && !told ? [...shown, mine] : shown })
      if (prompt && (told?.version ?? null) !== version) lookAgain(prompt.id).catch(() => {})
    },
  }
}
