import { createHash } from 'node:crypto'
import type { Prompt, PromptMessage } from '#shared/prompt'
import { promptSchema } from '#shared/prompt-schema'

/**
 * The format of prompt files that this Antiphon writes, and the newest that it reads. Every older one is read as it is: 2 only
 * adds fields (variables, toolNotes, betas, headers, pinned messages).
 */
const format = 2

/** The settings that have a control come first, in the order of the screen; the others follow by name. */
const settingsOrder = [
  'max_tokens',
  'temperature',
  'top_p',
  'top_k',
  'stop_sequences',
  'metadata',
  'thinking',
  'output_config',
]

/**
 * What a file holds: a prompt, or nothing that this Antiphon may touch. `basedOn` is in the journal only: the fingerprint
 * of the saved prompt that was edited.
 */
export type PromptFileContent =
  | { kind: 'prompt'; prompt: Prompt; basedOn: string | null }
  | { kind: 'broken' }
  | { kind: 'newer' }

/**
 * A prompt as text: the same prompt gives the same text, whatever made it, so that version control shows real changes
 * only. Inside blocks, tools and schemas the order stays as typed, since models read it.
 */
export function promptFileText(prompt: Prompt, basedOn: string | null = null): string {
  const { id, name, model, apiVersion, system, messages, prefill, settings, variables, toolNotes, betas, headers } =
    prompt
  const file = {
    format,
    ...(basedOn === null ? {} : { basedOn }),
    id,
    name,
    model,
    apiVersion,
    system,
    messages: messages.map(orderedMessage),
    prefill,
    settings: orderedSettings(settings),
    variables: variables && { off: variables.off, values: orderedByName(variables.values) },
    toolNotes: toolNotes && orderedByName(toolNotes),
    betas,
    headers: headers && orderedByName(headers),
  }
  return `${JSON.stringify(file, null, 2)}\n`
}

/** Reads what `promptFileText` wrote, or what a person wrote by hand. Never throws. */
export function parsePromptFile(text: string): PromptFileContent {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('format' in value)) return { kind: 'broken' }
    if (typeof value.format === 'number' && value.format > format) return { kind: 'newer' }
    const checked = promptSchema.safeParse(value)
    if (!checked.success || !(typeof value.format === 'number' && value.format >= 1)) return { kind: 'broken' }
    const basedOn = 'basedOn' in value && typeof value.basedOn === 'string' ? value.basedOn : null
    return { kind: 'prompt', prompt: checked.data, basedOn }
  } catch {
    return { kind: 'broken' }
  }
}

/** What tells one state of a prompt from another, without the clock and without regard to how its file is laid out. */
export function fingerprint(prompt: Prompt): string {
  return createHash('sha256').update(promptFileText(prompt)).digest('hex')
}

/** Whether two prompts are the same to the person: their files would be. */
export function isSamePrompt(one: Prompt, other: Prompt): boolean {
  return promptFileText(one) === promptFileText(other)
}

function orderedMessage({ id, role, content, muted, pinned }: PromptMessage): PromptMessage {
  return {
    id,
    role,
    content,
    ...(muted === undefined ? {} : { muted }),
    ...(pinned === undefined ? {} : { pinned }),
  }
}

function orderedByName<Value>(values: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)))
}

function orderedSettings(settings: Prompt['settings']): Prompt['settings'] {
  const rank = (field: string) => {
    const index = settingsOrder.indexOf(field)
    return index === -1 ? settingsOrder.length : index
  }
  const entries = Object.entries(settings).filter(([, value]) => value !== undefined)
  entries.sort(([one], [other]) => rank(one) - rank(other) || (one < other ? -1 : 1))
  // Safe: the same entries in another order.
  return Object.fromEntries(entries) as Prompt['settings']
}
