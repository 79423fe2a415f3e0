import { z } from 'zod'
import type { JsonValue } from '../text/json.ts'
import { jsonValue } from './prompt-schema.ts'

/** What was typed into a field of JSON and is no good yet, and the value that it was typed over: stale where that has changed. */
export type JsonDraft = { text: string; over: JsonValue }

/** Those of one prompt, by the name of the field. */
export type JsonDrafts = Record<string, JsonDraft>

/**
 * What is kept once a window writes its drafts beside those of another one: each field as whoever changed it has it; `null` where
 * both changed the same one.
 * @param over What the window knew of the core's.
 */
export function joinDrafts(mine: JsonDrafts, over: JsonDrafts, theirs: JsonDrafts): JsonDrafts | null {
  const joined = new Map(Object.entries(theirs))
  for (const field of new Set([...Object.keys(mine), ...Object.keys(over)])) {
    const [own, before, other] = [mine, over, theirs].map((drafts) => new Map(Object.entries(drafts)).get(field))
    const isChangedThere = other?.text !== before?.text
    if (own?.text === before?.text || (isChangedThere && own === undefined)) continue
    if (isChangedThere && own?.text !== other?.text) return null
    if (own) joined.set(field, own)
    else joined.delete(field)
  }
  return Object.fromEntries(joined)
}

export const jsonDraftsSchema: z.ZodType<JsonDrafts> = z.record(
  z.string().max(1_000),
  z.object({ text: z.string(), over: jsonValue }),
)
