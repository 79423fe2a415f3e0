// Apart from prompt.ts, so that views can use that file without loading the schemas.
import { z } from 'zod'
import type { JsonValue } from '../text/json.ts'
import type { ContentBlock, Prompt, PromptMessage, PromptSettings } from './prompt.ts'

/** Any JSON. */
export const jsonValue: z.ZodType<JsonValue> = z.json()
const contentBlock = inOrder(
  z.looseObject({ type: z.string().max(200) }).catchall(jsonValue),
) as unknown as z.ZodType<ContentBlock>
/** What a message or a system prompt says: text, or blocks of known and unknown kinds. */
export const content = z.union([z.string(), z.array(contentBlock).max(100_000)])

const messageFields = {
  role: z.enum(['user', 'assistant', 'system']),
  content,
  muted: z.boolean().optional(),
  pinned: z.boolean().optional(),
  bond: z.string().max(100).optional(),
}
const messageSchema: z.ZodType<PromptMessage> = z.object({ id: z.string().min(1).max(100), ...messageFields })

/** A message outside of a prompt: it has no id. */
export const messageWithoutId: z.ZodType<Omit<PromptMessage, 'id'>> = z.object(messageFields)

const settingFields = {
  temperature: z.number().optional(),
  top_p: z.number().optional(),
  top_k: z.number().optional(),
  stop_sequences: z.array(z.string()).optional(),
  metadata: z.record(z.string(), jsonValue).optional(),
  thinking: z.record(z.string(), jsonValue).optional(),
  output_config: z.record(z.string(), jsonValue).optional(),
}
const settingsSchema = inOrder(
  z.looseObject({ max_tokens: z.number(), ...settingFields }).catchall(jsonValue),
) as unknown as z.ZodType<PromptSettings>

/** Some of the settings of a prompt. */
export const someSettings = inOrder(
  z.looseObject({ max_tokens: z.number().optional(), ...settingFields }).catchall(jsonValue),
) as unknown as z.ZodType<Partial<PromptSettings>>

/** Values by name. */
export const variablesSchema = z.object({
  values: z.record(
    z.string().max(200),
    z.union([z.string(), z.object({ documents: z.array(z.object({ title: z.string(), text: z.string() })) })]),
  ),
  off: z.boolean().optional(),
})
const toolNoteSchema = z.object({
  disabled: z.boolean().optional(),
  result: z.object({ text: z.string(), isError: z.boolean().optional() }).optional(),
})

// What a field takes on screen is kept, however unlikely it is: a prompt that is refused here is a prompt whose edits are lost.
const longest = 1_000_000

/** The parts of a prompt that stand beside its settings and belong to the request. */
export const besideSettings = {
  toolNotes: z.record(z.string().max(longest), toolNoteSchema).optional(),
  betas: z.array(z.string().max(longest)).max(10_000).optional(),
  headers: z.record(z.string().max(longest), z.string().max(longest)).optional(),
}

/** Checks shape only: values that the API would refuse are the rules' business and are kept as typed. */
export const promptSchema: z.ZodType<Prompt> = z.object({
  id: z.string().min(1).max(100),
  name: z.string().max(500),
  model: z.string().max(500),
  apiVersion: z.string().max(100),
  system: content,
  messages: z.array(messageSchema).max(100_000),
  prefill: z.string(),
  settings: settingsSchema,
  variables: variablesSchema.optional(),
  ...besideSettings,
})

/**
 * The same schema, whose values keep their fields in the order in which they came: zod puts those first that it names, and the
 * order is that of sending.
 */
function inOrder<Schema extends z.ZodType>(schema: Schema): Schema {
  const run = schema._zod.run.bind(schema._zod)
  schema._zod.run = (payload, context) => {
    const given = payload.value
    const checked = run(payload, context)
    // Nothing here is asynchronous.
    if (!(checked instanceof Promise)) checked.value = ordered(given, checked.value)
    return checked
  }
  return schema
}

function ordered(given: unknown, checked: unknown): unknown {
  if (typeof given !== 'object' || given === null || typeof checked !== 'object' || checked === null) return checked
  const names = Object.keys(checked)
  const wanted = Object.keys(given).filter((name) => Object.hasOwn(checked, name))
  if (wanted.length !== names.length || wanted.every((name, index) => name === names[index])) return checked
  return Object.fromEntries(wanted.map((name) => [name, checked[name as keyof typeof checked]]))
}
