// Changes of a prompt's own headers; they keep their order.
import type { PromptEdit } from '../../../parts/prompt/edits/prompt-edits.ts'

function withEntries(change: (entries: [string, string][]) => [string, string][]): PromptEdit {
  return ({ headers, ...prompt }) => {
    const entries = change(Object.entries(headers ?? {}))
    return entries.length === 0 ? prompt : { ...prompt, headers: Object.fromEntries(entries) }
  }
}

/** Sets a header's value, or adds it. */
export function withHeader(name: string, value: string): PromptEdit {
  return (prompt) => ({ ...prompt, headers: { ...prompt.headers, [name]: value } })
}

export function withoutHeader(name: string): PromptEdit {
  return withEntries((entries) => entries.filter(([other]) => other !== name))
}

/** Another name for a header, in its place; nothing where the new name is taken. */
export function renamedHeader(name: string, next: string): PromptEdit {
  return (prompt) =>
    name === next || (prompt.headers && Object.hasOwn(prompt.headers, next))
      ? prompt
      : withEntries((entries) => entries.map(([other, value]) => [other === name ? next : other, value]))(prompt)
}
