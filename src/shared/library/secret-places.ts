// Where a secret may stand in a prompt: the one list for what is told before sending and what is refused at saving.
import type { Prompt, PromptMessage } from '../prompt/prompt.ts'
import type { JsonValue } from '../text/json.ts'
import { mapStrings, namesIn, stringsIn } from '../text/json-strings.ts'
import { type SecretKind, secretsIn, withoutSecrets } from './secret-kinds.ts'

/**
 * A part of a prompt. `label`: what a person calls it. `field`: the control that shows it, as findings name it. `isSent`: whether it
 * leaves with a request. `clean`: the prompt with the secrets in this part replaced; `null` where that would make it another value
 * that is refused.
 */
export type SecretPlace = {
  label: string
  field: string
  isSent: boolean
  value: JsonValue | undefined
  clean: ((prompt: Prompt) => Prompt) | null
}

/** The place of one message, by its place among all of them. */
export function messagePlace({ id, role, content, muted }: PromptMessage, index: number): SecretPlace {
  const clean = (prompt: Prompt): Prompt => ({
    ...prompt,
    messages: prompt.messages.map((one) => (one.id === id ? { ...one, content: cleaned(one.content) } : one)),
  })
  return { label: `Message ${index + 1} (${role})`, field: `messages.${index}`, isSent: !muted, value: content, clean }
}

/** Every place but the messages. */
export function placesBeside(prompt: Prompt): SecretPlace[] {
  return [
    { ...placeOf(prompt, 'Name', 'request', 'name'), isSent: false },
    { ...placeOf(prompt, 'Model', 'model', 'model'), clean: null },
    { ...placeOf(prompt, 'API version', 'api_version', 'apiVersion'), clean: null },
    placeOf(prompt, 'System prompt', 'system', 'system'),
    placeOf(prompt, 'Prefill', 'prefill', 'prefill'),
    // Values are sent where their names stand; what they bring is found there, too.
    { ...placeOf(prompt, 'Variables', 'variables', 'variables'), isSent: false },
    ...Object.keys(prompt.settings).map((name) => settingPlace(prompt, name)),
    { ...placeOf(prompt, 'Answers of tools', 'tools', 'toolNotes'), isSent: false },
    { ...placeOf(prompt, 'Headers', 'headers', 'headers'), clean: null },
    { ...placeOf(prompt, 'Betas', 'betas', 'betas'), clean: null },
  ]
}

/** Every place. */
export function secretPlaces(prompt: Prompt): SecretPlace[] {
  return [...prompt.messages.map(messagePlace), ...placesBeside(prompt)]
}

/** Every text of a part in which a secret may stand: the names of fields are texts, too. */
export function textsOfPlace(value: JsonValue | undefined): string[] {
  return typeof value === 'string' ? [value] : [...stringsIn(value), ...namesIn(value)]
}

/** The kinds of secret in a part, each once. */
export function secretsOfPlace(value: JsonValue | undefined): readonly SecretKind[] {
  if (typeof value === 'string') return secretsIn(value)
  return [...new Set(textsOfPlace(value).flatMap((text) => secretsIn(text)))]
}

type Part = Exclude<keyof Prompt, 'id' | 'messages' | 'settings'>

function placeOf(prompt: Prompt, label: string, field: string, part: Part): SecretPlace {
  // Safe: a prompt is JSON.
  const value = prompt[part] as JsonValue | undefined
  return { label, field, isSent: true, value, clean: (one) => ({ ...one, [part]: cleaned(one[part] as JsonValue) }) }
}

function settingPlace(prompt: Prompt, name: string): SecretPlace {
  const clean = (one: Prompt): Prompt => ({
    ...one,
    settings: { ...one.settings, [name]: cleaned(one.settings[name] as JsonValue) },
  })
  const label = name === 'tools' ? 'Tools' : `Setting ${name}`
  return { label, field: name, isSent: true, value: prompt.settings[name], clean }
}

function cleaned<Value extends JsonValue>(value: Value): Value {
  return mapStrings(value, withoutSecrets, withoutSecrets) as Value // Safe: everything keeps its form.
}
