import { usePrompt, usePromptServices } from '../prompt-services.tsx'
import type { KeptDrafts } from './json-drafts.ts'

/** Where a field of the open prompt keeps JSON that is no good yet, for `JsonField`. */
export function useJsonDraft(name: string): { name: string; kept: KeptDrafts } {
  const { prompts } = usePromptServices()
  const promptId = usePrompt(({ id }) => id)
  return { name, kept: prompts.getState().jsonDrafts(promptId) }
}
