import { mapSteps, type Steps } from '../steps.ts'
import type { CodeValue, Field, Part, Text } from './code-value.ts'
import {
  bracketed,
  escaper,
  fewerEscapes,
  layOut,
  mergedStrings,
  type Syntax,
  unitEscapes,
  writeLines,
} from './layout.ts'
import { codeNames, reservedWords } from './names.ts'
import { type CodeNote, cannot, how, when } from './notes.ts'
import type { Plan } from './plan.ts'
import { nonStreamingSeconds, samplingNote } from './sdk-limits.ts'
import type { WrittenCode } from './written-code.ts'

/** The fields in the SDK's types: of 1.12.0, and of 0.137.0, which has the sampling parameters besides. */
const typed =
  'model max_tokens messages system cache_control container diagnostics inference_geo metadata output_config service_tier speed stop_sequences thinking tool_choice tools user_profile_id workspace_id'
const typedFields: Readonly<Record<string, ReadonlySet<string>>> = {
  '0.x': reservedWords(typed, 'temperature top_p top_k'),
  '1.x': reservedWords(typed),
}
const ownVersions: Readonly<Record<string, string>> = { '1.x': '2026-10-21' }

const reserved = reservedWords(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if',
  'import in instanceof new null return super switch this throw true try typeof var void while with as implements interface',
  'let package private protected public static yield any boolean constructor declare get module require number set string',
  'symbol type from of async await arguments eval undefined process console Anthropic client readFile params stream message text block',
)

export function* writeTypescript(plan: Plan, sdk: string): Steps<WrittenCode> {
  const { name, parameters } = codeNames(plan, 'camel', reserved)
  const syntax = syntaxFor(plan, parameters)
  const isFunction = parameters.length > 0
  const client = yield* clientCode(plan, sdk, syntax)
  const call = yield* callLines(plan, sdk, syntax, isFunction ? '  ' : '')
  const lines = [
    ...(plan.files.length > 0 ? [`import { readFile } from 'node:fs/promises'`] : []),
    `import Anthropic from '@anthropic-ai/sdk'`,
    '',
    `const client = ${client}${plan.baseUrl === null ? ' // reads ANTHROPIC_API_KEY' : ''}`,
    '',
    ...(isFunction ? yield* functionLines(plan, name, parameters, call, syntax) : call),
  ]
  return { text: `${lines.join('\n')}\n`, notes: notesFor(plan, sdk) }
}

const object = { open: '{', close: '}', empty: '{}', lastComma: true, spaced: true }

function* functionLines(
  plan: Plan,
  name: string,
  parameters: string[],
  body: string[],
  syntax: Syntax,
): Steps<string[]> {
  const values = yield* mapSteps(plan.parameters, function* ({ value }, at) {
    return `${parameters[at]}: ${yield* layOut({ text: [value] }, syntax, '  ')}`
  })
  const types = parameters.map((parameter) => `${parameter}: string`).join('; ')
  return [
    `async function ${name}({ ${parameters.join(', ')} }: { ${types} }): Promise<string> {`,
    ...body,
    '  return text',
    '}',
    '',
    `await ${name}(${bracketed(values, object, '', '  ')})`,
  ]
}

function* callLines(plan: Plan, sdk: string, syntax: Syntax, indent: string): Steps<string[]> {
  const inner = indent + syntax.unit
  const fields: CodeValue = { fields: plan.fields }
  const body = yield* layOut(fields, syntax, indent)
  const isTyped = untypedOf(plan, sdk).length === 0
  const options = yield* optionsCode(plan, sdk, syntax, indent)
  const call = (method: string) =>
    `client.messages.${method}(${isTyped ? body : 'params'}${options === '' ? '' : `, ${options}`})`
  const hasPrefill = plan.prefill.some((part) => part !== '')
  const prefill = yield* syntax.text(plan.prefill, inner)
  const params = isTyped ? [] : [`${indent}const params: ${paramsType(plan, sdk)} = ${body}`]
  const answer = `message.content.map((block) => (block.type === 'text' ? block.text : '')).join('')`
  const tools = plan.hasTools
    ? [
        `${indent}for (const block of message.content) {`,
        `${inner}if (block.type === 'tool_use') console.log(block.name, block.input)`,
        `${indent}}`,
      ]
    : []
  const joinedText = hasPrefill ? `${indent}const text = ${prefill} + ${answer}` : `${indent}const text = ${answer}`
  if (!plan.stream) {
    return [
      ...params,
      `${indent}const message = await ${call('create')}`,
      joinedText,
      `${indent}console.log(text)`,
      ...tools,
    ]
  }
  return [
    ...params,
    `${indent}const stream = ${call('stream')}`,
    ...(hasPrefill ? [`${indent}process.stdout.write(${prefill})`] : []),
    `${indent}stream.on('text', (piece) => process.stdout.write(piece))`,
    `${indent}const message = await stream.finalMessage()`,
    `${indent}process.stdout.write('\\n')`,
    ...(plan.parameters.length > 0 ? [joinedText] : []),
    ...tools,
  ]
}

function untypedOf({ fields }: Plan, sdk: string): string[] {
  return fields.map(([name]) => name).filter((name) => !typedFields[sdk]?.has(name))
}

