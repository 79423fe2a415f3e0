import { mapSteps, type Steps } from '../steps.ts'
import type { CodeValue, Field, Part, Text } from './code-value.ts'
import {
  bracketed,
  escaper,
  fewerEscapes,
  layOut,
  mergedStrings,
  pointEscape,
  type Syntax,
  writeLines,
} from './layout.ts'
import { codeNames, reservedWords } from './names.ts'
import { type CodeNote, cannot, how, when } from './notes.ts'
import type { Plan } from './plan.ts'
import { nonStreamingSeconds, samplingNote } from './sdk-limits.ts'
import type { WrittenCode } from './written-code.ts'

/** Fields that every release of the major takes by name; the others go by `extra_body` (Messages API reference, section 3). */
const oldest = 'model max_tokens messages system metadata stop_sequences thinking tool_choice tools service_tier'
const keywords: Readonly<Record<string, ReadonlySet<string>>> = {
  '0.x': reservedWords(oldest, 'temperature top_p top_k'),
  '1.x': reservedWords(oldest, 'output_config cache_control inference_geo container'),
  '2.x': reservedWords(oldest, 'output_config cache_control inference_geo container'),
}
const ownVersions: Readonly<Record<string, string>> = { '2.x': '2026-10-21' }

const reserved = reservedWords(
  'False None True and as assert async await break class continue def del elif else except finally for from global if',
  'import in is lambda nonlocal not or pass raise return try while with yield match case type',
  'anthropic base64 os Path client message stream text piece block print str',
)

export function* writePython(plan: Plan, sdk: string): Steps<WrittenCode> {
  const { name, parameters } = codeNames(plan, 'snake', reserved)
  const syntax = syntaxFor(plan, parameters)
  const isFunction = parameters.length > 0
  const call = yield* callLines(plan, sdk, syntax, isFunction ? '    ' : '')
  const client = yield* clientCode(plan, sdk, syntax)
  const lines = [
    ...importLines(plan, client),
    '',
    `client = ${client}${plan.baseUrl === null ? '  # reads ANTHROPIC_API_KEY' : ''}`,
    '',
    ...(isFunction ? yield* functionLines(plan, name, parameters, call, syntax) : call),
  ]
  return { text: `${lines.join('\n')}\n`, notes: notesFor(plan, sdk) }
}

function importLines({ files }: Plan, client: string): string[] {
  const modules = [
    ...(files.some(({ as }) => as === 'base64') ? ['import base64'] : []),
    ...(client.includes('os.environ') ? ['import os'] : []),
    ...(files.length > 0 ? ['from pathlib import Path'] : []),
  ]
  return [...modules, ...(modules.length > 0 ? [''] : []), 'import anthropic']
}

function* functionLines(
  plan: Plan,
  name: string,
  parameters: string[],
  body: string[],
  syntax: Syntax,
): Steps<string[]> {
  const values = yield* mapSteps(plan.parameters, function* ({ value }, at) {
    return `${parameters[at]}=${yield* layOut({ text: [value] }, syntax, '    ')}`
  })
  const signature = `def ${name}(${parameters.map((parameter) => `${parameter}: str`).join(', ')}) -> str:`
  const call = `${name}${bracketed(values, { open: '(', close: ')', empty: '()', lastComma: true }, '', '    ')}`
  return ['', signature, ...body, '    return text', '', '', call]
}

/** The call, and what becomes of its answer. */
function* callLines(plan: Plan, sdk: string, syntax: Syntax, indent: string): Steps<string[]> {
  const brackets = { open: '(', close: ')', empty: '()', lastComma: true }
  const inner = indent + syntax.unit
  const args = yield* argumentsOf(plan, sdk, syntax, inner)
  const call = (method: string) => `client.messages.${method}(\n${args}\n${indent})`
  const prefill = yield* syntax.text(plan.prefill, inner)
  const hasPrefill = plan.prefill.length > 0 && plan.prefill.some((part) => part !== '')
  const tools = (message: string, at: string) =>
    plan.hasTools
      ? [
          `${at}for block in ${message}.content:`,
          `${at}    if block.type == "tool_use":`,
          `${at}        print(block.name, block.input)`,
        ]
      : []
  if (plan.stream) {
    return [
      `${indent}text = ${hasPrefill ? prefill : '""'}`,
      ...(hasPrefill ? [`${indent}print(text, end="")`] : []),
      `${indent}with ${call('stream')} as stream:`,
      `${inner}for piece in stream.text_stream:`,
      `${inner}    print(piece, end="", flush=True)`,
      `${inner}    text += piece`,
      ...(plan.hasTools ? [`${inner}message = stream.get_final_message()`] : []),
      `${indent}print()`,
      ...tools('message', indent),
    ]
  }
  const answer = '"".join(block.text for block in message.content if block.type == "text")'
  return [
    `${indent}message = ${call('create')}`,
    ...(hasPrefill
      ? [`${indent}text = ${bracketed([prefill], { ...brackets, lastComma: false }, indent, inner)} + ${answer}`]
      : [`${indent}text = ${answer}`]),
    `${indent}print(text)`,
    ...tools('message', indent),
  ]
}

