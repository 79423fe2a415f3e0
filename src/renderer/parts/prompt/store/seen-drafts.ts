// The same prompt in two windows of one person: what is typed in one is shown in the other a moment later. Where both were typed in
// before either heard of the other, the core takes the first; the second keeps its text as a prompt of its own.
import { AppError } from '#shared/app-error'
import type { DraftChange } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import { diff } from '../edits/patch.ts'

/** What this window has seen of the unsaved edits that the core holds. */
export type SeenDrafts = {
  /**
   * @param draft As in `OpenPrompt`.
   * @param version That of the file, where it is the same as the prompt.
   */
  note: (prompt: Prompt, draft: string | null, version?: string | null) => void
  /** What the core knows this very state of a prompt by; `null` where it is not known to have it. */
  stateOf: (prompt: Prompt) => string | null
  /** What a call that writes a prompt says of this window. */
  whoWrites: (id: string) => { writer: string; over: string | null | undefined }
  isOwn: (change: DraftChange) => boolean
  /** Whether a write was refused for what another window had written. */
  isRefusal: (error: unknown) => boolean
  /** Whether that was about a field of JSON that is no good yet. */
  isJsonRefusal: (error: unknown) => boolean
  /** Whether a prompt holds what the core is not known to have. */
  hasOwn: (prompt: Prompt) => boolean
}

/** @param writer What this window calls itself. */
export function createSeenDrafts(writer: string): SeenDrafts {
  const seen = new Map<string, { prompt: Prompt; draft: string | null; state: string | null }>()
  return {
    note: (prompt, draft, version = null) => void seen.set(prompt.id, { prompt, draft, state: draft ?? version }),
    stateOf: (prompt) => {
      const known = seen.get(prompt.id)
      return known?.prompt === prompt ? known.state : null
    },
    whoWrites: (id) => ({ writer, over: seen.get(id)?.draft }),
    isOwn: (change) => change.writer === writer,
    isRefusal: (error) => error instanceof AppError && error.kind === 'conflict' && error.facts.isDraft === true,
    isJsonRefusal: (error) => error instanceof AppError && error.facts.isJson === true,
    hasOwn: (prompt) => diff(seen.get(prompt.id)?.prompt, prompt) !== null,
  }
}
