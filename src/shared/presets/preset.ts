import {
  type ContentBlock,
  type Prompt,
  type PromptMessage,
  type PromptSettings,
  type PromptVariables,
  textOf,
} from '../prompt/prompt.ts'
import type { JsonObject, JsonValue } from '../text/json.ts'

/** A message as a preset keeps it: the id belongs to the prompt that it is laid over. */
export type PresetMessage = Omit<PromptMessage, 'id'>

/**
 * What a preset holds: any of the parts of a prompt. `settings` has request fields under their API names, tools and output
 * schema among them; `notSent` names the ones that are taken out of a prompt, such as `temperature` or
 * `output_config.effort`. Parts that this Antiphon does not know are kept as they came.
 */
export type PresetParts = {
  model?: string
  apiVersion?: string
  system?: string | ContentBlock[]
  settings?: Partial<PromptSettings>
  notSent?: string[]
  messages?: PresetMessage[]
  prefill?: string
  toolNotes?: Prompt['toolNotes']
  betas?: string[]
  headers?: Record<string, string>
  /** Values are laid over the prompt's name by name. */
  variables?: PromptVariables
  [unknown: string]: unknown
}

/** A preset that has no place in the list yet. */
export type NewPreset = { name: string; parts: PresetParts }
export type Preset = NewPreset & { id: string }

/**
 * One thing that goes into a preset or not. `value` is undefined for a setting that is not sent.
 * `key`: `model`, `system`, or the path of a request field such as `settings.output_config.effort`.
 */
export type PresetPart = { key: string; label: string; value: JsonValue | undefined }

const titles: Record<string, string> = {
  model: 'Model',
  apiVersion: 'API version',
  system: 'System prompt',
  messages: 'Messages',
  prefill: 'Prefill',
  variables: 'Variables',
  toolNotes: 'Disabled tools and canned results',
  betas: 'Betas',
  headers: 'Headers',
  'settings.max_tokens': 'Max tokens',
  'settings.temperature': 'Temperature',
  'settings.top_p': 'Top p',
  'settings.top_k': 'Top k',
  'settings.stop_sequences': 'Stop sequences',
  'settings.output_config.effort': 'Effort',
  'settings.output_config.format': 'Output schema',
  'settings.thinking': 'Thinking',
  'settings.tools': 'Tools',
  'settings.tool_choice': 'Tool choice',
  'settings.metadata': 'Metadata',
}

/** Settings that a preset can also take out of a prompt, in the order of the screen. */
const optionalSettings = [
  'temperature',
  'top_p',
  'top_k',
  'output_config.effort',
  'stop_sequences',
  'thinking',
  'tools',
  'tool_choice',
  'output_config.format',
]

/** Parts that stand beside the settings; one that is empty takes out what is there. */
const besideSettings = ['toolNotes', 'betas', 'headers'] as const

const nested = 'output_config'

/**
 * Every part of a prompt that a preset can hold, in the order of the screen.
 * @param more Keys of settings that are listed although the prompt does not send them and few do.
 */
export function partsOf(prompt: Prompt, more: Iterable<string> = []): PresetPart[] {
  const fields = settingFields(prompt.settings)
  const asked = [...more].filter(isSetting).map(settingName)
  const names = new Set(['max_tokens', ...optionalSettings, ...fields.keys(), ...asked])
  return [
    part('model', prompt.model),
    part('apiVersion', prompt.apiVersion),
    part('system', prompt.system),
    ...[...names].map((name) => part(`settings.${name}`, fields.get(name))),
    ...besideSettings.map((key) => part(key, valueBeside(prompt, key))),
    part('messages', prompt.messages.map(withoutId)),
    part('prefill', prompt.prefill),
    ...(hasVariables(prompt.variables) ? [part('variables', prompt.variables)] : []),
  ]
}

/** None are no part: laid over others, they would change nothing. */
function hasVariables(variables: PromptVariables | undefined): variables is PromptVariables {
  return variables !== undefined && (variables.off === true || Object.keys(variables.values).length > 0)
}

