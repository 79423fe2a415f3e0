// The Converse API of Amazon Bedrock, whose words are its own
// (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html).
import type { Found } from './api-call.ts'
import { jsonText } from './json-of-value.ts'
import { list, object, plain, stringOf, type Value } from './value.ts'

const names: Readonly<Record<string, string>> = {
  modelId: 'model',
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  stopSequences: 'stop_sequences',
}

/** @param options What the call was given: `{ modelId, messages, system, inferenceConfig, … }`. */
export function converseCall(options: ReadonlyMap<string, Value>): Found {
  const fields = new Map<string, Value>()
  const left: string[] = []
  for (const [name, value] of options) {
    if (name === 'inferenceConfig') takeNamed(value)
    else if (name === 'additionalModelRequestFields') for (const [key, field] of fieldsOf(value)) fields.set(key, field)
    else if (name === 'modelId') fields.set('model', value)
    else if (name === 'system') fields.set('system', blocksOf(value))
    else if (name === 'messages') fields.set('messages', messagesOf(value))
    else if (name === 'toolConfig') takeTools(value)
    else left.push(name)
  }
  return { dialect: 'messages', fields, headers: new Map(), left }

  function takeNamed(value: Value) {
    for (const [name, field] of fieldsOf(value)) {
      const known = Object.hasOwn(names, name) ? names[name] : undefined
      if (known === undefined) left.push(`inferenceConfig.${name}`)
      else fields.set(known, field)
    }
  }
  function takeTools(value: Value) {
    const config = fieldsOf(value)
    const tools = config.get('tools')
    if (tools) fields.set('tools', tools.kind === 'list' ? list(withCachePoints(tools.items, toolOf)) : tools)
    const [choice] = [...fieldsOf(config.get('toolChoice'))]
    if (choice) fields.set('tool_choice', object(new Map([['type', plain(choice[0])], ...fieldsOf(choice[1])])))
  }
}

const fieldsOf = (value: Value | undefined): ReadonlyMap<string, Value> =>
  value?.kind === 'object' ? value.fields : new Map<string, Value>()

const made = (type: string, ...fields: [name: string, value: Value | undefined][]) => {
  const known = fields.flatMap(([name, value]): [string, Value][] => (value ? [[name, value]] : []))
  return object(new Map<string, Value>([['type', plain(type)], ...known]))
}

function messagesOf(messages: Value): Value {
  if (messages.kind !== 'list') return messages
  return list(
    messages.items.map((message) => {
      const content = fieldsOf(message).get('content')
      if (message.kind !== 'object' || !content) return message
      return object(new Map([...message.fields, ['content', blocksOf(content)]]))
    }),
  )
}

function blocksOf(content: Value): Value {
  return content.kind === 'list' ? list(withCachePoints(content.items, blockOf)) : content
}

/** A point of the cache stands behind what it ends there; here it is a field of that. */
function withCachePoints(items: readonly Value[], change: (item: Value) => Value): Value[] {
  const changed: Value[] = []
  for (const item of items) {
    const last = changed.at(-1)
    if (!fieldsOf(item).has('cachePoint')) changed.push(change(item))
    else if (last?.kind === 'object') last.fields.set('cache_control', made('ephemeral'))
  }
  return changed
}

/** One field of a block says of what kind it is: `{ text }`, `{ image: { format, source } }`. Of other kinds it stays as it is. */
function blockOf(block: Value): Value {
  const [only] = [...fieldsOf(block)]
  if (!only) return block
  const [kind, value] = only
  const inner = fieldsOf(value)
  switch (kind) {
    case 'text':
      return made('text', ['text', value])
    case 'image':
      return made('image', ['source', sourceOf(inner, `image/${stringOf(inner.get('format')) ?? 'png'}`)])
    case 'document':
      return documentOf(inner)
    case 'toolUse':
      return made(
        'tool_use',
        ['id', inner.get('toolUseId')],
        ['name', inner.get('name')],
        ['input', inner.get('input')],
      )
    case 'toolResult':
      return resultOf(inner)
    case 'reasoningContent': {
      const said = fieldsOf(inner.get('reasoningText'))
      const hidden = inner.get('redactedContent')
      if (hidden) return made('redacted_thinking', ['data', hidden])
      return made('thinking', ['thinking', said.get('text')], ['signature', said.get('signature')])
    }
    default:
      return block
  }
}

function sourceOf(fields: ReadonlyMap<string, Value>, mediaType: string): Value {
  return made('base64', ['media_type', plain(mediaType)], ['data', fieldsOf(fields.get('source')).get('bytes')])
}

function documentOf(fields: ReadonlyMap<string, Value>): Value {
  const source = fieldsOf(fields.get('source'))
  const text = source.get('text')
  const isPdf = (stringOf(fields.get('format')) ?? 'pdf') === 'pdf'
  const asText = made('text', ['media_type', plain('text/plain')], ['data', text ?? source.get('bytes')])
  const shown = isPdf && !text ? sourceOf(fields, 'application/pdf') : asText
  return made('document', ['source', shown], ['title', fields.get('name')], ['context', fields.get('context')])
}

function resultOf(fields: ReadonlyMap<string, Value>): Value {
  const content = fields.get('content')
  const isError = stringOf(fields.get('status')) === 'error'
  return made(
    'tool_result',
    ['tool_use_id', fields.get('toolUseId')],
    ['content', content && resultContent(content)],
    ...(isError ? [['is_error', plain(true)] as [string, Value]] : []),
  )
}

/** A result may be JSON there, which is a text here. */
function resultContent(content: Value): Value {
  if (content.kind !== 'list') return content
  return list(
    content.items.map((item) => {
      const json = fieldsOf(item).get('json')
      return json ? made('text', ['text', jsonText(json, false, { items: [], fields: new Map() })]) : blockOf(item)
    }),
  )
}

function toolOf(tool: Value): Value {
  const spec = fieldsOf(tool).get('toolSpec')
  if (!spec) return tool
  const { name, description, inputSchema } = Object.fromEntries(fieldsOf(spec))
  const schema = fieldsOf(inputSchema).get('json') ?? inputSchema
  const fields = { name, description, input_schema: schema }
  return object(
    new Map(Object.entries(fields).flatMap(([key, value]): [string, Value][] => (value ? [[key, value]] : []))),
  )
}
