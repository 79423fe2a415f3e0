// Files of other prompt tools that are YAML or JSON of the same form: GitHub Models, promptfoo.
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import { mapStrings, stringsIn } from '../../text/json-strings.ts'
import { guessDialect } from '../guess-dialect.ts'
import type { JsonPath, PlacedNote, RawRequest } from '../reading.ts'
import { readJsonText } from './json-text.ts'
import { modelNamed, settingsNamed } from './parameter-names.ts'
import { textsOf } from './prompty.ts'
import { templateNotes } from './template-notes.ts'

/** Whether this is a `.prompt.yml` of GitHub Models. */
export function isGithubPrompt(value: JsonValue): value is JsonObject {
  return (
    isObject(value) &&
    Array.isArray(value.messages) &&
    ['modelParameters', 'testData', 'evaluators'].some((name) => name in value)
  )
}

export function readGithubPrompt(file: JsonObject): RawRequest {
  const notes: PlacedNote[] = []
  const settings = settingsNamed(file.modelParameters, notes, ['modelParameters'])
  const schema = schemaOf(file.jsonSchema)
  const [sample] = Array.isArray(file.testData) ? file.testData : []
  if (file.evaluators !== undefined) notes.push({ at: null, path: ['evaluators'], what: 'Evaluators were left out.' })
  const model = modelNamed(file.model)
  return {
    dialect: 'chat',
    title: typeof file.name === 'string' ? file.name : null,
    at: 0,
    body: {
      ...(model === null ? {} : { model }),
      ...settings,
      ...(schema === undefined ? {} : { response_format: { type: 'json_schema', json_schema: { schema } } }),
      messages: file.messages,
    },
    headers: {},
    notes: [...notes, ...templateNotes(stringsIn(file.messages))],
    values: valuesOf(sample),
  }
}

/** The schema is a text with JSON in it there. */
function schemaOf(schema: JsonValue | undefined): JsonValue | undefined {
  const read = typeof schema === 'string' ? readJsonText(schema) : null
  const value = read?.ok ? read.value : typeof schema === 'string' ? undefined : schema
  return isObject(value) && isObject(value.schema) ? value.schema : value
}

/** Whether this is a promptfoo configuration. */
export function isPromptfoo(value: JsonValue): value is JsonObject {
  return (
    isObject(value) &&
    value.prompts !== undefined &&
    (value.providers !== undefined || value.targets !== undefined || value.tests !== undefined)
  )
}

/** A request for each prompt, with the first provider and the values of the first test. */
export function readPromptfoo(file: JsonObject): { requests: RawRequest[]; notes: PlacedNote[] } {
  const notes: PlacedNote[] = []
  const providers = listOf(file.providers ?? file.targets)
  const providersAt = file.providers === undefined ? ['targets'] : ['providers']
  const [provider] = providers
  const settings: JsonObject = {}
  const headers: Record<string, string> = {}
  const model = modelNamed(isObject(provider) ? (provider.id ?? Object.keys(provider)[0]) : provider)
  const config = isObject(provider) ? provider.config : undefined
  if (isObject(config)) {
    // The rest of a provider says how promptfoo calls it.
    const { apiKey: _key, apiBaseUrl: _url, stream: _stream, headers: given, extra_body: extra, ...parameters } = config
    Object.assign(headers, textsOf(given))
    Object.assign(
      settings,
      settingsNamed(parameters, notes, [...providersAt, 0, 'config']),
      isObject(extra) ? extra : {},
    )
  }
  if (providers.length > 1)
    notes.push({ at: null, path: [...providersAt, 1], what: `The first of ${providers.length} providers was taken.` })
  const tests = listOf(file.tests)
  const [test] = tests
  if (tests.length > 1)
    notes.push({ at: null, path: ['tests', 1], what: `The values are those of the first of ${tests.length} tests.` })
  if (typeof test === 'string') notes.push({ ...elsewhere('The tests', test), path: ['tests'] })
  const usual = isObject(file.defaultTest) ? textsOf(file.defaultTest.vars) : {}
  const values = withoutFiles({ ...usual, ...(isObject(test) ? textsOf(test.vars) : {}) }, notes)
  const requests = listOf(file.prompts).flatMap((prompt, index): RawRequest[] => {
    const found = promptOf(prompt, Array.isArray(file.prompts) ? ['prompts', index] : ['prompts'], notes)
    if (!found) return []
    const { dialect, said } = inMessagesWords(found.body)
    const body: JsonObject = { ...(model === null ? {} : { model }), ...settings, ...said }
    return [
      {
        dialect,
        title: found.title ?? `Prompt ${index + 1}`,
        at: 0,
        body,
        headers,
        notes: templateNotes(stringsIn(body.messages)),
        values,
      },
    ]
  })
  return { requests, notes }
}

