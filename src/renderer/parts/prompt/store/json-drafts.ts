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
  /** All of them where something changed since this was last asked, else `undefined`. */
  takeChanged: (promptId: string) => JsonDrafts | undefined
  /** What was taken last could not be kept: it is taken again. */
  putBack: (promptId: string) => void
}

/** @param onChange Called when there is something to take. */
export function createDraftKeeper(onChange: () => void): DraftKeeper {
  const prompts = new Map<string, { drafts: Map<string, JsonDraft>; isChanged: boolean }>()
  function entryOf(promptId: string) {
    const entry = prompts.get(promptId) ?? { drafts: new Map<string, JsonDraft>(), isChanged: false }
    prompts.set(promptId, entry)
    return entry
  }
  function change(promptId: string) {
    entryOf(promptId).isChanged = true
    onChange()
  }
  return {
    of: (promptId) => {
      const { drafts } = entryOf(promptId)
      return {
        get: (field) => drafts.get(field),
        set: (field, draft) => {
          const before = drafts.get(field)
          if (before?.text === draft.text && isSameJson(before.over, draft.over)) return
          drafts.set(field, draft)
          change(promptId)
        },
        delete: (field) => {
          if (drafts.delete(field)) change(promptId)
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
      prompts.set(copyId, { drafts, isChanged: drafts.size > 0 })
    },
    takeChanged: (promptId) => {
      const entry = entryOf(promptId)
      if (!entry.isChanged) return undefined
      entry.isChanged = false
      return Object.fromEntries(entry.drafts)
    },
    putBack: (promptId) => {
      entryOf(promptId).isChanged = true
    },
  }
}
