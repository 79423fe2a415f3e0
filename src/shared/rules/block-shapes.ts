// The content blocks that may be sent, and the other shapes of a request (TypeScript SDK 1.12.0, ContentBlockParam and
// MessageCreateParamsBase).
import { isAttachment } from '../files/attachment.ts'
import type { ContentBlock } from '../prompt/prompt.ts'
import { isObject } from '../text/json.ts'
import { isServerToolResult } from './reading.ts'
import { type Problem, problemsIn, type Shape } from './shape.ts'

const cache: Shape = { maybe: { byType: { ephemeral: { 'ttl?': ['5m', '1h'] } } } }
const maybeText: Shape = { maybe: 'string' }
const citations: Shape = { maybe: { fields: { 'enabled?': 'boolean' } } }
const text = { text: 'string', 'cache_control?': cache, 'citations?': { maybe: { each: 'object' } } } as const
const url = { url: 'string' } as const
const file = { file_id: 'string' } as const
const imageTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

/** A reference of our own, in whose place the file itself is sent (src/shared/files/attachment.ts). */
const attachment = (types: readonly string[]): { [name: string]: Shape } => ({
  hash: 'string',
  media_type: types,
  name: 'string',
  bytes: 'whole number',
  'width?': 'whole number',
  'height?': 'whole number',
  'pages?': 'whole number',
})

const image: { [name: string]: Shape } = {
  source: {
    byType: { base64: { media_type: imageTypes, data: 'string' }, url, file, attachment: attachment(imageTypes) },
  },
  'cache_control?': cache,
  'transformations?': { maybe: { fields: { 'oversized_image?': ['downsize', 'error'] } } },
}

const document: { [name: string]: Shape } = {
  source: {
    byType: {
      base64: { media_type: ['application/pdf'], data: 'string' },
      text: { media_type: ['text/plain'], data: 'string' },
      content: { content: { textOr: { byType: { text, image } } } },
      url,
      file,
      attachment: attachment(['application/pdf', 'text/plain']),
    },
  },
  'cache_control?': cache,
  'citations?': citations,
  'title?': maybeText,
  'context?': maybeText,
}

const searchResult: { [name: string]: Shape } = {
  source: 'string',
  title: 'string',
  content: { each: { byType: { text } } },
  'cache_control?': cache,
  'citations?': citations,
}

const inResult: Shape = {
  byType: {
    text,
    image,
    document,
    search_result: searchResult,
    tool_reference: 'any',
    browser_state: 'any',
  },
}

const block: Shape = {
  byType: {
    text,
    image,
    document,
    search_result: searchResult,
    thinking: { thinking: 'string', signature: 'string' },
    redacted_thinking: { data: 'string' },
    tool_use: {
      id: 'string',
      name: 'string',
      input: 'object',
      'cache_control?': cache,
      'caller?': 'object',
      'toolset_name?': maybeText,
    },
    tool_result: {
      tool_use_id: 'string',
      'content?': { textOr: inResult },
      'is_error?': 'boolean',
      'cache_control?': cache,
      'toolset_name?': maybeText,
    },
    container_upload: { file_id: 'string', 'cache_control?': cache },
  },
}

/** What is wrong with a block; nothing for what a server tool left, which is sent back as it came. */
export function problemsInBlock(given: ContentBlock): Problem[] {
  if (given.type === 'server_tool_use' || isServerToolResult(given.type)) return []
  const problems = problemsIn(given, block)
  const { source } = given
  const isBroken = isObject(source) && source.type === 'attachment' && !isAttachment(source)
  return isBroken && problems.length === 0 ? [{ path: 'source.hash', says: 'names no stored file' }] : problems
}

/** What is wrong with a block of the system prompt. */
export function problemsInSystemBlock(given: ContentBlock): Problem[] {
  return problemsIn(given, { byType: { text } })
}

const display: Shape = { maybe: ['summarized', 'omitted', 'updates'] }
const parallel = { 'disable_parallel_tool_use?': 'boolean' } as const

/** The request's own fields; sampling, max_tokens and what stands elsewhere in a prompt have rules of their own. */
export const requestShapes: { readonly [field: string]: Shape } = {
  stop_sequences: { each: 'string' },
  metadata: { fields: { 'user_id?': maybeText } },
  thinking: {
    byType: {
      adaptive: { 'display?': display },
      enabled: { budget_tokens: 'whole number', 'display?': display },
      disabled: {},
      between_tools: {},
    },
  },
  output_config: {
    fields: { 'effort?': 'any', 'format?': { maybe: { byType: { json_schema: { schema: 'object' } } } } },
  },
  tools: { each: 'object' },
  tool_choice: { byType: { auto: parallel, any: parallel, tool: { name: 'string', ...parallel }, none: {} } },
  speed: { maybe: ['standard', 'fast'] },
  service_tier: ['auto', 'standard_only'],
  inference_geo: { maybe: ['us', 'global'] },
  cache_control: cache,
  container: 'any',
  diagnostics: { maybe: { fields: { 'previous_message_id?': maybeText } } },
}

/** A tool of the caller's own; its name has a rule of its own. */
export const toolShape: Shape = {
  fields: {
    name: 'string',
    input_schema: 'object',
    'type?': { maybe: ['custom'] },
    'description?': 'string',
    'cache_control?': cache,
    'strict?': 'boolean',
    'eager_input_streaming?': { maybe: 'boolean' },
    'defer_loading?': 'boolean',
    'input_examples?': { each: 'object' },
    'allowed_callers?': { each: 'string' },
  },
}
