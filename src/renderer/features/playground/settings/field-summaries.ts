// One line for each of the larger settings: what is set of it.

import type { Prompt, PromptSettings } from '#shared/prompt/prompt'
import { noteOf, toolName } from '#shared/prompt/tools'
import { betaHeader } from '#shared/request/request-headers'
import { isObject, type JsonValue } from '#shared/text/json'
import { extraFields } from '../fields/extra-fields.ts'

const mostNames = 4

/** `get_weather, get_time · 1 disabled · any`; `null` where neither tools nor a choice are set. */
export function toolsSummary({ tools, tool_choice }: PromptSettings, notes: Prompt['toolNotes']): string | null {
  const list = Array.isArray(tools) ? tools : []
  const sent = list.filter((tool) => !noteOf(tool, notes)?.disabled)
  const choice = isObject(tool_choice) ? choiceText(tool_choice.type, tool_choice.name) : ''
  const parts = [
    sent.length > 0 && namesText(sent.map((tool) => toolName(tool) ?? 'unnamed')),
    sent.length < list.length && `${list.length - sent.length} disabled`,
    choice,
  ].filter((part) => part !== false && part !== '')
  return parts.length === 0 ? null : parts.join(' · ')
}

const choiceText = (type: JsonValue | undefined, name: JsonValue | undefined) =>
  type === 'tool' && typeof name === 'string' ? `must use ${name}` : typeof type === 'string' ? `choice ${type}` : ''

/** What the answer must be: `object: name, age`. */
export function formatSummary({ output_config }: PromptSettings): string | null {
  const format = output_config?.format
  if (format === undefined || format === null) return null
  const schema = isObject(format) ? format.schema : undefined
  if (!isObject(schema)) return 'set'
  const names = isObject(schema.properties) ? Object.keys(schema.properties) : []
  const type = typeof schema.type === 'string' ? schema.type : 'schema'
  return names.length === 0 ? type : `${type}: ${namesText(names)}`
}

/** The names of everything that the panel of more fields holds. */
export function moreSummary({
  settings,
  betas,
  headers,
}: Pick<Prompt, 'settings' | 'betas' | 'headers'>): string | null {
  const own = ['service_tier', 'inference_geo', 'speed', 'container', 'cache_control']
  const extras = Object.keys(extraFields(settings))
  const names = [
    ...(typeof settings.metadata?.user_id === 'string' ? ['metadata.user_id'] : []),
    ...own.filter((name) => settings[name] !== undefined && !extras.includes(name)),
    ...(betas?.length ? [betaHeader] : []),
    ...Object.keys(headers ?? {}).map((name) => name.toLowerCase()),
    ...extras,
  ]
  return names.length === 0 ? null : namesText(names)
}

function namesText(names: readonly string[]): string {
  const more = names.length - mostNames
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ')
}
