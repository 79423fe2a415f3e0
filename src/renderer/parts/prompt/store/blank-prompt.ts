import { automaticVersion, type Prompt } from '#shared/prompt/prompt'

/** The model of a new prompt when none is open: one that takes sampling and prefill, so that every control is alive. */
const firstModel = 'claude-haiku-4-5'

/** A new prompt with one empty user message, under a name that none of the others has. */
export function blankPrompt(newId: () => string, model = firstModel, others: Iterable<{ name: string }> = []): Prompt {
  return {
    id: newId(),
    name: freeName(others),
    model,
    apiVersion: automaticVersion,
    system: '',
    messages: [{ id: newId(), role: 'user', content: '' }],
    prefill: '',
    settings: { max_tokens: 1024 },
  }
}

function freeName(others: Iterable<{ name: string }>): string {
  const taken = new Set([...others].map(({ name }) => name))
  let name = 'Untitled'
  for (let number = 2; taken.has(name); number += 1) name = `Untitled ${number}`
  return name
}
