// Apart from preset.ts, so that views can use that file without loading the schemas.
import { z } from 'zod'
import {
  besideSettings,
  content,
  jsonValue,
  messageWithoutId,
  someSettings,
  variablesSchema,
} from '../prompt/prompt-schema.ts'
import type { NewPreset, Preset, PresetParts } from './preset.ts'

/** How long the name of a preset may be. */
export const longestName = 200

/** The name, on one line: tabs, newlines and control characters are white space. */
const presetName = z
  .string()
  .transform((name) => name.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim())
  .pipe(z.string().min(1).max(longestName))

const presetParts = z
  .looseObject({
    model: z.string().max(500).optional(),
    apiVersion: z.string().max(100).optional(),
    system: content.optional(),
    settings: someSettings.optional(),
    notSent: z.array(z.string().max(200)).max(1_000).optional(),
    messages: z.array(messageWithoutId).max(100_000).optional(),
    prefill: z.string().optional(),
    variables: variablesSchema.optional(),
    ...besideSettings,
  })
  .catchall(jsonValue) as unknown as z.ZodType<PresetParts>

/** Checks shape only, as with prompts: what the API would refuse is the rules' business. */
export const newPresetSchema: z.ZodType<NewPreset> = z.object({ name: presetName, parts: presetParts })

export const presetSchema: z.ZodType<Preset> = z.object({
  id: z.string().min(1).max(100),
  name: presetName,
  parts: presetParts,
})