/** The parts of a prompt with these keys, as a preset. */
export function takeParts(prompt: Prompt, keys: ReadonlySet<string>): PresetParts {
  const { model, apiVersion, system, prefill, variables } = prompt
  const chosen = partsOf(prompt, keys).filter(({ key }) => keys.has(key))
  const settings = chosen.flatMap(({ key, value }) => (isSetting(key) ? [[settingName(key), value] as const] : []))
  const sent = settings.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
  const notSent = settings.flatMap(([name, value]) => (value === undefined ? [name] : []))
  return {
    ...(keys.has('model') ? { model } : {}),
    ...(keys.has('apiVersion') ? { apiVersion } : {}),
    ...(keys.has('system') ? { system } : {}),
    ...(sent.length > 0 ? { settings: toSettings(sent) } : {}),
    ...(notSent.length > 0 ? { notSent } : {}),
    ...Object.fromEntries(besideSettings.flatMap((key) => (keys.has(key) ? [[key, valueBeside(prompt, key)]] : []))),
    ...(keys.has('messages') ? { messages: prompt.messages.map(withoutId) } : {}),
    ...(keys.has('prefill') ? { prefill } : {}),
    ...(keys.has('variables') && hasVariables(variables) ? { variables } : {}),
  }
}

/** What a preset holds, part by part; of a part that this Antiphon does not know, the label is its name. */
export function partsIn(parts: PresetParts): PresetPart[] {
  const { settings = {}, notSent = [], ...others } = parts
  const order = ['model', 'apiVersion', 'system']
  const has = (key: string) => others[key] !== undefined
  const one = (key: string) => (has(key) ? [part(key, others[key] as JsonValue)] : [])
  return [
    ...order.flatMap(one),
    ...[...settingFields(settings)].map(([name, value]) => part(`settings.${name}`, value)),
    ...notSent.map((name) => part(`settings.${name}`, undefined)),
    ...[...besideSettings, 'messages', 'prefill', 'variables', ...unknownParts(parts)].flatMap(one),
  ]
}

const knownParts = new Set([
  'model',
  'apiVersion',
  'system',
  'settings',
  'notSent',
  'messages',
  'prefill',
  'variables',
  ...besideSettings,
])

function valueBeside(prompt: Prompt, key: (typeof besideSettings)[number]): JsonValue {
  // Safe: every one of them is JSON.
  return (prompt[key] ?? (key === 'betas' ? [] : {})) as JsonValue
}

