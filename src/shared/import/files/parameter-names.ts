// The settings of a model as other tools spell them.
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import type { JsonPath, PlacedNote } from '../reading.ts'

const names: Readonly<Record<string, string>> = {
  max_tokens: 'max_tokens',
  maxtokens: 'max_tokens',
  max_tokens_to_sample: 'max_tokens',
  maxtokenstosample: 'max_tokens',
  max_completion_tokens: 'max_tokens',
  maxcompletiontokens: 'max_tokens',
  max_output_tokens: 'max_tokens',
  maxoutputtokens: 'max_tokens',
  temperature: 'temperature',
  top_p: 'top_p',
  topp: 'top_p',
  top_k: 'top_k',
  topk: 'top_k',
  stop: 'stop_sequences',
  stop_sequences: 'stop_sequences',
  stopsequences: 'stop_sequences',
  thinking: 'thinking',
  output_config: 'output_config',
  tool_choice: 'tool_choice',
  toolchoice: 'tool_choice',
  tools: 'tools',
  metadata: 'metadata',
  service_tier: 'service_tier',
  servicetier: 'service_tier',
}

/** Settings under the API's names; what has none is named in `notes`. `path`: where in the file the parameters are. */
export function settingsNamed(
  parameters: JsonValue | undefined,
  notes: PlacedNote[],
  path: JsonPath | null = null,
): JsonObject {
  if (!isObject(parameters)) return {}
  const settings: JsonObject = {}
  for (const [given, value] of Object.entries(parameters)) {
    const name = Object.hasOwn(names, given.toLowerCase()) ? names[given.toLowerCase()] : undefined
    if (value === undefined || value === null) continue
    if (name === 'stop_sequences') settings[name] = Array.isArray(value) ? value : [value]
    else if (name !== undefined) settings[name] = value
    else
      notes.push({
        at: null,
        ...(path ? { path: [...path, given] } : {}),
        what: `The parameter \`${given.slice(0, 60)}\` has no equal in the Messages API and was left out.`,
      })
  }
  return settings
}

/** A model without the provider in front of it: `anthropic/claude-opus-5-5`, `anthropic:messages:claude-opus-5-5`. */
export function modelNamed(model: JsonValue | undefined): string | null {
  if (typeof model !== 'string' || model === '') return null
  const last = model.split(/[/:]/).at(-1) ?? ''
  return last.startsWith('claude') ? last : model
}
