// Apart from prompt.ts, so that views can use that file without loading the schemas.
import { z } from 'zod'
import type { JsonValue } from './json.ts'
import type { ContentBlock, Prompt, PromptMessage, PromptSettings } from './prompt.ts'

const jsonValue: z.ZodType<JsonValue> = z.json()
const contentBlock = z
  .looseObject({ type: z.string().max(200) })
  .catchall(jsonValue) as unknown as z.ZodType<ContentBlock>
const content = z.union([z.string(), z.array(contentBlock).max(100_000)])

const messageSchema: z.ZodType<PromptMessage> = z.object({
  id: z.string().min(1).max(100),
  role: z.enum(['user', 'assistant', 'system']),
  content,
  muted: z.boolean().optional(),
})

const settingsSchema = z
  .looseObject({
    max_tokens: z.number(),
    temperature: z.number().optional(),
    top_p: z.number().optional(),
    top_k: z.number().optional(),
    stop_sequences: z.array(z.string()).optional(),
    metadata: z.record(z.string(), jsonValue).optional(),
    thinking: z.record(z.string(), jsonValue).optional(),
    output_config: z.record(z.string(), jsonValue).optional(),
  })
  .catchall(jsonValue) as unknown as z.ZodType<PromptSettings>

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
})