/** Whether a part holds nothing: choosing it has a preset take out what is there. */
export function isEmptyPart({ key, value }: PresetPart): boolean {
  const isBeside = (besideSettings as readonly string[]).includes(key)
  if (isBeside && value !== undefined && isObject(value)) return Object.keys(value).length === 0
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** The names of the parts that this Antiphon keeps and cannot lay over a prompt. */
export function unknownParts(parts: PresetParts): string[] {
  return Object.keys(parts).filter((name) => !knownParts.has(name) && parts[name] !== undefined)
}

/**
 * The prompt with a preset laid over it: what the preset holds takes the place of what was there, everything else stays.
 * Name and id are the prompt's own.
 */
export function applyPreset(prompt: Prompt, parts: PresetParts, newId: () => string): Prompt {
  const { model, apiVersion, system, messages, prefill, variables } = parts
  const laid = besideSettings.filter((key) => parts[key] !== undefined)
  const beside = Object.fromEntries(laid.map((key) => [key, parts[key]]))
  return {
    ...withoutEmpty({ ...prompt, ...beside }),
    ...(model === undefined ? {} : { model }),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(system === undefined ? {} : { system }),
    ...(messages === undefined ? {} : { messages: messages.map((message) => ({ id: newId(), ...message })) }),
    ...(prefill === undefined ? {} : { prefill }),
    ...(variables === undefined ? {} : { variables: layVariables(prompt.variables, variables) }),
    settings: laySettings(prompt.settings, parts),
  }
}

function layVariables(before: PromptVariables | undefined, { values, off }: PromptVariables): PromptVariables {
  return { values: { ...before?.values, ...values }, ...(off ? { off } : {}) }
}

/** An empty list or object of these is as good as none, and is not kept. */
function withoutEmpty(prompt: Prompt): Prompt {
  const isKept = ([key, value]: [string, unknown]) =>
    !(besideSettings as readonly string[]).includes(key) || Object.keys(value ?? {}).length > 0
  // Safe: what is left out is optional.
  return Object.fromEntries(Object.entries(prompt).filter(isKept)) as Prompt
}

function laySettings(settings: PromptSettings, { settings: added = {}, notSent = [] }: PresetParts): PromptSettings {
  const fields = settingFields(settings)
  for (const name of notSent) if (name !== 'max_tokens') fields.delete(name)
  for (const [name, value] of settingFields(added)) fields.set(name, value)
  // Safe: max_tokens was there and is never taken out.
  return toSettings([...fields]) as PromptSettings
}

/** The request fields one by one, those inside `output_config` by their path; an empty one stands for itself. */
function settingFields(settings: JsonObject): Map<string, JsonValue> {
  const entries = Object.entries(settings).flatMap(([name, value]): [string, JsonValue][] => {
    if (value === undefined) return []
    const inner = name === nested && isObject(value) ? definedEntries(value) : []
    return inner.length === 0 ? [[name, value]] : inner.map(([key, item]) => [`${nested}.${key}`, item])
  })
  return new Map(entries)
}

function toSettings(fields: readonly (readonly [string, JsonValue])[]): JsonObject {
  const isInner = (name: string) => name.startsWith(`${nested}.`)
  const inner = fields.flatMap(([name, value]) => (isInner(name) ? [[name.slice(nested.length + 1), value]] : []))
  const settings: JsonObject = Object.fromEntries(fields.filter(([name]) => !isInner(name)))
  return inner.length === 0 ? settings : { ...settings, [nested]: Object.fromEntries(inner) as JsonObject }
}

function definedEntries(object: JsonObject): [string, JsonValue][] {
  return Object.entries(object).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const isSetting = (key: string) => key.startsWith('settings.')
const settingName = (key: string) => key.slice('settings.'.length)

function part(key: string, value: JsonValue | undefined): PresetPart {
  return { key, label: titles[key] ?? (isSetting(key) ? settingName(key) : key), value }
}

function withoutId({ id: _id, ...message }: PromptMessage): PresetMessage {
  return message
}

const longestValue = 120

/** A part's value in one short line; `not sent` and `empty` in words. */
export function partText({ key, value }: PresetPart): string {
  if (value === undefined) return 'not sent'
  if (key === 'tools' || key === 'settings.tools') return toolNames(value)
  if (key === 'messages' && Array.isArray(value) && value.length > 0) {
    return value.length === 1 ? '1 message' : `${value.length} messages`
  }
  if (key === 'variables' && isObject(value)) return variablesText(value)
  // Safe: a system prompt is text or content blocks.
  const text = key === 'system' ? textOf(value as string | ContentBlock[]) || value : value
  const line = typeof text === 'string' ? text.replaceAll(/\s+/g, ' ').trim() : JSON.stringify(text)
  if (key === 'toolNotes' || key === 'headers') return Object.keys(isObject(value) ? value : {}).join(', ') || 'none'
  if (key === 'betas' && Array.isArray(value)) return value.map(String).join(', ').slice(0, longestValue) || 'none'
  if (line === '' || line === '[]') return 'empty'
  return line.length > longestValue ? `${line.slice(0, longestValue)}…` : line
}

function variablesText({ values, off }: JsonObject): string {
  const names = values !== undefined && isObject(values) ? Object.keys(values).join(', ') : ''
  return [names.slice(0, longestValue), off === true ? 'off: braces are text' : ''].filter(Boolean).join(' · ')
}

function toolNames(tools: JsonValue): string {
  if (!Array.isArray(tools)) return JSON.stringify(tools).slice(0, longestValue)
  const names = tools.map((tool) => (isObject(tool) && typeof tool.name === 'string' ? tool.name : 'unnamed'))
  return names.length === 0 ? 'none' : names.join(', ').slice(0, longestValue)
}
