// Which calls of a program are requests, and what they ask for.
import { isObject } from '../../text/json.ts'
import { readStrictJson } from '../files/json-text.ts'
import { isWrittenKey } from '../written-key.ts'
import { converseCall } from './converse-call.ts'
import { langchainCalls } from './langchain-call.ts'
import { type CallArgs, fromJson, type Hole, type Places, partsOf, stringOf, type Value } from './value.ts'
import { isVercelCall, vercelCall } from './vercel-call.ts'

/** Whose words the fields of a request are in. */
export type Dialect = 'messages' | 'chat' | 'responses' | 'text'

/** A request as the code has it. `left`: what the call was told that is no part of a request, by name; `places`: where it was. */
export type ApiCall = {
  dialect: Dialect
  at: number
  fields: Map<string, Value>
  headers: Map<string, Value>
  left: string[]
  places?: Places
  /** Credentials that the client was made with, where they are written out. */
  keys?: string[]
  /** The name of the function that it stands in. */
  within: string | null
}

export type Found = Omit<ApiCall, 'at' | 'within'>

const methodDialects: readonly { path: readonly string[]; dialect: Dialect }[] = [
  { path: ['messages', 'create'], dialect: 'messages' },
  { path: ['messages', 'stream'], dialect: 'messages' },
  { path: ['messages', 'parse'], dialect: 'messages' },
  { path: ['messages', 'tool_runner'], dialect: 'messages' },
  { path: ['messages', 'toolRunner'], dialect: 'messages' },
  { path: ['chat', 'completions', 'create'], dialect: 'chat' },
  { path: ['chat', 'completions', 'parse'], dialect: 'chat' },
  { path: ['chat', 'completions', 'stream'], dialect: 'chat' },
  { path: ['ChatCompletion', 'create'], dialect: 'chat' },
  { path: ['ChatCompletion', 'acreate'], dialect: 'chat' },
  { path: ['litellm', 'completion'], dialect: 'chat' },
  { path: ['litellm', 'acompletion'], dialect: 'chat' },
  { path: ['responses', 'create'], dialect: 'responses' },
  { path: ['responses', 'parse'], dialect: 'responses' },
  { path: ['responses', 'stream'], dialect: 'responses' },
  { path: ['completions', 'create'], dialect: 'text' },
]
const passedOver = new Set(['with_raw_response', 'with_streaming_response', 'beta', 'withResponse'])

/** The request that a call on something unknown is; several where it is a batch; none where it is another call. */
export function apiCalls(callee: Hole, args: CallArgs): Found[] {
  const { places } = args
  return callsOf(callee, args).map((found) => (places ? { ...found, places } : found))
}

function callsOf(callee: Hole, args: CallArgs): Found[] {
  const path = callee.path.filter((name) => !passedOver.has(name))
  const dialect = methodDialects.find((one) => endsWith(path, one.path))?.dialect
  if (dialect) return [sdkCall(dialect, args, clientOf(callee))]
  const early = completions.has(path.at(-1) ?? '') ? completionDialect(args) : null
  if (early) return [sdkCall(early, args, clientOf(callee))]
  if (isVercelCall(path)) return [vercelCall(args)]
  if (endsWith(path, ['batches', 'create'])) return batch(args)
  if (bedrockNames.has(path.at(-1) ?? '')) return bedrock(args)
  if (converseNames.has(path.at(-1) ?? '')) return converse(args)
  const chained = langchainCalls(callee, args)
  if (chained.length > 0) return chained
  const found = httpCall(path, args)
  return found ? [found] : []
}

/** The calls of Anthropic's first SDK; a function that is imported from litellm is called like one of them. */
const completions = new Set(['completion', 'acompletion', 'completion_stream', 'acompletion_stream'])

function completionDialect({ fields }: CallArgs): Dialect | null {
  if (fields.has('messages')) return 'chat'
  return fields.has('prompt') ? 'text' : null
}

