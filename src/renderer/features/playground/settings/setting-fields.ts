import type { ModelInfo } from '#shared/models/models'
import type { Prompt, PromptSettings } from '#shared/prompt/prompt'
import type { Finding } from '#shared/rules/finding'
import type { JsonObject, JsonValue } from '#shared/text/json'

/** A setting that is a number: how its slider runs and what stands in its empty field. */
export type NumberSetting = {
  field: 'max_tokens' | 'temperature' | 'top_p' | 'top_k'
  title: string
  /** What the up and down keys add in the number field. */
  step: number
  slider: { max: number; step: number; toValue: (position: number) => number; toPosition: (value: number) => number }
  /** What the API uses when the field is not sent; `null` where nobody says. */
  apiDefault: number | null
}

/** Where the slider of `max_tokens` ends when the model's limit is not known. */
const usualLimit = 128_000

/** The four number settings as this model has them. Sliders only offer what is usual: any number can be typed. */
export function numberSettings(model: ModelInfo | null): NumberSetting[] {
  const defaults = model?.defaults
  return [
    {
      field: 'max_tokens',
      title: 'Max tokens',
      step: 1,
      slider: growing(model?.maxOutputTokens ?? usualLimit),
      apiDefault: null,
    },
    {
      field: 'temperature',
      title: 'Temperature',
      step: 0.1,
      slider: even(1, 0.01),
      apiDefault: defaults?.temperature ?? null,
    },
    { field: 'top_p', title: 'Top p', step: 0.01, slider: even(1, 0.01), apiDefault: defaults?.topP ?? null },
    { field: 'top_k', title: 'Top k', step: 1, slider: even(500, 1), apiDefault: defaults?.topK ?? null },
  ]
}

function even(max: number, step: number): NumberSetting['slider'] {
  return { max, step, toValue: (position) => position, toPosition: (value) => value }
}

/** A slider on which every doubling is equally far, with values of two figures; it ends in exactly `max`. */
function growing(max: number): NumberSetting['slider'] {
  const positions = 1_000
  return {
    max: positions,
    step: 1,
    toValue: (position) =>
      position >= positions ? max : Math.max(1, Math.round(Number((max ** (position / positions)).toPrecision(2)))),
    toPosition: (value) =>
      value <= 1 ? 0 : value >= max ? positions : Math.round((positions * Math.log(value)) / Math.log(max)),
  }
}

/** The levels that the menu offers: what the model takes, and whatever is set now. Empty where the model takes none. */
export function effortLevels(model: ModelInfo | null, current: JsonValue | undefined): string[] {
  const known = model?.capabilities.effort ?? ['low', 'medium', 'high', 'xhigh', 'max']
  return typeof current === 'string' && !known.includes(current) ? [...known, current] : known
}

/** A field that is sent and has no control of its own here. */
export type OtherField = { name: string; value: JsonValue }

const withControls = new Set(['max_tokens', 'temperature', 'top_p', 'top_k', 'stop_sequences'])

/** What is sent beside the settings that have controls, such as `thinking` or `output_config.format`: nothing is hidden. */
export function otherFields(settings: PromptSettings): OtherField[] {
  return Object.entries(settings).flatMap(([name, value]): OtherField[] => {
    if (value === undefined || withControls.has(name)) return []
    const inner = name === 'metadata' ? 'user_id' : name === 'output_config' ? 'effort' : null
    if (inner === null || !isObject(value)) return [{ name, value }]
    const object: JsonObject = value
    const shown = typeof object[inner] === 'string'
    const rest = Object.entries(object).filter(([key, item]) => item !== undefined && !(key === inner && shown))
    if (rest.length === 0) return shown ? [] : [{ name, value }]
    return rest.map(([key, item]) => ({ name: `${name}.${key}`, value: item ?? null }))
  })
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The settings in one line: `2 set · 1 refused here`. What is refused is not counted as set. */
export function settingsSummary(
  { settings, betas, headers }: Pick<Prompt, 'settings' | 'betas' | 'headers'>,
  findings: readonly Finding[],
): string {
  const sent = [
    ...Object.keys(settings).filter((name) => withControls.has(name) && settings[name] !== undefined),
    ...(typeof settings.metadata?.user_id === 'string' ? ['metadata.user_id'] : []),
    ...(typeof settings.output_config?.effort === 'string' ? ['output_config.effort'] : []),
    ...otherFields(settings).map(({ name }) => name),
    ...(betas?.length ? ['betas'] : []),
    ...Object.keys(headers ?? {}).map((name) => `header ${name}`),
  ]
  const refused = findings.flatMap(({ severity, field }) => (severity === 'error' ? [longName[field] ?? field] : []))
  const refusedCount = sent.filter((name) => refused.some((field) => overlaps(field, name))).length
  const set = `${sent.length - refusedCount} set`
  return refusedCount === 0 ? set : `${set} · ${refusedCount} refused here`
}

/** The fields that the rules call by a short name. */
const longName: Record<string, string> = { effort: 'output_config.effort', format: 'output_config.format' }

/** Whether one of two fields is the other one, or a part of it. */
function overlaps(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`)
}
