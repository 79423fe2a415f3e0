// The answer of GET /v1/models, of the Messages API and of servers that list in the OpenAI shape.
import { z } from 'zod'
import type { LiveCapabilities, LiveModel } from '#shared/models/live-models'

/** A list longer than this is no list of models. */
export const mostModels = 5_000

const text = z.string().trim().min(1).max(200)
const optionalText = text.nullish().catch(null)
const tokens = z.number().int().min(1).nullish().catch(null)
const support = z
  .object({ supported: z.boolean() })
  .transform(({ supported }) => supported)
  .nullish()
  .catch(null)

const effort = z
  .looseObject({ supported: z.boolean() })
  .transform(({ supported, ...levels }) =>
    supported ? ['low', 'medium', 'high', 'xhigh', 'max'].filter((level) => support.parse(levels[level]) === true) : [],
  )
  .nullish()
  .catch(null)

const capabilities = z
  .object({
    batch: support,
    image_input: support,
    pdf_input: support,
    structured_outputs: support,
    effort,
    thinking: z
      .object({ types: z.object({ adaptive: support, enabled: support, disabled: support, between_tools: support }) })
      .nullish()
      .catch(null),
  })
  .transform(({ thinking, ...told }): LiveCapabilities => {
    const types = thinking?.types
    return {
      batch: told.batch ?? null,
      images: told.image_input ?? null,
      pdf: told.pdf_input ?? null,
      structuredOutputs: told.structured_outputs ?? null,
      effort: told.effort ?? null,
      thinking: types
        ? {
            adaptive: types.adaptive ?? null,
            enabled: types.enabled ?? null,
            disabled: types.disabled ?? null,
            betweenTools: types.between_tools ?? null,
          }
        : null,
    }
  })
  .nullish()
  .catch(null)

/** One entry. `name`, `context_length` and `max_model_len` are what some compatible servers call theirs. */
const entry = z
  .object({
    id: text,
    display_name: optionalText,
    name: optionalText,
    line: optionalText,
    lifecycle: z.enum(['active', 'deprecated', 'retired']).nullish().catch(null),
    created_at: optionalText,
    deprecated_at: optionalText,
    retires_at: optionalText,
    max_input_tokens: tokens,
    context_length: tokens,
    max_model_len: tokens,
    max_tokens: tokens,
    capabilities,
  })
  .transform(
    (told): LiveModel => ({
      id: told.id,
      displayName: told.display_name ?? told.name ?? null,
      line: told.line ?? null,
      lifecycle: told.lifecycle ?? null,
      releasedAt: dayOf(told.created_at),
      deprecatedAt: dayOf(told.deprecated_at),
      retiresAt: dayOf(told.retires_at),
      maxInputTokens: told.max_input_tokens ?? told.context_length ?? told.max_model_len ?? null,
      maxTokens: told.max_tokens ?? null,
      capabilities: told.capabilities ?? null,
    }),
  )

const page = z.object({
  data: z.array(z.unknown()).max(mostModels),
  has_more: z.boolean().nullish().catch(null),
  last_id: optionalText,
})

/** One page: its models, and the id after which the next page begins, `null` for the last one. */
export type LiveModelPage = { models: LiveModel[]; nextAfter: string | null }

/** Reads a page; entries without an id are left out. `null` where the answer is no list of models. */
export function readModelPage(answer: unknown): LiveModelPage | null {
  const checked = page.safeParse(answer)
  if (!checked.success) return null
  const { data, has_more, last_id } = checked.data
  const models = data.flatMap((item) => {
    const read = entry.safeParse(item)
    return read.success ? [read.data] : []
  })
  return { models, nextAfter: has_more === true && models.length > 0 ? (last_id ?? null) : null }
}

/** The day of an RFC 3339 moment. The epoch stands for an unknown day (SDK 1.12.0, models.d.ts). */
function dayOf(moment: string | null | undefined): string | null {
  const [day] = /^\d{4}-\d\d-\d\d(?=T|$)/.exec(moment ?? '') ?? []
  return day === undefined || day.startsWith('1970-01-01') ? null : day
}
