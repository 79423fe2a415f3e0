import { type ParseError, parse } from 'jsonc-parser'
import type { JsonValue } from '#shared/text/json'
import { type JsonTrap, jsonTraps } from '#shared/text/json-traps'

/** What a text says as JSON, or why it says nothing: in words, with the line and column where they are known. */
export type ReadJson = { value: JsonValue; error?: undefined } | { value?: undefined; error: string }

/** Deeper than any request, and far from where the core would refuse to keep what was typed. */
const deepest = 100

/** Reads a text to the letter: what `JSON.parse` would make something else of is an error here, since this text is what is shown. */
export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { error: 'There is nothing here yet.' }
  try {
    // Safe: JSON.parse answers nothing but JSON.
    const value = JSON.parse(text) as JsonValue
    const fault = faultIn(text)
    return fault === null ? { value } : { error: fault }
  } catch (error) {
    return { error: errorWords(text, error instanceof Error ? error.message : 'This is not JSON.') }
  }
}

function faultIn(text: string): string | null {
  const {
    isTooDeep,
    traps: [trap],
  } = jsonTraps(text, deepest)
  if (trap) return `${placeOf(text, trap.at)}: ${trapWords(trap)}`
  return isTooDeep ? `This is nested more than ${deepest} levels deep.` : null
}

function trapWords({ kind, text }: JsonTrap): string {
  const shown = text.slice(0, 60)
  if (kind === 'proto') return 'No field can be called __proto__ here.'
  if (kind === 'twice') return `The field “${shown}” stands here twice, and only one would be sent.`
  const number = Number(text)
  if (!Number.isFinite(number)) return `${shown} is larger than any number that can be sent.`
  return `${shown} would be sent as ${JSON.stringify(number)}. Write it as text, in quotes, if every digit counts.`
}

/** JSON as it is shown and edited, indented by two. */
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
  return `${placeOf(text, at)}: ${words}.`
}

function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n')
  return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}