function* argumentsOf(plan: Plan, sdk: string, syntax: Syntax, indent: string): Steps<string> {
  const isKeyword = ([name]: Field) => keywords[sdk]?.has(name) ?? false
  const extra: CodeValue = { fields: plan.fields.filter((field) => !isKeyword(field)) }
  const headers: CodeValue = { fields: extraHeaders(plan, sdk).map(([name, value]) => [name, { text: [value] }]) }
  const seconds = plan.stream ? null : nonStreamingSeconds(plan.maxTokens)
  const all: Field[] = [
    ...plan.fields.filter(isKeyword),
    ...(extra.fields.length > 0 ? [['extra_body', extra] as const] : []),
    ...(headers.fields.length > 0 ? [['extra_headers', headers] as const] : []),
    ...(seconds === null ? [] : [['timeout', seconds] as const]),
  ]
  const lines = yield* mapSteps(all, function* ([name, value]) {
    return `${indent}${name}=${yield* layOut(value, syntax, indent)},`
  })
  return lines.join('\n')
}

function extraHeaders({ apiVersion, headers }: Plan, sdk: string): [string, string][] {
  const own = ownVersions[sdk] ?? '2023-06-01'
  return [
    ...(apiVersion === own ? [] : [['anthropic-version', apiVersion] as [string, string]]),
    ...Object.entries(headers),
  ]
}

/** How the key goes out: what the connection asks for and the SDK does not do by itself. */
function* clientCode({ baseUrl, credential }: Plan, sdk: string, syntax: Syntax): Steps<string> {
  if (baseUrl === null) return 'anthropic.Anthropic()'
  const own = sdk === '2.x' ? 'bearer' : 'x-api-key'
  const key = 'os.environ["ANTHROPIC_API_KEY"]'
  const more =
    credential === own
      ? []
      : credential === 'none'
        ? ['api_key="none"']
        : own === 'bearer'
          ? [`default_headers={"X-Api-Key": ${key}}`]
          : [`auth_token=${key}`]
  return `anthropic.Anthropic(${[`base_url=${yield* syntax.text([baseUrl], '')}`, ...more].join(', ')})`
}

function notesFor(plan: Plan, sdk: string): CodeNote[] {
  const { baseUrl, credential, halfPairs, fields, maxTokens, stream } = plan
  const own = sdk === '2.x' ? 'bearer' : 'x-api-key'
  const others = fields.map(([name]) => name).filter((name) => !keywords[sdk]?.has(name))
  return [
    ...samplingNote(
      plan,
      extraHeaders(plan, sdk).some(([name]) => name === 'anthropic-version'),
      others,
      sdk,
    ),
    ...when(
      baseUrl !== null && credential === 'none',
      how('The SDK always sends a key, so the code has a word in its place that the server ignores.'),
    ),
    ...when(
      baseUrl !== null && credential !== 'none' && credential !== 'both' && credential !== own,
      cannot(
        `SDK ${sdk} sends the key as ${own === 'bearer' ? 'Bearer' : 'x-api-key'} too, beside what this connection asks for.`,
      ),
    ),
    ...when(halfPairs > 0, cannot('A text holds half of a surrogate pair; the SDK refuses to encode it as UTF-8.')),
    ...when(
      !stream && nonStreamingSeconds(maxTokens) !== null,
      how('Without streaming the SDK refuses so many max_tokens unless a timeout is given, so the code gives one.'),
    ),
  ]
}

function syntaxFor(plan: Plan, parameters: readonly string[]): Syntax {
  const place = (part: Exclude<Part, string>) =>
    'parameter' in part ? (parameters[part.parameter] ?? '') : fileCode(plan, part.file)
  const fileText = (name: string) => `Path(${quoted(name)}).read_bytes()`
  function fileCode({ files }: Plan, at: number): string {
    const { name = '', as } = files[at] ?? {}
    return as === 'text'
      ? `${fileText(name)}.decode("utf-8")`
      : `base64.standard_b64encode(${fileText(name)}).decode("ascii")`
  }
  const piece = (line: Text): string => {
    const parts = mergedStrings(line)
    if (parts.length === 1 && typeof parts[0] === 'object') return place(parts[0])
    if (parts.every((part) => typeof part === 'string')) return quoted(parts.join(''))
    const quote = fewerEscapes(parts.filter((part) => typeof part === 'string').join(''), '"')
    const pieces = parts.map((part) => (typeof part === 'string' ? braced(inQuotes(part, quote)) : `{${place(part)}}`))
    return `f${quote}${pieces.join('')}${quote}`
  }
  return {
    unit: '    ',
    constant: (value) => (value === null ? 'None' : value ? 'True' : 'False'),
    number: String,
    *text(text, indent) {
      // Only literals stand side by side: a parameter alone is one in braces there.
      const pieces = yield* writeLines(text, (line, isAlone) =>
        !isAlone && mergedStrings(line).length === 1 && typeof line[0] === 'object'
          ? `f"{${place(line[0])}}"`
          : piece(line),
      )
      if (pieces.length < 2) return pieces[0] ?? '""'
      return `(\n${pieces.map((each) => `${indent}${each}`).join('\n')}\n${indent.slice(4)})`
    },
    list: { open: '[', close: ']', empty: '[]', lastComma: true },
    fields: () => ({ open: '{', close: '}', empty: '{}', lastComma: true }),
    name: (name) => `${quoted(name)}: `,
  }
}

const named = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const inside = {
  '"': escaper({ ...named, '"': '\\"' }, pointEscape),
  "'": escaper({ ...named, "'": "\\'" }, pointEscape),
}
const inQuotes = (text: string, quote: '"' | "'") => inside[quote](text)
function quoted(text: string): string {
  const quote = fewerEscapes(text, '"')
  return `${quote}${inQuotes(text, quote)}${quote}`
}
const braced = (text: string) => text.replaceAll('{', '{{').replaceAll('}', '}}')
