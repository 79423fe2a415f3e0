// What is looked for before something is shared: the keys of this Antiphon in every form, and what looks like a secret.
import type { BundleSecret } from '#shared/library/bundle'
import { secretPlaces } from '#shared/library/secret-places'
import { findSecrets } from '#shared/library/secrets'
import { type PresetParts, partsIn } from '#shared/presets/preset'
import type { Prompt } from '#shared/prompt/prompt'
import type { KeptRun } from '#shared/runs/run-schema'
import type { JsonValue } from '#shared/text/json'
import { formsOfKey } from '../keys/key-forms.ts'
import { spellingsOf } from '../keys/without-key.ts'

/** A value and where it stands, in words. */
export type Place = [place: string, value: JsonValue | undefined]

const mostPerPart = 20

/** Everything in these places that looks like a secret: by its form, or for standing beside a name such as `password`. */
export function secretsAt(places: readonly Place[]): BundleSecret[] {
  const found = places.flatMap(([place, value]) => findSecrets(value).map((secret) => ({ place, ...secret })))
  return found.slice(0, mostPerPart)
}

/** Whether some bytes hold one of the keys, in any form in which a key may lie around. */
export function createKeyFinder(keys: readonly string[]): (bytes: Buffer) => boolean {
  const forms = keys.flatMap((key) => (spellingsOf(key).length === 0 ? [] : formsOfKey(key.trim())))
  return (bytes) => forms.some((form) => bytes.includes(form.bytes))
}

/** `before` stands before each place, such as `Its prompt, `. */
export function placesInPrompt(prompt: Prompt, before = ''): Place[] {
  return secretPlaces(prompt).map(({ label, value }) => [`${before}${label}`, value])
}

export function placesInPreset(parts: PresetParts): Place[] {
  return partsIn(parts).map(({ label, value }) => [label, value])
}

export function placesInRun({ run, prompt }: KeptRun): Place[] {
  const { messages, ...fields } = run.request.body
  return [
    ['Request', fields],
    ...messages.map(({ content }, index): Place => [`Request, message ${index + 1}`, content]),
    ['Answer', run.response.content],
    // Safe: an error, attempts and a stop are JSON.
    ['Error', [run.error, run.attempts, run.response.stop_details] as unknown as JsonValue],
    ...(prompt ? placesInPrompt(prompt, 'Its prompt, ') : []),
  ]
}
