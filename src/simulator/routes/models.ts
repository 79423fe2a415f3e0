// GET /v1/models and GET /v1/models/{id} (Messages API reference, Models API).
import { ApiError, refuse } from '../api-error.ts'
import { findModel, type Lifecycle, type Model, models } from '../catalogue.ts'
import type { Exchange } from '../exchange.ts'
import { sendJson } from '../http.ts'

const LIFECYCLES: readonly string[] = ['active', 'deprecated', 'retired'] satisfies Lifecycle[]

/** A page of models, newest first; without `lifecycle[]` the retired ones are left out. */
export function listModels(exchange: Exchange) {
  const query = exchange.url.searchParams
  const wanted = [...query.getAll('lifecycle[]'), ...query.getAll('lifecycle')]
  for (const value of wanted) {
    if (!LIFECYCLES.includes(value)) refuse(`lifecycle: Input should be 'active', 'deprecated' or 'retired'`)
  }
  const shown = wanted.length > 0 ? wanted : ['active', 'deprecated']
  const listed = models.filter(({ lifecycle }) => shown.includes(lifecycle))
  sendJson(exchange, 200, pageOf(listed, readLimit(query.get('limit')), query.get('after_id'), query.get('before_id')))
}

function readLimit(text: string | null): number {
  const limit = Number(text ?? 20)
  if (!Number.isInteger(limit)) refuse('limit: Input should be a valid integer')
  if (limit < 1) refuse('limit: Input should be greater than or equal to 1')
  if (limit > 1000) refuse('limit: Input should be less than or equal to 1000')
  return limit
}

function pageOf(listed: readonly Model[], limit: number, afterId: string | null, beforeId: string | null): object {
  const place = (id: string, parameter: string) => {
    const found = listed.findIndex((model) => model.id === id || model.aliases.includes(id))
    return found >= 0 ? found : refuse(`${parameter}: model not found: ${id}`)
  }
  const first = afterId === null ? 0 : place(afterId, 'after_id') + 1
  const end = beforeId === null ? listed.length : place(beforeId, 'before_id')
  const candidates = listed.slice(first, end)
  const isBackwards = beforeId !== null && afterId === null
  const page = isBackwards ? candidates.slice(-limit) : candidates.slice(0, limit)
  return {
    data: page.map(describe),
    has_more: candidates.length > limit,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  }
}

/** One model by id or alias. */
export function getModel(exchange: Exchange, id: string) {
  const model = findModel(id)
  if (!model) throw new ApiError(404, `model: ${id}`)
  sendJson(exchange, 200, describe(model))
}

function describe(model: Model): object {
  return {
    type: 'model',
    id: model.id,
    display_name: model.displayName,
    // The epoch stands for an unknown day.
    created_at: `${model.releasedAt ?? '1970-01-01'}T00:00:00Z`,
    line: model.line,
    lifecycle: model.lifecycle,
    deprecated_at: model.deprecatedAt && `${model.deprecatedAt}T00:00:00Z`,
    retires_at: model.retiresAt && `${model.retiresAt}T00:00:00Z`,
    max_input_tokens: model.contextWindow,
    max_tokens: model.maxOutputTokens,
    capabilities: capabilitiesOf(model),
  }
}

const supported = (value: boolean | null) => ({ supported: value !== false })

function capabilitiesOf({ capabilities, lifecycle }: Model): object | null {
  if (lifecycle === 'retired') return null
  const { thinking, effort } = capabilities
  const level = (name: string) => supported(effort.includes(name))
  const types = {
    adaptive: supported(thinking.adaptive),
    enabled: supported(thinking.enabled),
    disabled: supported(thinking.disabled),
    between_tools: supported(thinking.betweenTools),
  }
  return {
    batch: supported(capabilities.batch),
    citations: supported(true),
    code_execution: supported(true),
    context_management: {
      supported: true,
      clear_thinking_20251015: supported(true),
      clear_tool_uses_20250919: supported(true),
      compact_20260112: supported(true),
    },
    effort: {
      supported: effort.length > 0,
      low: level('low'),
      medium: level('medium'),
      high: level('high'),
      xhigh: level('xhigh'),
      max: level('max'),
    },
    image_input: supported(capabilities.images),
    pdf_input: supported(capabilities.pdf),
    server_tools: { supported: true, code_execution: supported(true), web_search: supported(true) },
    structured_outputs: supported(capabilities.structuredOutputs),
    thinking: { supported: Object.values(types).some((type) => type.supported), types },
  }
}
