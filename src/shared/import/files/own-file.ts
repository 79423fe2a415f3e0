// A prompt as Antiphon keeps it in the library.

import { automaticVersion, type PromptVariables } from '../../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import { plainText } from '../plain-text.ts'
import type { RawRequest } from '../reading.ts'
import { textsOf } from './prompty.ts'

/** Whether this is a prompt file of Antiphon. */
export function isOwnFile(value: JsonValue): value is JsonObject & { messages: JsonValue[]; settings: JsonObject } {
  return (
    isObject(value) && typeof value.apiVersion === 'string' && Array.isArray(value.messages) && isObject(value.settings)
  )
}

export function readOwnFile(file: JsonObject & { messages: JsonValue[]; settings: JsonObject }): RawRequest {
  const { name, model, apiVersion, system, prefill, betas, headers, variables } = file
  const messages: JsonValue[] = file.messages.flatMap((message) =>
    isObject(message) && message.muted !== true ? [{ role: message.role, content: message.content }] : [],
  )
  if (typeof prefill === 'string' && prefill !== '') messages.push({ role: 'assistant', content: prefill })
  const muted = file.messages.filter((message) => isObject(message) && message.muted === true).length
  return {
    dialect: 'messages',
    title: typeof name === 'string' ? name : null,
    at: null,
    body: { model, ...file.settings, ...(system === '' ? {} : { system }), messages },
    headers: {
      ...textsOf(headers),
      ...(apiVersion === automaticVersion ? {} : { 'anthropic-version': plainText(apiVersion) }),
      ...(Array.isArray(betas) ? { 'anthropic-beta': betas.map(plainText).join(',') } : {}),
    },
    notes:
      muted === 0
        ? []
        : [{ at: null, what: `${muted} muted ${muted === 1 ? 'message was' : 'messages were'} left out.` }],
    values: isObject(variables) ? valuesOf(variables.values) : {},
  }
}

function valuesOf(values: JsonValue | undefined): PromptVariables['values'] {
  if (values === undefined || !isObject(values)) return {}
  // Lists of documents are no text: they stay in the file that they came from.
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
}
