// No credential may be written into a library: its files are copied, shared and kept under version control.
import { AppError } from '#shared/app-error'
import type { JsonValue } from '#shared/json'
import { mapStrings, stringsIn } from '#shared/json-strings'
import type { Prompt } from '#shared/prompt'
import { secretRemoved, secretsIn, withoutSecrets } from '#shared/secret-kinds'

export type SecretScan = {
  /** Throws an AppError of kind `secret` that says what is where, without showing it. */
  check: (prompt: Prompt) => void
  /** The prompt with every secret replaced by words that say so. */
  clean: (prompt: Prompt) => Prompt
}

/** Local servers take keys such as `ollama`, which are ordinary words. */
const shortestKey = 12

/** @param ownKeys The keys that this computer holds: they may have any form. Documented forms of other keys are looked for, too. */
export function createSecretScan(ownKeys: () => Iterable<string>): SecretScan {
  const keys = () => [...ownKeys()].filter((key) => key.length >= shortestKey)
  const kindsIn = (text: string) => [
    ...(keys().some((key) => text.includes(key)) ? ['a key that you keep in Antiphon'] : []),
    ...secretsIn(text).map(({ name }) => name),
  ]
  const cleanText = (text: string) =>
    withoutSecrets(keys().reduce((rest, key) => rest.replaceAll(key, secretRemoved), text))

  return {
    check: (prompt) => {
      const found = partsOf(prompt).flatMap(([place, value]) => {
        const kinds = new Set(stringsIn(value).flatMap(kindsIn))
        return [...kinds].map((kind) => `${place}: ${kind}`)
      })
      if (found.length === 0) return
      throw new AppError(
        'secret',
        'It is not saved, because it holds a secret. A library is no place for one: its files are copied and shared. Your edits are kept outside it.',
        { places: found },
      )
    },
    // Safe: strings stay strings, and everything else keeps its form.
    clean: (prompt) => mapStrings(prompt as unknown as JsonValue, cleanText) as unknown as Prompt,
  }
}

function partsOf(prompt: Prompt): [place: string, value: JsonValue | undefined][] {
  const { name, system, messages, prefill, headers = {}, variables, settings, toolNotes } = prompt
  return [
    ['Name', name],
    ['System prompt', system],
    ...messages.map(({ content, role }, index): [string, JsonValue] => [`Message ${index + 1} (${role})`, content]),
    ['Prefill', prefill],
    ['Variables', variables],
    ['Settings', settings],
    ['Tools', toolNotes],
    ['Headers', headers],
  ]
}
