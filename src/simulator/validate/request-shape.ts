// The shape of a whole request: the fields each endpoint and API version knows, and the type of each.
import { ApiError } from '../api-error.ts'
import type { MessagesRequest } from '../request.ts'
import { cacheControl, contentBlock, systemBlock } from './block-shape.ts'
import {
  anything,
  bool,
  type Check,
  dictionary,
  integer,
  isRecord,
  list,
  nullable,
  number,
  object,
  oneOf,
  pattern,
  tagged,
  text,
  textOr,
} from './shape.ts'

/** The two values of the `anthropic-version` header (Messages API reference, API versions). */
export const API_VERSIONS = ['2023-06-01', '2026-10-21'] as const
export type ApiVersion = (typeof API_VERSIONS)[number]
/** The API version and the beta features that a request's headers name. */
export type Caller = { version: ApiVersion; betas: readonly string[] }
export type Endpoint = 'messages' | 'count_tokens'

const message = object({ role: oneOf('user', 'assistant', 'system'), content: textOr(contentBlock) })

const thinkingShapes = (betas: readonly string[]): Check => {
  const takesUpdates = betas.includes('thinking-display-updates-2026-08-18')
  const display = nullable(oneOf('summarized', 'omitted', ...(takesUpdates ? ['updates'] : [])))
  return tagged({
    adaptive: object({ type: anything }, { display }),
    enabled: object({ type: anything, budget_tokens: integer(1024) }, { display }),
    disabled: object({ type: anything }),
    between_tools: object({ type: anything }),
  })
}

const outputConfig = object(
  {},
  {
    effort: nullable(oneOf('low', 'medium', 'high', 'xhigh', 'max')),
    format: nullable(tagged({ json_schema: object({ type: anything, schema: dictionary }) })),
  },
)

const clientTool = object(
  {
    name: pattern(/^[a-zA-Z0-9_-]{1,128}$/),
    input_schema: (schema, path) => {
      dictionary(schema, path)
      oneOf('object')((schema as Record<string, unknown>).type, `${path}.type`)
    },
  },
  {
    type: nullable(oneOf('custom')),
    description: text,
    cache_control: cacheControl,
    strict: bool,
    eager_input_streaming: nullable(bool),
    defer_loading: bool,
    input_examples: list(dictionary),
    allowed_callers: list(text),
  },
)

/** Tools that Anthropic defines end in a date, and their fields differ by date: only the name is looked at. */
const ANTHROPIC_TOOL =
  /^(web_search|web_fetch|code_execution|bash|text_editor|computer|memory|tool_search_tool_(bm25|regex)|(browser|computer)_toolset|mcp_toolset)_\d{8}$/

const tool: Check = (value, path) => {
  const type = isRecord(value) ? value.type : null
  if (typeof type === 'string' && ANTHROPIC_TOOL.test(type)) return
  if (type == null || type === 'custom') return clientTool(value, `${path}.custom`)
  tagged({ custom: clientTool })(value, path)
}

const parallel = { disable_parallel_tool_use: bool }

const toolChoice = tagged({
  auto: object({ type: anything }, parallel),
  any: object({ type: anything }, parallel),
  tool: object({ type: anything, name: text }, parallel),
  none: object({ type: anything }),
})

const model: Check = (value, path) => pattern(/^[\s\S]{1,256}$/)(value, path)

const shared = (betas: readonly string[]): Record<string, Check> => ({
  system: textOr(systemBlock),
  tools: list(tool),
  tool_choice: toolChoice,
  thinking: thinkingShapes(betas),
  output_config: outputConfig,
  speed: nullable(oneOf('standard', 'fast')),
  cache_control: cacheControl,
})

const onlyForMessages: Record<string, Check> = {
  stream: bool,
  stop_sequences: list(text),
  metadata: object({}, { user_id: nullable(text) }),
  service_tier: oneOf('auto', 'standard_only'),
  inference_geo: nullable(oneOf('us', 'global')),
  container: anything,
  diagnostics: nullable(object({}, { previous_message_id: nullable(text) })),
}

/** Sampling exists under 2023-06-01 only: rule R1 is nothing more than these fields not being known. */
const sampling: Record<string, Check> = { temperature: number, top_p: number, top_k: integer(0) }

/** Returns the body as a request once its shape is right; throws the API's 400 where it is not. */
export function checkShape(body: unknown, endpoint: Endpoint, version: ApiVersion, betas: readonly string[]) {
  if (!isRecord(body)) throw new ApiError(400, 'Input should be a valid dictionary')
  const isMessages = endpoint === 'messages'
  object(
    { model, ...(isMessages ? { max_tokens: integer(0) } : {}), messages: list(message) },
    {
      ...shared(betas),
      ...(isMessages ? onlyForMessages : {}),
      ...(isMessages && version === '2023-06-01' ? sampling : {}),
    },
  )(body, '')
  return body as MessagesRequest // The checks above are what makes this true.
}