/** The fields of a request behind an address; `null` for other addresses. */
export function dialectOf(address: string): Dialect | null {
  const [path = ''] = address.split(/[?#]/)
  if (path.endsWith('/messages')) return 'messages'
  if (path.endsWith('/chat/completions')) return 'chat'
  if (path.endsWith('/responses')) return 'responses'
  // claude.ai ends in `/completion`.
  return path.endsWith('/v1/complete') || path.endsWith('/completion') ? 'text' : null
}

const endsWith = (path: readonly string[], end: readonly string[]) =>
  end.every((name, index) => path[path.length - end.length + index] === name)

/** What the client was made with, which goes into every one of its requests. */
function clientOf(callee: Hole): CallArgs | null {
  return callee.args ?? null
}

const optionNames = new Set(['extra_headers', 'extra_query', 'extra_body', 'timeout', 'max_retries', 'maxRetries'])

function sdkCall(dialect: Dialect, { items, fields: named }: CallArgs, client: CallArgs | null): Found {
  const [first, second] = items
  const fields = new Map([...objectFields(first), ...named])
  const options = objectFields(second)
  const headers = new Map([
    ...clientHeaders(client),
    ...objectFields(options.get('headers') ?? named.get('extra_headers')),
  ])
  const left = [...options.keys()].filter((name) => name !== 'headers' && name !== 'body')
  for (const name of optionNames) if (fields.delete(name) && !name.startsWith('extra_')) left.push(name)
  if (named.has('extra_query')) left.push('extra_query')
  for (const [name, value] of objectFields(named.get('extra_body') ?? options.get('body'))) fields.set(name, value)
  return { dialect, fields, headers, left, keys: clientKeys(client) }
}

function clientKeys(client: CallArgs | null): string[] {
  const options = new Map([...objectFields(client?.items[0]), ...(client?.fields ?? [])])
  const keys = ['api_key', 'apiKey', 'auth_token', 'authToken'].map((name) => stringOf(options.get(name)))
  return keys.flatMap((key) => (key !== null && isWrittenKey(key) ? [key] : []))
}

function clientHeaders(client: CallArgs | null): Map<string, Value> {
  const options = new Map([...objectFields(client?.items[0]), ...(client?.fields ?? [])])
  return objectFields(options.get('default_headers') ?? options.get('defaultHeaders'))
}

function batch({ items, fields }: CallArgs): Found[] {
  const requests = fields.get('requests') ?? objectFields(items[0]).get('requests')
  if (requests?.kind !== 'list') return []
  return requests.items.flatMap((item): Found[] => {
    const params = objectFields(item).get('params')
    return params ? [{ dialect: 'messages', fields: objectFields(params), headers: new Map(), left: [] }] : []
  })
}

const bedrockNames = new Set([
  'invoke_model',
  'invoke_model_with_response_stream',
  'InvokeModelCommand',
  'InvokeModelWithResponseStreamCommand',
])
const converseNames = new Set(['converse', 'converse_stream', 'ConverseCommand', 'ConverseStreamCommand'])

function converse({ items, fields: named }: CallArgs): Found[] {
  const options = new Map([...objectFields(items[0]), ...named])
  return options.has('messages') ? [converseCall(options)] : []
}

function bedrock({ items, fields: named }: CallArgs): Found[] {
  const options = new Map([...objectFields(items[0]), ...named])
  const fields = new Map(bodyFields(options.get('body')))
  if (!fields.has('messages')) return []
  const model = options.get('modelId')
  if (model) fields.set('model', model)
  const left = fields.delete('anthropic_version') ? ['anthropic_version'] : []
  return [{ dialect: 'messages', fields, headers: new Map(), left }]
}

const httpVerbs = new Set(['post', 'fetch', 'request', 'axios', 'stream', 'urlopen', 'Request', '$fetch', 'got', 'ky'])

/** `fetch`, `requests.post` and their like. */
function httpCall(path: readonly string[], { items, fields: named }: CallArgs): Found | null {
  const verb = path.at(-1) ?? ''
  if (!httpVerbs.has(verb)) return null
  const options = new Map([...items.flatMap((item) => [...objectFields(item)]), ...named])
  const address = [...items, options.get('url'), options.get('method')].flatMap((value) =>
    value ? [addressOf(value)] : [],
  )
  const dialect = address.map(dialectOf).find((one) => one !== null)
  if (!dialect) return null
  const second = items[1]
  // axios.post takes the body itself in the second place; everything else takes options there.
  const isBody = path.includes('axios') && second?.kind === 'object' && !second.fields.has('data')
  const body = options.get('json') ?? options.get('body') ?? options.get('data') ?? options.get('content')
  const fields = isBody && verb === 'post' ? objectFields(second) : bodyFields(body)
  return { dialect, fields, headers: objectFields(options.get('headers')), left: [] }
}

/** The known part of an address; what only the program knows counts as nothing. */
function addressOf(value: Value): string {
  return (partsOf(value) ?? []).map((part) => (typeof part === 'string' ? part : '')).join('')
}

function bodyFields(body: Value | undefined): Map<string, Value> {
  const written = stringOf(body)
  if (written === null) return objectFields(body?.kind === 'text' && body.json ? body.json : body)
  const read = readStrictJson(written)
  return read.ok && isObject(read.value) ? objectFields(fromJson(read.value)) : new Map()
}

/** None where the value is no object. */
export function objectFields(value: Value | undefined): Map<string, Value> {
  return value?.kind === 'object' ? value.fields : new Map()
}
