// What comes along in files that people exchange and belongs in none: keys, addresses, headers that lead a request elsewhere.

import { headerProblem } from '#shared/request/request-headers'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'

/**
 * Field names, without case and punctuation, that carry a key, or say where requests go and with which headers. A preset's own
 * `headers` are judged one by one.
 */
const credentialFields = new Set([
  'apikey',
  'xapikey',
  'anthropicapikey',
  'anthropicauthtoken',
  'authtoken',
  'authorizationtoken',
  'accesstoken',
  'bearertoken',
  'authorization',
  'password',
  'secret',
  'baseurl',
  'apibase',
  'apiurl',
  'endpoint',
  'host',
  'proxy',
  'headers',
  'defaultheaders',
  'extraheaders',
  'customheaders',
])

/** Told of each name that was left out; `where` is the place in words. */
export type OnDropped = (where: string, name: string) => void

/** The parts of a preset, or a prompt, without credentials: around them, in the settings, and in the headers. */
export function withoutStrangers(parts: JsonObject, where: string, onDropped: OnDropped): JsonObject {
  const { headers, ...others } = parts
  const clean: JsonObject = {
    ...withoutCredentials(others, where, onDropped),
    ...(headers === undefined
      ? {}
      : { headers: isObject(headers) ? sendableHeaders(headers, where, onDropped) : headers }),
  }
  return isObject(clean.settings) ? { ...clean, settings: cleanSettings(clean.settings, where, onDropped) } : clean
}

/** Request fields without credentials, those in metadata and MCP servers too. */
export function cleanSettings(fields: JsonObject, where: string, onDropped: OnDropped): JsonObject {
  const settings = withoutCredentials(fields, where, onDropped)
  for (const field of ['metadata', 'mcp_servers']) {
    const value = settings[field]
    if (Array.isArray(value)) {
      settings[field] = value.map((item) =>
        isObject(item) ? withoutCredentials(item, `${where}, ${field}`, onDropped) : item,
      )
    } else if (value !== undefined && isObject(value)) {
      settings[field] = withoutCredentials(value, `${where}, ${field}`, onDropped)
    }
  }
  return settings
}

/** A prompt's own headers without those that are never sent: credentials, and what leads a request elsewhere. */
function sendableHeaders(headers: JsonObject, where: string, onDropped: OnDropped): JsonObject {
  const isBad = ([name, value]: [string, JsonValue | undefined]) =>
    typeof value === 'string' && headerProblem(name, value) !== null
  const entries = Object.entries(headers)
  for (const [name] of entries.filter(isBad)) onDropped(`${where}, headers`, name)
  return Object.fromEntries(entries.filter((entry) => !isBad(entry)))
}

function withoutCredentials(object: JsonObject, where: string, onDropped: OnDropped): JsonObject {
  const isCredential = (name: string) => credentialFields.has(name.toLowerCase().replaceAll(/[^a-z]/g, ''))
  for (const name of Object.keys(object).filter(isCredential)) onDropped(where, name)
  return Object.fromEntries(Object.entries(object).filter(([name]) => !isCredential(name)))
}

/** What was left out, as a line for a person. */
export const droppedNote = (where: string, name: string) => `${where}: “${name.slice(0, 60)}” was left out.`
