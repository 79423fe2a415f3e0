// Which request fields have a control, and what is left for the JSON of all others: nothing is sent that is not in sight.

import type { PromptSettings } from '#shared/prompt/prompt'
import { promptFields } from '#shared/request/request'
import { isObject, type JsonObject, type JsonValue, ownField } from '#shared/text/json'

const isText = (value: JsonValue) => typeof value === 'string'
const isNumber = (value: JsonValue) => typeof value === 'number'

/** An object with no fields but these, each of its kind. */
const objectOf = (fields: Record<string, (value: JsonValue) => boolean>) => (value: JsonValue) =>
  isObject(value) &&
  Object.entries(value).every(([name, inner]) => inner === undefined || (ownField(fields, name)?.(inner) ?? false))

/** Whether the control of a field can show this value. */
const controls: Record<string, (value: JsonValue) => boolean> = {
  max_tokens: isNumber,
  temperature: isNumber,
  top_p: isNumber,
  top_k: isNumber,
  stop_sequences: (value) => Array.isArray(value) && value.every(isText),
  thinking: (value) =>
    isObject(value) &&
    isText(value.type ?? null) &&
    objectOf({ type: isText, budget_tokens: isNumber, display: isText })(value),
  tools: (value) => Array.isArray(value),
  tool_choice: (value) =>
    isObject(value) &&
    isText(value.type ?? null) &&
    objectOf({ type: isText, name: isText, disable_parallel_tool_use: (flag) => typeof flag === 'boolean' })(value),
  service_tier: isText,
  inference_geo: isText,
  speed: isText,
  container: isText,
  cache_control: (value) =>
    isObject(value) &&
    value.type === 'ephemeral' &&
    objectOf({ type: isText, ttl: (ttl) => ttl === '5m' || ttl === '1h' })(value),
}

/** The same for the fields inside these objects, which have controls of their own. */
const innerControls: Record<string, Record<string, (value: JsonValue) => boolean>> = {
  metadata: { user_id: isText },
  output_config: {
    effort: isText,
    format: (value) =>
      isObject(value) &&
      value.type === 'json_schema' &&
      isObject(value.schema) &&
      objectOf({ type: isText, schema: isObject })(value),
  },
}

/** A field's value in two parts: what its control shows, and the rest. */
function split(name: string, value: JsonValue): { shown?: JsonValue; rest?: JsonValue } {
  const inner = ownField(innerControls, name)
  if (!inner) return ownField(controls, name)?.(value) ? { shown: value } : { rest: value }
  if (!isObject(value)) return { rest: value }
  const entries = Object.entries(value).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
  const isShown = ([key, item]: [string, JsonValue]) => ownField(inner, key)?.(item) ?? false
  const [shown, rest] = [entries.filter(isShown), entries.filter((entry) => !isShown(entry))]
  return {
    ...(shown.length > 0 ? { shown: Object.fromEntries(shown) } : {}),
    ...(rest.length > 0 || shown.length === 0 ? { rest: Object.fromEntries(rest) } : {}),
  }
}

/** What is sent and no control shows, as one JSON object: unknown fields, and values that their control cannot show. */
export function extraFields(settings: PromptSettings): JsonObject {
  const entries = Object.entries(settings).flatMap(([name, value]): [string, JsonValue][] => {
    const rest = value === undefined ? undefined : split(name, value).rest
    return rest === undefined ? [] : [[name, rest]]
  })
  return Object.fromEntries(entries)
}

/** The settings with other extra fields: what the controls show stays as it is. */
export function withExtraFields(settings: PromptSettings, extras: JsonObject): PromptSettings {
  const names = new Set([...Object.keys(settings), ...Object.keys(extras)])
  const entries = [...names].flatMap((name): [string, JsonValue][] => {
    const before = ownField(settings, name)
    const shown = before === undefined ? undefined : split(name, before).shown
    const extra = ownField(extras, name)
    if (extra === undefined) return shown === undefined ? [] : [[name, shown]]
    return [[name, isObject(shown) && isObject(extra) ? { ...shown, ...extra } : extra]]
  })
  // Safe: max_tokens is a number, which its control shows.
  return Object.fromEntries(entries) as PromptSettings
}

/** Why some JSON cannot be the extra fields, in a sentence; `null` where it can. */
export function extrasProblem(value: JsonValue): string | null {
  if (!isObject(value)) return 'This must be an object: fields of the request by their names.'
  for (const [name, item] of Object.entries(value)) {
    if ((promptFields as readonly string[]).includes(name)) return `${name} has a place of its own in the prompt.`
    if (item === undefined) continue
    const { shown } = split(name, item)
    if (shown === undefined) continue
    const inner = ownField(innerControls, name) && isObject(shown) ? `.${Object.keys(shown)[0]}` : ''
    return `${name}${inner} has a control of its own: set it there.`
  }
  return null
}
