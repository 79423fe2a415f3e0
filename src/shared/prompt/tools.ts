// The tools of a prompt and what the editor notes beside them: which ones are sent.
import { isObject, type JsonValue } from '../text/json.ts'
import type { Prompt, PromptSettings, ToolNote } from './prompt.ts'

type Notes = Prompt['toolNotes']

/** A tool, and its place in `settings.tools`. */
export type PlacedTool = { tool: JsonValue; at: number }

/** What the API calls a tool by; `null` where it is no text. */
export function toolName(tool: JsonValue | undefined): string | null {
  return isObject(tool) && typeof tool.name === 'string' ? tool.name : null
}

/** The note of a tool; notes go by name. */
export function noteOf(tool: JsonValue | undefined, notes: Notes): ToolNote | null {
  const name = toolName(tool)
  return name !== null && notes && Object.hasOwn(notes, name) ? (notes[name] ?? null) : null
}

const isSent = (tool: JsonValue, notes: Notes) => !noteOf(tool, notes)?.disabled

/** The tools that are sent: all but the disabled ones. */
export function sentTools({ settings: { tools }, toolNotes }: Pick<Prompt, 'settings' | 'toolNotes'>): PlacedTool[] {
  if (!Array.isArray(tools)) return []
  return tools.map((tool, at) => ({ tool, at })).filter(({ tool }) => isSent(tool, toolNotes))
}

/** The settings as they are sent: without disabled tools, and without the field where no other is left. */
export function sentSettings(settings: PromptSettings, notes: Notes): PromptSettings {
  const { tools, ...others } = settings
  if (!Array.isArray(tools) || tools.every((tool) => isSent(tool, notes))) return settings
  const left = tools.filter((tool) => isSent(tool, notes))
  // Safe: max_tokens, the one required field, is among the others. Fields keep their order.
  return (left.length === 0 ? others : { ...settings, tools: left }) as PromptSettings
}

/**
 * The prompt with the note of one name under another, after a tool that has it was renamed. A note that stands there already is
 * another tool's, and stays.
 */
export function withNoteMoved(prompt: Prompt, from: string, to: string): Prompt {
  const note = prompt.toolNotes?.[from]
  if (!note || from === to || (prompt.toolNotes && Object.hasOwn(prompt.toolNotes, to))) return prompt
  const { [from]: _moved, ...others } = prompt.toolNotes ?? {}
  // A tool that still has the old name keeps its note.
  const isTaken = Array.isArray(prompt.settings.tools) && prompt.settings.tools.some((tool) => toolName(tool) === from)
  return { ...prompt, toolNotes: { ...(isTaken ? prompt.toolNotes : others), [to]: note } }
}
