import type { ConnectionKind } from '../connections/connection.ts'
import { type ContentBlock, isEmptyContent, type Prompt, type Role } from '../prompt/prompt.ts'
import { sentSettings } from '../prompt/tools.ts'
import { fillPrompt } from '../prompt/variables.ts'
import type { JsonObject } from '../text/json.ts'
import { chooseVersion } from './api-version.ts'
import { sentHeaders } from './request-headers.ts'

/** Fields that a prompt has of its own, or that are always the same: not taken from its settings (the rules say so). */
export const promptFields = ['model', 'system', 'messages', 'stream'] as const

/** The JSON body of `POST /v1/messages`, fields in the order in which they are sent. */
export type RequestBody = {
  model: string
  max_tokens: number
  system?: string | ContentBlock[]
  messages: { role: Role; content: string | ContentBlock[] }[]
  stream?: boolean
} & JsonObject

/**
 * A request: what is sent, counted, recorded and exported. `headers` are the prompt's own, beta features among them, names in
 * lower case; absent where it has none.
 */
export type MessagesRequest = {
  apiVersion: string
  versionReason: string
  headers?: Record<string, string>
  body: RequestBody
}

/**
 * Turns a prompt into the request that the Messages API receives, variables filled. Nothing is dropped, reset or added in
 * silence: muted messages, disabled tools, an empty system prompt, an empty prefill, the settings named in `promptFields` and
 * the headers that `headerProblem` names are the only things that are not sent.
 * `stream` is always true, so the SDK's limit on requests that do not stream never applies.
 * @param kind Where it goes: the automatic API version depends on it.
 */
export function buildRequest(prompt: Prompt, kind: ConnectionKind): MessagesRequest {
  const {
    max_tokens,
    model: _model,
    system: _system,
    messages: _messages,
    stream: _stream,
    ...settings
  } = sentSettings(prompt.settings, prompt.toolNotes)
  const { system, messages: written, prefill } = fillPrompt(prompt)
  const messages = written
    .filter(({ muted }) => !muted)
    .map(({ role, content }): { role: Role; content: string | ContentBlock[] } => ({ role, content }))
  if (prefill !== '') messages.push({ role: 'assistant', content: prefill })
  const body: RequestBody = {
    model: prompt.model,
    max_tokens,
    ...settings,
    ...(isEmptyContent(system) ? {} : { system }),
    messages,
    stream: true,
  }
  const headers = sentHeaders(prompt)
  return { ...chooseVersion(prompt, kind), ...(headers === null ? {} : { headers }), body }
}

const countedFields = [
  'model',
  'messages',
  'system',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'speed',
  'cache_control',
] as const

/** The body of `POST /v1/messages/count_tokens`: an allow-list, since it takes fewer fields (Messages API reference, token counting). */
export function countBody(body: RequestBody): JsonObject {
  return Object.fromEntries(countedFields.flatMap((field) => (body[field] === undefined ? [] : [[field, body[field]]])))
}
