import { type ParseError, parse } from 'jsonc-parser'
import type { JsonValue } from '#shared/text/json'

/** What a text says as JSON, or why it says nothing: in words, with the line and column where they are known. */
export type ReadJson = { value: JsonValue; error?: undefined } | { value?: undefined; error: string }

export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { error: 'There is nothing here yet.' }
  try {
    // Safe: JSON.parse answers nothing but JSON.
    return { value: JSON.parse(text) as JsonValue }
  } catch (error) {
    return { error: errorWords(text, error instanceof Error ? error.message : 'This is not JSON.') }
  }
}

export function writeJson(value: JsonValue): string {
  return JSON.stringify(value, null, 2)
}

/** The engine has the better words, and does not always say where. */
function errorWords(text: string, message: string): string {
  const words = message.replace(/ ?(in JSON )?at position \d+.*$/s, '').replace(/, (?:\.\.\.)?".*$/s, '')
  if (words.startsWith('Unexpected end')) return `${words}.`
  const errors: ParseError[] = []
  parse(text, errors, { disallowComments: true })
  const at = Number(/position (\d+)/.exec(message)?.[1] ?? errors[0]?.offset ?? 0)
  const before = text.slice(0, at).split('\n')
  return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${words}.`
}
