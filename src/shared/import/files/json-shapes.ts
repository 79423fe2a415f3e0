// The forms in which requests stand in JSON: bodies, lists of messages, batches, archives, and the exports of other tools.
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import { dialectOf } from '../code/api-call.ts'
import { guessDialect } from '../guess-dialect.ts'
import type { JsonPath, PlacedNote, RawRequest } from '../reading.ts'
import { isHar, readHar } from './har.ts'
import { isOwnFile, readOwnFile } from './own-file.ts'
import { modelNamed, settingsNamed } from './parameter-names.ts'
import { isGithubPrompt, isPromptfoo, readGithubPrompt, readPromptfoo } from './prompt-yml.ts'
import { textsOf } from './prompty.ts'

export type ShapeReading = { format: string; requests: RawRequest[]; notes: PlacedNote[] }

const mostRequests = 500
/** How far into an unknown file requests are looked for. */
const deepestSearch = 8

/** The requests that a JSON value holds. */
export function readShapes(value: JsonValue): ShapeReading {
  if (isHar(value)) return { format: 'HAR', ...readHar(value) }
  if (isOwnFile(value)) return { format: 'Antiphon prompt', requests: [readOwnFile(value)], notes: [] }
  if (isPromptfoo(value)) return { format: 'promptfoo configuration', ...readPromptfoo(value) }
  if (isGithubPrompt(value)) return { format: 'GitHub prompt', requests: [readGithubPrompt(value)], notes: [] }
  if (isMessages(value)) return one('JSON', { messages: value })
  if (isObject(value) && isRequest(value)) return one('JSON', value)
  const requests: RawRequest[] = []
  search(value, requests, null, [])
  const isCut = requests.length > mostRequests
  const notes = isCut ? [{ at: null, what: `Only the first ${mostRequests} requests are listed.` }] : []
  return { format: 'JSON', requests: requests.slice(0, mostRequests), notes }
}

function one(format: string, body: JsonObject): ShapeReading {
  const dialect = guessDialect(body)
  return {
    format,
    requests: dialect
      ? [raw(dialect, body, null, Array.isArray(body.messages) && Object.keys(body).length === 1 ? null : [])]
      : [],
    notes: [],
  }
}

const raw = (
  dialect: RawRequest['dialect'],
  body: JsonObject,
  title: string | null,
  path: JsonPath | null = null,
): RawRequest => ({
  ...(path ? { path } : {}),
  dialect,
  title,
  at: null,
  body,
  headers: {},
  notes: [],
})

function isMessages(value: JsonValue | undefined): value is JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every(
      (item) =>
        isObject(item) &&
        typeof item.role === 'string' &&
        (item.content !== undefined || item.tool_calls !== undefined),
    )
  )
}

/** A body as one of the APIs takes it, not an export that happens to hold messages. */
function isRequest(value: JsonObject): boolean {
  if (foreignNames.some((name) => name in value)) return false
  return guessDialect(value) !== null
}

/** Fields by which the exports of workbenches are told from requests. */
const foreignNames = [
  'system_prompt',
  'systemPrompt',
  'prompt_text',
  'maxTokens',
  'max_tokens_to_sample',
  'modelName',
  'model_name',
  'stopSequences',
  'variables',
  'parameters',
  'modelParameters',
  'model_config',
  'config',
  'settings',
]

function search(value: JsonValue | undefined, found: RawRequest[], name: string | null, path: JsonPath): void {
  if (path.length > deepestSearch || found.length > mostRequests || typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    if (isMessages(value)) found.push(raw(guessDialect({ messages: value }) ?? 'messages', { messages: value }, name))
    else for (const [index, item] of value.entries()) search(item, found, name, [...path, index])
    return
  }
  const title = firstText(value, ['custom_id', 'name', 'title', 'label']) ?? name
  const batched = value.params ?? (typeof value.url === 'string' && dialectOf(value.url) ? value.body : undefined)
  if (batched !== undefined && isObject(batched) && guessDialect(batched)) {
    const dialect = typeof value.url === 'string' ? dialectOf(value.url) : null
    found.push(
      raw(dialect ?? guessDialect(batched) ?? 'messages', batched, title, [
        ...path,
        value.params === undefined ? 'body' : 'params',
      ]),
    )
  } else if (isRequest(value)) found.push(raw(guessDialect(value) ?? 'messages', value, title, path))
  else {
    const exported = fromExport(value, title)
    if (exported) found.push(exported)
    else for (const [field, item] of Object.entries(value)) search(item, found, title, [...path, field])
  }
}

/** A prompt of a workbench, whose files are documented nowhere: read by the names that such tools use. */
function fromExport(value: JsonObject, title: string | null): RawRequest | null {
  const messages = [value.messages, value.turns, value.conversation, value.prompt, value.chat].find(isMessages)
  const system = firstText(value, ['system', 'system_prompt', 'systemPrompt', 'instructions'])
  const user = firstText(value, ['prompt', 'user_prompt', 'userPrompt', 'prompt_text', 'template', 'input'])
  const config = [value.parameters, value.modelParameters, value.model_config, value.config, value.settings].find(
    isObject,
  )
  const model = modelNamed(
    firstText(value, ['model', 'model_name', 'modelName', 'model_id']) ??
      (config && firstText(config, ['model', 'model_name'])) ??
      undefined,
  )
  if (!messages && (user === null || (model === null && system === null))) return null
  const notes: PlacedNote[] = []
  const settings = {
    ...settingsNamed(config && without(config, ['model', 'model_name']), notes),
    ...settingsNamed(known(value), []),
  }
  const said = messages ?? [{ role: 'user', content: user }]
  const body = {
    ...(model === null ? {} : { model }),
    ...settings,
    ...(system === null ? {} : { system }),
    messages: said,
  }
  const isChat = system === null && guessDialect({ messages: said }) === 'chat'
  return { ...raw(isChat ? 'chat' : 'messages', body, title), notes, values: valuesOf(value.variables ?? value.inputs) }
}

const ownFields = new Set([
  'max_tokens',
  'maxtokens',
  'max_tokens_to_sample',
  'maxtokenstosample',
  'temperature',
  'top_p',
  'topp',
  'top_k',
  'topk',
  'stop_sequences',
  'stopsequences',
  'tools',
  'tool_choice',
  'thinking',
])

/** The settings among the fields of a prompt. */
function known(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => ownFields.has(name.toLowerCase())))
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)))
}

/** Variables are an object, or a list of names and values. */
function valuesOf(variables: JsonValue | undefined): Record<string, string> {
  if (!Array.isArray(variables)) return textsOf(variables)
  return Object.assign(
    {},
    ...variables.map((item) => {
      const name = isObject(item) ? firstText(item, ['name', 'key']) : null
      return isObject(item) && name !== null ? textsOf({ [name]: item.value ?? item.default ?? '' }) : {}
    }),
  )
}

function firstText(object: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const value = object[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}
