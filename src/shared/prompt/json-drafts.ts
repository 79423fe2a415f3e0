import { z } from 'zod'
import type { JsonValue } from '../text/json.ts'
import { jsonValue } from './prompt-schema.ts'

/** What was typed into a field of JSON and is no good yet, and the value that it was typed over: stale where that has changed. */
export type JsonDraft = { text: string; over: JsonValue }

/** Those of one prompt, by the name of the field. */
export type JsonDrafts = Record<string, JsonDraft>

export const jsonDraftsSchema: z.ZodType<JsonDrafts> = z.record(
  z.string().max(1_000),
  z.object({ text: z.string(), over: jsonValue }),
)
