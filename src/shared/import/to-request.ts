// The last step of every import: a body in anybody's words becomes the parts of a prompt, and what has no place in one is named.

import { automaticVersion, type ContentBlock, type Role } from '../prompt/prompt.ts'
import { mapContent } from '../prompt/prompt-texts.ts'
import { variablePlaces } from '../prompt/variables.ts'
import { chooseVersion } from '../request/api-version.ts'
import { betaHeader, headerProblem, isBeta } from '../request/request-headers.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import { fromChat } from './openai/openai-chat.ts'
import { fromResponses } from './openai/openai-responses.ts'
import { fromTextPrompt } from './openai/text-prompt.ts'
import type { ImportedParts, PlacedNote, RawRequest, Tell } from './reading.ts'
import { isWrittenKey } from './written-key.ts'

/** `keys`: credentials that stood in the headers. */
export type Told = { parts: ImportedParts; notes: PlacedNote[]; keys: string[] }

/** The parts of a prompt that a request says. Never throws, whatever is in it. */
export function toParts(raw: RawRequest): Told {
  const notes = [...raw.notes]
  const tell: Tell = (what, path = []) => void notes.push({ at: raw.locate?.(path) ?? raw.at, what })
  const body = inMessagesWords(raw, tell)
  const { model, system, messages, stream, ...fields } = body
  const parts: ImportedParts = { messages: [], prefill: '', settings: settingsOf(fields, tell) }
  if (typeof model === 'string' && model.length <= 500) parts.model = model
  else if (model !== undefined && model !== null) tell('`model` is no name of a model and was left out.', ['model'])
  if (stream !== undefined && stream !== true)
    tell('Antiphon always streams the answer: `stream` was left out.', ['stream'])
  const systemContent = system === undefined || system === null ? null : contentOf(system, 'system', tell)
  if (systemContent !== null && systemContent.length > 0) parts.system = mapContent(systemContent, escaped)
  const turns = turnsOf(messages, tell)
  const last = turns.at(-1)
  if (last?.role === 'assistant' && typeof last.content === 'string' && last.content !== '') {
    parts.prefill = last.content
    turns.pop()
  }
  parts.messages = turns
  if (raw.values && Object.keys(raw.values).length > 0) parts.values = raw.values
  const keys = [...(raw.keys ?? []), ...takeHeaders(parts, raw.headers, tell)]
  return { parts, notes, keys }
}

function inMessagesWords({ dialect, body }: RawRequest, tell: Tell): JsonObject {
  switch (dialect) {
    case 'messages':
      return body
    case 'chat':
      return fromChat(body, tell)
    case 'responses':
      return fromResponses(body, tell)
    case 'text':
      return fromTextPrompt(body, tell)
  }
}

const numbers = new Set(['max_tokens', 'temperature', 'top_p', 'top_k'])
const objects = new Set(['metadata', 'thinking', 'output_config'])

function settingsOf(fields: JsonObject, tell: Tell): JsonObject {
  const settings: JsonObject = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (isSetting(name, value)) settings[name] = value
    else if (value !== null) tell(`\`${name}\` has a value that it cannot have and was left out.`, [name])
  }
  return settings
}

function isSetting(name: string, value: JsonValue): boolean {
  if (numbers.has(name)) return typeof value === 'number'
  if (objects.has(name)) return isObject(value)
  if (name === 'tools') return Array.isArray(value)
  if (name === 'stop_sequences') return Array.isArray(value) && value.every((item) => typeof item === 'string')
  return true
}

const roles: Readonly<Record<string, Role>> = {
  user: 'user',
  assistant: 'assistant',
  system: 'system',
  human: 'user',
  ai: 'assistant',
  bot: 'assistant',
  model: 'assistant',
  developer: 'system',
}