/** The type of the request where the SDK's own lacks a field that is sent. */
function paramsType(plan: Plan, sdk: string): string {
  const extra = untypedOf(plan, sdk).map((name) => `${keyCode(name)}: ${isSampling(name) ? 'number' : 'unknown'}`)
  return `Anthropic.${plan.stream ? 'MessageStreamParams' : 'MessageCreateParamsNonStreaming'} & { ${extra.join('; ')} }`
}

const isSampling = (name: string) => name === 'temperature' || name === 'top_p' || name === 'top_k'

function requestHeaders({ apiVersion, headers }: Plan, sdk: string): Field[] {
  const own = ownVersions[sdk] ?? '2023-06-01'
  const all: [string, string][] = [
    ...(apiVersion === own ? [] : [['anthropic-version', apiVersion] as [string, string]]),
    ...Object.entries(headers),
  ]
  return all.map(([name, value]) => [name, { text: [value] }])
}

function* optionsCode(plan: Plan, sdk: string, syntax: Syntax, indent: string): Steps<string> {
  const headers = requestHeaders(plan, sdk)
  const seconds = plan.stream ? null : nonStreamingSeconds(plan.maxTokens)
  const fields: Field[] = [
    ...(headers.length > 0 ? [['headers', { fields: headers }] as const] : []),
    ...(seconds === null ? [] : [['timeout', seconds * 1_000] as const]),
  ]
  return fields.length === 0 ? '' : yield* layOut({ fields }, syntax, indent)
}

/** How the key goes out, as this major does it (Messages API reference, section 2). */
function* clientCode({ baseUrl, credential }: Plan, sdk: string, syntax: Syntax): Steps<string> {
  if (baseUrl === null) return 'new Anthropic()'
  const key = 'process.env.ANTHROPIC_API_KEY'
  const none = ['apiKey: null', 'authToken: null']
  const isNew = sdk === '1.x'
  const ways: Record<Plan['credential'], string[]> = {
    bearer: isNew ? [] : ['apiKey: null', `authToken: ${key}`],
    'x-api-key': isNew ? [...none, `defaultHeaders: { 'X-Api-Key': ${key}, Authorization: null }`] : [],
    both: isNew ? [`defaultHeaders: { 'X-Api-Key': ${key} }`] : [`authToken: ${key}`],
    none: isNew
      ? [...none, 'defaultHeaders: { Authorization: null }']
      : [...none, `defaultHeaders: { 'X-Api-Key': null, Authorization: null }`],
  }
  return `new Anthropic(${bracketed([`baseURL: ${yield* syntax.text([baseUrl], '')}`, ...ways[credential]], object, '', '  ')})`
}

function notesFor(plan: Plan, sdk: string): CodeNote[] {
  const headerFields = plan.fields
    .map(([name]) => name)
    .filter((name) => name === 'user_profile_id' || name === 'workspace_id')
  return [
    ...samplingNote(
      plan,
      requestHeaders(plan, sdk).some(([name]) => name === 'anthropic-version'),
      untypedOf(plan, sdk),
      sdk,
    ),
    ...when(
      headerFields.length > 0,
      cannot(`The SDK sends ${headerFields.join(' and ')} as a header, not in the body.`),
    ),
    ...when(
      !plan.stream && nonStreamingSeconds(plan.maxTokens) !== null,
      how('Without streaming the SDK refuses so many max_tokens unless a timeout is given, so the code gives one.'),
    ),
  ]
}

function syntaxFor({ files }: Plan, parameters: readonly string[]): Syntax {
  const place = (part: Exclude<Part, string>) => {
    if ('parameter' in part) return parameters[part.parameter] ?? ''
    const { name = '', as } = files[part.file] ?? {}
    return `await readFile(${quoted(name)}, '${as === 'text' ? 'utf8' : 'base64'}')`
  }
  const piece = (line: Text): string => {
    const parts = mergedStrings(line)
    if (parts.length === 1 && typeof parts[0] === 'object') return place(parts[0])
    if (parts.every((part) => typeof part === 'string')) return quoted(parts.join(''))
    return `\`${parts.map((part) => (typeof part === 'string' ? inTemplate(part) : `\${${place(part)}}`)).join('')}\``
  }
  return {
    unit: '  ',
    constant: String,
    number: String,
    *text(text, indent) {
      const lines = yield* writeLines(text, piece)
      return lines.length === 0 ? "''" : lines.join(` +\n${indent}`)
    },
    list: { open: '[', close: ']', empty: '[]', lastComma: true },
    fields: () => object,
    name: (name) => `${keyCode(name)}: `,
  }
}

/** A name as it stands in an object; `__proto__` would set what the object inherits from. */
function keyCode(name: string): string {
  if (name === '__proto__') return `['__proto__']`
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name)
}

const shared = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const inside = {
  '"': escaper({ ...shared, '"': '\\"' }, unitEscapes),
  "'": escaper({ ...shared, "'": "\\'" }, unitEscapes),
}
const inTemplate = escaper({ ...shared, '`': '\\`', $: '\\$' }, unitEscapes)
function quoted(text: string): string {
  const quote = fewerEscapes(text, "'")
  return `${quote}${inside[quote](text)}${quote}`
}
