import type { Prompt } from '#shared/prompt/prompt'

/** The prompt that went to a window last, or came from one: a window that has it need not send it for a question about it. */
export type HeldPrompt = {
  /** @param state What the window knows this state of it by. */
  keep: (prompt: Prompt, state: string | null) => void
  /** `null` where another prompt, or another state of it, was here since. */
  find: (id: string, state: string) => Prompt | null
}

/** Holds one, so that it costs no more memory than the prompt that somebody works on. */
export function createHeldPrompt(): HeldPrompt {
  let held: { prompt: Prompt; state: string | null } | null = null
  return {
    keep: (prompt, state) => {
      held = { prompt, state }
    },
    find: (id, state) => (held?.prompt.id === id && held.state === state ? held.prompt : null),
  }
}