/** A system prompt stands first in the messages there; all else is in the words of the provider. */
function inMessagesWords(body: JsonObject): { dialect: RawRequest['dialect']; said: JsonObject } {
  const [first, ...messages] = Array.isArray(body.messages) ? body.messages : []
  const isSystem = isObject(first) && first.role === 'system'
  const said = isSystem ? { ...body, system: first.content, messages } : body
  const dialect = guessDialect({ messages: said.messages }) ?? 'messages'
  return dialect === 'chat' ? { dialect, said: body } : { dialect, said }
}

/** How a brace is written that is no part of a template. */
const writtenBrace = /\{\{ ?"\{" ?\}\}/g
const withBraces = (text: string) => text.replace(writtenBrace, '{')

/** A prompt is a text, JSON or YAML of messages in a text, or an object that holds one of them. */
function promptOf(
  prompt: JsonValue,
  path: JsonPath,
  notes: PlacedNote[],
): { title: string | null; body: JsonObject } | null {
  const inner = isObject(prompt) ? (prompt.raw ?? prompt.id) : prompt
  const title = isObject(prompt) && typeof prompt.label === 'string' ? prompt.label : null
  if (typeof inner !== 'string') return null
  if (isFile(inner)) {
    notes.push({ ...elsewhere('The prompt', inner), path })
    return null
  }
  const read = readJsonText(inner)
  const value = read.ok ? mapStrings(read.value, withBraces) : null
  if (Array.isArray(value)) return { title, body: { messages: value } }
  if (value !== null && isObject(value) && Array.isArray(value.messages)) return { title, body: value }
  return { title, body: { messages: [{ role: 'user', content: withBraces(inner) }] } }
}

/** What promptfoo takes for a file: an address, or one line that ends like one. */
function isFile(text: string): boolean {
  return text.startsWith(filePrefix) || /^[^\s{}]+\.(?:txt|md|j2|json|jsonl|ya?ml|csv|[cm]?js|ts|py)$/.test(text)
}

const filePrefix = 'file://'
const pathOf = (text: string) => (text.startsWith(filePrefix) ? text.slice(filePrefix.length) : text)

function elsewhere(what: string, file: string): PlacedNote {
  const verb = what.endsWith('s') ? 'are' : 'is'
  return { at: null, what: `${what} in the file ${pathOf(file)} ${verb} not in the paste: open that file.` }
}

/** A value that promptfoo reads from a file stays a variable without one. */
function withoutFiles(values: Record<string, string>, notes: PlacedNote[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string][] => {
      const isPath = value.startsWith(filePrefix)
      if (isPath) notes.push({ at: null, what: `The value of {{${name}}} is the text of the file ${pathOf(value)}.` })
      return isPath ? [] : [[name, withBraces(value)]]
    }),
  )
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

/** Expected answers stand beside the values and are none. */
function valuesOf(sample: JsonValue | undefined): Record<string, string> {
  const { expected: _expected, ...values } = textsOf(sample)
  return values
}
