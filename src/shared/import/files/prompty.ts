// Prompty files (prompty.ai): settings in YAML between two lines of dashes, then the turns, each under its role.

import type { PromptVariables } from '../../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import { withPictures } from '../pictures-in-text.ts'
import { plainText } from '../plain-text.ts'
import type { JsonPath, PlacedNote, RawRequest } from '../reading.ts'
import { modelNamed, settingsNamed } from './parameter-names.ts'
import { templateNotes } from './template-notes.ts'
import { readYaml } from './yaml-text.ts'

const roles = new Set(['system', 'user', 'assistant', 'developer'])

/** The request of a Prompty file; a sentence where it is none. */
export function readPrompty(text: string): RawRequest | string {
  const lines = text.split(/\r?\n/)
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === '---')
  const [first = ''] = lines
  if (first.trim() !== '---' || end < 0) return 'It has no settings between two lines of dashes.'
  const lineEnd = text.startsWith('\r', first.length) ? '\r\n' : '\n'
  const head = readYaml(lines.slice(1, end).join(lineEnd))
  if (!head.ok) return `Its settings are no YAML: ${head.reason}`
  const settings = isObject(head.value) ? head.value : {}
  const notes: PlacedNote[] = []
  const turns = turnsOf(lines.slice(end + 1))
  const model = isObject(settings.model) ? settings.model : {}
  const configuration = isObject(model.configuration) ? model.configuration : {}
  const parametersAt = ['model', model.parameters === undefined ? 'options' : 'parameters']
  const parameters = settingsNamed(model.parameters ?? model.options, notes, parametersAt)
  const name = modelNamed(
    configuration.name ?? configuration.model ?? configuration.azure_deployment ?? model.id ?? settings.model,
  )
  const system = turns.filter(({ role }) => role === 'system' || role === 'developer').map(({ content }) => content)
  return {
    dialect: 'messages',
    title: typeof settings.name === 'string' ? settings.name : null,
    at: 0,
    body: {
      ...(name === null ? {} : { model: name }),
      ...parameters,
      ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
      messages: turns.flatMap(({ role, content }) => {
        if (role === 'assistant') return [{ role, content }]
        return role === 'user' ? [{ role, content: withPictures(content, notes) }] : []
      }),
    },
    headers: {},
    notes: [
      ...notes.map((note) => placed(note, head.places, first.length + lineEnd.length)),
      ...templateNotes(turns.map(({ content }) => content)),
    ],
    values: samplesOf(settings),
  }
}

/** With its place in the file, in which the settings begin at `start`. */
function placed({ path, ...note }: PlacedNote, places: (path: JsonPath) => number | null, start: number): PlacedNote {
  const at = path ? places(path) : null
  return at === null ? note : { ...note, at: start + at }
}

type Turn = { role: string; content: string }

function turnsOf(lines: readonly string[]): Turn[] {
  const turns: { role: string; lines: string[] }[] = []
  for (const line of lines) {
    const word = line.trim().replace(/^#\s*/, '').toLowerCase()
    const role = word.endsWith(':') ? word.slice(0, -1).trim() : ''
    if (roles.has(role)) turns.push({ role, lines: [] })
    else if (turns.length > 0) turns.at(-1)?.lines.push(line)
    else if (line.trim() !== '') turns.push({ role: 'user', lines: [line] })
  }
  return turns.map(({ role, lines: said }) => ({ role, content: said.join('\n').trim() }))
}

/** The example values of a file, which fill its variables. */
function samplesOf({ sample, inputs }: JsonObject): PromptVariables['values'] {
  const values = { ...textsOf(sample) }
  if (!isObject(inputs)) return values
  for (const [name, input] of Object.entries(inputs)) {
    const value = isObject(input) ? (input.sample ?? input.default) : undefined
    if (value !== undefined && value !== null && !Object.hasOwn(values, name)) values[name] = plainText(value)
  }
  return values
}

/** The fields of an object as texts. */
export function textsOf(object: JsonValue | undefined): Record<string, string> {
  if (object === undefined || !isObject(object)) return {}
  return Object.fromEntries(
    Object.entries(object).flatMap(([name, value]): [string, string][] =>
      value === undefined || value === null || name.length > 200 ? [] : [[name, plainText(value)]],
    ),
  )
}
