import { automaticVersion, type Prompt } from '#shared/prompt'

/** The model of a new prompt when none is open: one that takes sampling and prefill, so that every control is alive. */
const firstModel = 'claude-haiku-4-5'

/** A new prompt with one empty user message. */
export function blankPrompt(newId: () => string, model = firstModel): Prompt {
  return {
    id: newId(),
    name: 'Untitled',
    model,
    apiVersion: automaticVersion,
    system: '',
    messages: [{ id: newId(), role: 'user', content: '' }],
    prefill: '',
    settings: { max_tokens: 1024 },
  }
}
