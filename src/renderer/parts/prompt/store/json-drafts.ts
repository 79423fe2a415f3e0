import type { JsonDraft, JsonDrafts } from '#shared/prompt/json-drafts'
import { isSameJson } from '#shared/text/json'

/** Where a field of JSON keeps what was typed into it and is no good yet, by its name. */
export type KeptDrafts = {
  get: (field: string) => JsonDraft | undefined
  set: (field: string, draft: JsonDraft) => unknown
  delete: (field: string) => unknown
}

/** The drafts of every prompt that was opened in this window, on their way to the core and back. */
export type DraftKeeper = {
  of: (promptId: string) => KeptDrafts
  /** Takes over what the core kept, where this window has nothing that the core has not. */
  bring: (promptId: string, drafts: JsonDrafts | undefined) => void
  /** Gives what was typed into a prompt to a copy of it; what the core has for the first one is brought again. */
  move: (promptId: string, copyId: string) => void
  /** All of them, and what this window knew of the core's, where something changed since this was last asked; else `undefined`. */
  takeChanged: (promptId: string) => TakenDrafts | undefined
  /** What was taken last is kept. */
  wrote: (promptId: string, taken: TakenDrafts) => void
  /** What was taken last could not be kept: it is taken again. */
  putBack: (promptId: string) => void
}

export type TakenDrafts = { drafts: JsonDrafts; draftsOver: JsonDrafts }

/**
 * Those of one prompt. `typed`: the fields that were changed here and that the core has not; `known`: what of the core's was shown
 * in a field, or came from here. A field that shows something else than the core has by now was typed over that.
 */
type Entry = { drafts: Map<string, JsonDraft>; known: Map<string, JsonDraft>; typed: Set<string>; isChanged: boolean }

/** @param onChange Called when there is something to take. */
export function createDraftKeeper(onChange: () => void): DraftKeeper {
  const prompts = new Map<string, Entry>()
  function entryOf(promptId: string): Entry {
    const entry = prompts.get(promptId) ?? { drafts: new Map(), known: new Map(), typed: new Set(), isChanged: false }
    prompts.set(promptId, entry)
    return entry
  }
  function change(promptId: string, field: string) {
    const entry = entryOf(promptId)
    entry.typed.add(field)
    entry.isChanged = true
    onChange()
  }
  return {
    of: (promptId) => {
      const entry = entryOf(promptId)
      const { drafts, known, typed } = entry
      return {
        get: (field) => {
          const draft = drafts.get(field)
          if (!typed.has(field)) put(known, field, draft)
          return draft
        },
        set: (field, draft) => {
          const before = drafts.get(field)
          if (before?.text === draft.text && isSameJson(before.over, draft.over)) return
          drafts.set(field, draft)
          change(promptId, field)
        },
        delete: (field) => {
          if (drafts.delete(field)) change(promptId, field)
        },
      }
    },
    bring: (promptId, drafts = {}) => {
      const entry = entryOf(promptId)
      if (entry.isChanged) return
      entry.drafts.clear()
      for (const [field, draft] of Object.entries(drafts)) entry.drafts.set(field, draft)
    },
    move: (promptId, copyId) => {
      const { drafts } = entryOf(promptId)
      prompts.delete(promptId)
      prompts.set(copyId, { drafts, known: new Map(), typed: new Set(drafts.keys()), isChanged: drafts.size > 0 })
    },
    takeChanged: (promptId) => {
      const entry = entryOf(promptId)
      if (!entry.isChanged) return undefined
      entry.isChanged = false
      const over = new Map(entry.drafts)
      for (const field of entry.typed) put(over, field, entry.known.get(field))
      return { drafts: Object.fromEntries(entry.drafts), draftsOver: Object.fromEntries(over) }
    },
    wrote: (promptId, { drafts }) => {
      const { known, typed, isChanged } = entryOf(promptId)
      const written = new Map(Object.entries(drafts))
      for (const field of typed) put(known, field, written.get(field))
      // What was typed meanwhile is still to be taken.
      if (!isChanged) typed.clear()
    },
    putBack: (promptId) => {
      entryOf(promptId).isChanged = true
    },
  }
}

function put(drafts: Map<string, JsonDraft>, field: string, draft: JsonDraft | undefined): void {
  if (draft) drafts.set(field, draft)
  else drafts.delete(field)
}
