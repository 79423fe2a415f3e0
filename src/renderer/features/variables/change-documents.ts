import type { VariableDocument } from '#shared/prompt/prompt'
import { setVariable } from '#shared/prompt/variables'
import type { PromptEdit } from '../../parts/prompt/edits/prompt-edits.ts'

/** Changes the documents of a variable; one that is no list of documents is left alone. */
export function changeDocuments(
  name: string,
  make: (documents: readonly VariableDocument[]) => VariableDocument[],
): PromptEdit {
  return (prompt) => {
    const value = prompt.variables?.values[name]
    return typeof value === 'object' ? setVariable(prompt, name, { documents: make(value.documents) }) : prompt
  }
}
