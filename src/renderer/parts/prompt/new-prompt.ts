import { flushSync } from 'react-dom'
import { focusWhenThere } from './list/focus-when-there.ts'
import type { PromptServices } from './prompt-services.tsx'

/** Opens a new prompt with the caret in its first message, where one begins to write. Rejects where it cannot be made. */
export async function newPrompt(services: PromptServices, folder?: string): Promise<void> {
  const { prompts } = services
  await prompts.getState().create(undefined, folder)
  // Its card is in the page before the caret goes there.
  flushSync(() => {})
  const first = prompts.getState().prompt?.messages[0]
  if (first) focusWhenThere(services, first.id)
}