function turnsOf(messages: JsonValue | undefined, tell: Tell): ImportedParts['messages'] {
  if (messages === undefined || messages === null) return []
  if (!Array.isArray(messages)) {
    tell('`messages` is no list and was left out.')
    return []
  }
  return messages.flatMap((message, index): ImportedParts['messages'] => {
    const name = `messages[${index}]`
    if (!isObject(message)) {
      tell(`\`${name}\` is no message and was left out.`, ['messages', index])
      return []
    }
    const { role, content, ...others } = message
    for (const field of Object.keys(others))
      tell(`\`${name}.${field}\` is no part of a message and was left out.`, ['messages', index, field])
    const known = typeof role === 'string' && Object.hasOwn(roles, role) ? roles[role] : undefined
    if (known === undefined) tell(`\`${name}\` has no role that is known: user was taken.`, ['messages', index])
    const said = content === undefined || content === null ? '' : contentOf(content, `${name}.content`, tell)
    return [{ role: known ?? 'user', content: mapContent(said, escaped) }]
  })
}

function contentOf(content: JsonValue, name: string, tell: Tell): string | ContentBlock[] {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) {
    // One block without its list.
    if (isObject(content) && typeof content.type === 'string') return contentOf([content], name, tell)
    tell(`\`${name}\` is neither text nor blocks: it is here as JSON.`)
    return JSON.stringify(content)
  }
  return content.flatMap((block, index): ContentBlock[] => {
    if (typeof block === 'string') return [{ type: 'text', text: block }]
    if (isObject(block) && typeof block.type === 'string' && block.type.length <= 200) return [block as ContentBlock] // Checked.
    if (isObject(block) && typeof block.text === 'string') return [{ ...block, type: 'text' }]
    tell(`\`${name}[${index}]\` is no content block and was left out.`)
    return []
  })
}

/**
 * A text that is sent as it came: a backslash before what looks like a variable would be taken away. `{{name}}` itself stays:
 * it is a variable here, and sent as it is while that has no value.
 */
function escaped(text: string): string {
  let out = ''
  let at = 0
  for (const { from, to } of variablePlaces(text)) {
    const braces = text.indexOf('{{', from)
    const slashes = text.slice(from, braces)
    out += text.slice(at, from) + (slashes === '' ? '' : `${slashes}${slashes}\\`) + text.slice(braces, to)
    at = to
  }
  return out + text.slice(at)
}

/** What clients say about themselves, and what the connection says for itself. */
const ofTheClient =
  /^(user-agent|accept.*|content-.*|host|connection|origin|referer|cache-control|pragma|dnt|priority|sec-.*|x-stainless-.*|x-app|anthropic-dangerous-direct-browser-access|anthropic-client-.*|:.*)$/i

/** Answers the credentials among them. */
function takeHeaders(parts: ImportedParts, headers: Record<string, string>, tell: Tell): string[] {
  const keys: string[] = []
  const kept: Record<string, string> = {}
  for (const [given, value] of Object.entries(headers)) {
    const name = given.toLowerCase()
    if (name === 'anthropic-version') takeVersion(parts, value.trim())
    else if (name === betaHeader) {
      const betas = value.split(',').map((beta) => beta.trim())
      parts.betas = betas.filter(isBeta)
      if (parts.betas.length < betas.length) tell(`\`${betaHeader}\` names something that is no beta feature.`)
    } else if (!ofTheClient.test(name)) {
      const problem = headerProblem(name, value)
      if (problem === null) kept[name] = value
      else if (problem === 'credential') keys.push(...credentialIn(value))
      else tell(`The header \`${name.slice(0, 60)}\` was left out: it cannot be sent.`)
    }
  }
  if (parts.betas?.length === 0) delete parts.betas
  if (Object.keys(kept).length > 0) parts.headers = kept
  return keys
}

/** The secret in the value of a header, its scheme left out. */
function credentialIn(value: string): string[] {
  const secret = value.trim().split(' ').at(-1) ?? ''
  return isWrittenKey(secret) ? [secret] : []
}

/** Nothing is pinned where it would be chosen anyway. */
function takeVersion(parts: ImportedParts, version: string): void {
  if (version === '' || version.length > 100) return
  const settings = { max_tokens: 0, ...parts.settings }
  // Only these fields say anything about the version.
  const chosen = chooseVersion(
    { apiVersion: automaticVersion, settings } as Parameters<typeof chooseVersion>[0],
    'anthropic',
  )
  if (chosen.apiVersion !== version) parts.apiVersion = version
}
