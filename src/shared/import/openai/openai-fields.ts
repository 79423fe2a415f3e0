// The settings of an OpenAI request in the words of the Messages API, shared by both of its APIs.
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import type { Tell } from '../reading.ts'
import { toolChoiceOf, toolOf } from './openai-content.ts'

/** Fields that mean the same in both. */
const same = new Set([
  'model',
  'temperature',
  'top_p',
  'top_k',
  'thinking',
  'stream',
  'stop_sequences',
  'output_config',
])
const limits = new Set(['max_tokens', 'max_completion_tokens', 'max_output_tokens'])
/** What only says how the answer is to be delivered. */
const quiet = new Set(['stream_options', 'store', 'background', 'include'])
const efforts: Readonly<Record<string, string>> = {
  minimal: 'low',
  low: 'low',
  medium: 'medium',
  high: 'high',
  xhigh: 'xhigh',
}

/** The body without its messages. `tell` is told what has no equal. */
export function fromFields(fields: JsonObject, tell: Tell): JsonObject {
  const body: JsonObject = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null || quiet.has(name)) continue
    if (same.has(name)) body[name] = value
    else if (limits.has(name)) body.max_tokens = value
    else if (!takeField(body, name, value, tell))
      tell(`\`${name.slice(0, 60)}\` has no equal in the Messages API and was left out.`, [name])
  }
  const isAlone = fields.parallel_tool_calls === false && body.tools !== undefined
  if (isAlone)
    body.tool_choice = {
      ...(isObject(body.tool_choice) ? body.tool_choice : { type: 'auto' }),
      disable_parallel_tool_use: true,
    }
  return body
}

function takeField(body: JsonObject, name: string, value: JsonValue, tell: Tell): boolean {
  switch (name) {
    case 'stop':
      body.stop_sequences = Array.isArray(value) ? value : [value]
      return true
    case 'user':
    case 'safety_identifier':
      body.metadata = { user_id: value }
      return typeof value === 'string'
    case 'metadata':
      // Other names are refused by Messages.
      if (isObject(value) && typeof value.user_id === 'string') body.metadata = value
      return body.metadata === value
    case 'tools':
    case 'functions':
      body.tools = toolsOf(value, tell)
      return true
    case 'tool_choice':
    case 'function_call': {
      const choice = toolChoiceOf(value)
      if (choice) body.tool_choice = choice
      return choice !== null
    }
    case 'parallel_tool_calls':
      return true
    case 'response_format':
      return takeFormat(body, value)
    case 'text':
      return isObject(value) && isObject(value.format) ? takeFormat(body, value.format) : false
    case 'reasoning_effort':
      return takeEffort(body, value)
    case 'reasoning':
      return isObject(value) && takeEffort(body, value.effort)
    default:
      return false
  }
}

function toolsOf(value: JsonValue, tell: Tell): JsonValue[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((tool) => {
    const known = toolOf(tool)
    if (!known) tell('A tool that runs at OpenAI was left out.')
    return known ? [known] : []
  })
}

function takeFormat(body: JsonObject, format: JsonValue): boolean {
  if (!isObject(format)) return false
  const { json_schema: nested } = format
  const schema = isObject(nested) ? nested.schema : format.schema
  if (format.type === 'json_schema' && schema !== undefined) {
    body.output_config = {
      ...(isObject(body.output_config) ? body.output_config : {}),
      format: { type: 'json_schema', schema },
    }
    return true
  }
  return format.type === 'text'
}

function takeEffort(body: JsonObject, effort: JsonValue | undefined): boolean {
  if (effort === 'none') {
    body.thinking = { type: 'disabled' }
    return true
  }
  const known = typeof effort === 'string' && Object.hasOwn(efforts, effort) ? efforts[effort] : undefined
  if (known !== undefined)
    body.output_config = { ...(isObject(body.output_config) ? body.output_config : {}), effort: known }
  return known !== undefined
}
