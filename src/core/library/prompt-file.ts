import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Prompt, PromptMessage } from '#shared/prompt/prompt'
import { promptSchema } from '#shared/prompt/prompt-schema'

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
 * What a file holds: a prompt, or nothing that this Antiphon may touch; `why` goes on after "it is not listed: ". `basedOn` is in
 * the journal only: the fingerprint of the saved prompt that was edited. `folder` is in the trash only: where the file lay.
 */
export type PromptFileContent =
  | { kind: 'prompt'; prompt: Prompt; basedOn: string | null; folder: string }
  | { kind: 'broken'; why: string }
  | { kind: 'newer' }
  /** Whole JSON of something else: a folder that is a library may hold the files of a project, too. */
  | { kind: 'foreign' }

/** What is kept beside a prompt on a shelf of our own; a file in the library has neither. */
export type ShelfNotes = { basedOn?: string | null; folder?: string }

/**
 * A prompt as text: the same prompt gives the same text, whatever made it, so that version control shows real changes
 * only. Inside blocks, tools and schemas the order stays as typed, since models read it.
 */
export function promptFileText(prompt: Prompt, { basedOn = null, folder = '' }: ShelfNotes = {}): string {
  const { id, name, model, apiVersion, system, messages, prefill, settings, variables, toolNotes, betas, headers } =
    prompt
  const file = {
    format,
    ...(basedOn === null ? {} : { basedOn }),
    ...(folder === '' ? {} : { folder }),
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
  let value: unknown
  try {
    // Editors on Windows begin a file with a byte order mark.
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text)
  } catch {
    const isUnmerged = /^<{7} /m.test(text)
    return { kind: 'broken', why: isUnmerged ? 'it holds a merge that is not finished' : 'it is not valid JSON' }
  }
  if (typeof value !== 'object' || value === null || !('format' in value) || 'kind' in value) return { kind: 'foreign' }
  if (typeof value.format !== 'number') return { kind: 'foreign' }
  if (value.format > format) return { kind: 'newer' }
  try {
    const checked = promptSchema.safeParse(value)
    if (!checked.success) return { kind: 'broken', why: misfit(checked.error.issues[0]?.path) }
    if (value.format < 1) return { kind: 'broken', why: misfit(['format']) }
    return {
      kind: 'prompt',
      prompt: checked.data,
      basedOn: noteOf(value, 'basedOn'),
      folder: noteOf(value, 'folder') ?? '',
    }
  } catch {
    // So deep that the check itself gives up.
    return { kind: 'broken', why: 'it is nested too deeply' }
  }
}

function misfit(path: readonly PropertyKey[] = []): string {
  return path.length === 0
    ? 'it holds no prompt'
    : `its field ${path.map(String).join('.')} is missing or of another kind`
}

function noteOf(value: object, name: string): string | null {
  const note: unknown = (value as Record<string, unknown>)[name]
  return typeof note === 'string' ? note : null
}

/** What tells one state of a prompt from another, without the clock and without regard to how its file is laid out. */
export function fingerprint(prompt: Prompt): string {
  return createHash('sha256').update(promptFileText(prompt)).digest('hex')
}

/** Whether two prompts are the same to the person: their files would be. */
export function isSamePrompt(one: Prompt, other: Prompt): boolean {
  return promptFileText(one) === promptFileText(other)
}

function orderedMessage({ id, role, content, muted, pinned, bond, ...rest }: PromptMessage): PromptMessage {
  // A new field of a message does not compile until it is written, too.
  rest satisfies Record<string, never>
  return {
    id,
    role,
    content,
    ...(muted === undefined ? {} : { muted }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(bond === undefined ? {} : { bond }),
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

/** The JSON Schema of a prompt file: `resources/prompt.schema.json` is this, for editors and other programs. */
export function promptFileSchema(): object {
  const schema = z.toJSONSchema(promptSchema, { io: 'input' })
  return {
    ...schema,
    $id: `https://antiphon.invalid/prompt-${format}.schema.json`,
    title: 'A prompt of Antiphon',
    properties: { format: { type: 'integer', minimum: 1, maximum: format }, ...schema.properties },
    required: ['format', ...(schema.required ?? [])],
  }
}
