// The same prompt in two windows of one person: what is typed in one is shown in the other a moment later. Where both were typed in
// before either heard of the other, the core takes the first; the second keeps its text as a prompt of its own.
import { AppError } from '#shared/app-error'
import type { DraftChange } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import { diff } from '../edits/patch.ts'

/** What this window has seen of the unsaved edits that the core holds. */
export type SeenDrafts = {
  /** @param draft As in `OpenPrompt`. */
  note: (prompt: Prompt, draft: string | null) => void
  /** What a call that writes a prompt says of this window. */
  whoWrites: (id: string) => { writer: string; over: string | null | undefined }
  isOwn: (change: DraftChange) => boolean
  /** Whether a write was refused for what another window had written. */
  isRefusal: (error: unknown) => boolean
  /** Whether a prompt holds what the core is not known to have. */
  hasOwn: (prompt: Prompt) => boolean
}

/** @param writer What this window calls itself. */
export function createSeenDrafts(writer: string): SeenDrafts {
  const seen = new Map<string, { prompt: Prompt; draft: string | null }>()
  return {
    note: (prompt, draft) => void seen.set(prompt.id, { prompt, draft }),
    whoWrites: (id) => ({ writer, over: seen.get(id)?.draft }),
    isOwn: (change) => change.writer === writer,
    isRefusal: (error) => error instanceof AppError && error.kind === 'conflict' && error.facts.isDraft === true,
    hasOwn: (prompt) => diff(seen.get(prompt.id)?.prompt, prompt) !== null,
  }
}
