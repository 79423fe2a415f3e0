// What all writers begin from: the request that the app would send, with the places that the code fills by itself.

import type { Connection, Credential } from '../connections/connection.ts'
import { type AttachmentSource, attachmentsOf, putBytes } from '../files/attachment.ts'
import { plainFileName } from '../files/attachment-name.ts'
import { isEmptyContent, type Prompt } from '../prompt/prompt.ts'
import { fillPrompt, setVariable, valueText, variableUses } from '../prompt/variables.ts'
import { buildRequest, type MessagesRequest, type RequestBody } from '../request/request.ts'
import { codeFields, type Field, type Text } from './code-value.ts'
import { hasHalfPair } from './layout.ts'

/** Where requests go: of a connection, what code can know. */
export type CodeServer = Pick<Connection, 'kind' | 'baseUrl' | 'credential'>

export type CodeOptions = {
  /** The major of the SDK, such as `2.x`; the newest where the target does not have this one. */
  sdk?: string | null
  stream: boolean
  /** `parameters`: the code is a function of the variables. */
  variables: 'parameters' | 'filled'
  /** `files`: the code reads them from beside itself. */
  attachments: 'files' | 'inline'
  /** What stored files hold, by hash: base64, or the text of a plain text. Only needed where they are inlined. */
  data?: ReadonlyMap<string, string>
}

/** A file that the code reads. */
export type CodeFile = { name: string; as: 'base64' | 'text' }

export type Plan = {
  /** The prompt's name, for what the code calls things. */
  name: string
  model: string
  /** `null`: Anthropic's own. */
  baseUrl: string | null
  credential: Credential
  apiVersion: string
  /** The prompt's own headers, beta features among them. */
  headers: Readonly<Record<string, string>>
  /** The body but for `stream`. */
  fields: readonly Field[]
  stream: boolean
  maxTokens: number
  hasTools: boolean
  /** What a last message of the assistant begins: the answer continues it. Empty where there is none. */
  prefill: Text
  /** In the order in which they appear. */
  parameters: readonly { name: string; value: string; isMissing: boolean }[]
  files: readonly CodeFile[]
  /** What the prompt has, whether the code has it as parameters and files or filled in. */
  has: { variables: boolean; files: boolean }
  /** Texts of files that the code was to read and that this target can only hold itself. */
  inlined: readonly string[]
  /** Stored files whose content is needed and was not handed in. */
  missing: readonly AttachmentSource[]
  /** With the values as they are the system prompt or the prefill is empty, and the app leaves it out. */
  emptied: readonly ('system prompt' | 'prefill')[]
  /** How many texts hold half of a surrogate pair, which UTF-8 cannot. */
  halfPairs: number
}

export const officialUrl = 'https://api.anthropic.com'

/** What a target can do besides: `LanguageInfo.can`. */
type Abilities = { parameters: boolean; readFiles: boolean; readTexts?: boolean }

/** What every target writes: the request that the app sends, with places for parameters and for files that the code reads itself. */
export function makePlan(prompt: Prompt, server: CodeServer, options: CodeOptions, can: Abilities): Plan {
  const mark = unusedMark(prompt)
  const used = [...variableUses(prompt).keys()]
  const names = can.parameters && options.variables === 'parameters' ? used : []
  const request = buildRequest(withMarks(prompt, names, mark), server.kind)
  const sources = uniqueFiles(request.body)
  const wanted = options.attachments === 'files' && can.readFiles ? sources : []
  const read = wanted.filter(({ media_type }) => media_type !== 'text/plain' || can.readTexts !== false)
  const missing = sources.filter((source) => !read.includes(source) && options.data?.get(source.hash) === undefined)
  const data = new Map(options.data)
  for (const [at, { hash }] of read.entries()) data.set(hash, mark.file(at))
  const body = putBytes(request.body, data)
  const { stream: _always, ...written } = body
  let halfPairs = 0
  const split = (text: string) => {
    if (hasHalfPair(text)) halfPairs += 1
    return mark.split(text)
  }
  const fields = codeFields(written, split)
  return {
    name: prompt.name,
    model: body.model,
    ...placeOf(server),
    ...headersOf(request),
    fields,
    stream: options.stream,
    maxTokens: body.max_tokens,
    hasTools: Array.isArray(body.tools),
    prefill: mark.split(prefillOf(body)),
    parameters: names.map((name) => parameter(prompt, name)),
    files: fileNames(read),
    has: { variables: used.length > 0, files: sources.length > 0 },
    inlined: wanted.filter((source) => !read.includes(source)).map(({ name }) => name),
    missing,
    emptied: names.length > 0 ? emptiedBy(prompt) : [],
    halfPairs,
  }
}

function placeOf({ kind, baseUrl, credential }: CodeServer): Pick<Plan, 'baseUrl' | 'credential'> {
  // Code is written to be taken away: what ran on the simulator is for Anthropic's own server.
  if (kind !== 'custom') return { baseUrl: null, credential: 'bearer' }
  return { baseUrl: withoutCredential(baseUrl), credential }
}

/** The settings refuse addresses with a password; one that came by another way loses it here. */
function withoutCredential(url: string): string {
  return url.replace(/^(\w+:\/\/)[^/]*@/, '$1').replace(/[?#].*$/s, '')
}

function headersOf({ apiVersion, headers = {} }: MessagesRequest) {
  return { apiVersion, headers }
}

/** The text of a last message of the assistant, which the answer does not repeat; empty where there is none. */
function prefillOf({ messages }: RequestBody): string {
  const last = messages.at(-1)
  if (last?.role !== 'assistant') return ''
  if (typeof last.content === 'string') return last.content
  const block = last.content.at(-1)
  return block?.type === 'text' && typeof block.text === 'string' ? block.text : ''
}

function parameter(prompt: Prompt, name: string): Plan['parameters'][number] {
  const values = prompt.variables?.values ?? {}
  const value = Object.hasOwn(values, name) ? values[name] : undefined
  // Without a value the app sends the name as it stands.
  return value === undefined
    ? { name, value: `{{${name}}}`, isMissing: true }
    : { name, value: valueText(value), isMissing: false }
}

/** The prompt with a mark in the place of each variable: filled where the app fills it. */
function withMarks(prompt: Prompt, names: readonly string[], mark: Mark): Prompt {
  return names.reduce((done, name, at) => setVariable(done, name, mark.parameter(at)), prompt)
}

/** What its own values make empty. */
function emptiedBy(prompt: Prompt): Plan['emptied'] {
  const filled = fillPrompt({ ...prompt, messages: [] })
  return [
    ...(isEmptyContent(filled.system) && !isEmptyContent(prompt.system) ? (['system prompt'] as const) : []),
    ...(filled.prefill === '' && prompt.prefill !== '' ? (['prefill'] as const) : []),
  ]
}

type Mark = {
  parameter: (at: number) => string
  file: (at: number) => string
  split: (text: string) => Text
}

/** Marks that nothing in the prompt can be taken for. */
function unusedMark(prompt: Prompt): Mark {
  let number = 0
  while (holds(prompt, `\uE000${number}:`)) number += 1
  const start = `\uE000${number}:`
  const pattern = new RegExp(`${start}([pf])(\\d+)\uE001`, 'g')
  return {
    parameter: (at) => `${start}p${at}\uE001`,
    file: (at) => `${start}f${at}\uE001`,
    split: (whole) => (whole.includes(start) ? splitAt(whole, pattern) : [whole]),
  }
}

/** Whether a text stands anywhere in a value. */
function holds(value: unknown, text: string): boolean {
  if (typeof value === 'string') return value.includes(text)
  return typeof value === 'object' && value !== null && Object.values(value).some((inner) => holds(inner, text))
}

function splitAt(whole: string, pattern: RegExp): Text {
  const parts: (Text[number] & {})[] = []
  let end = 0
  for (const { 0: found, 1: kind, 2: at, index } of whole.matchAll(pattern)) {
    if (index > end) parts.push(whole.slice(end, index))
    parts.push(kind === 'p' ? { parameter: Number(at) } : { file: Number(at) })
    end = index + found.length
  }
  if (end < whole.length) parts.push(whole.slice(end))
  return parts
}

function uniqueFiles(body: RequestBody): AttachmentSource[] {
  return [...new Map(attachmentsOf(body).map((source) => [source.hash, source])).values()]
}

/** What the files are called beside the code: as the person knows them, and no two the same. */
function fileNames(sources: readonly AttachmentSource[]): CodeFile[] {
  const taken = new Set<string>()
  return sources.map(({ name, media_type }, index) => {
    const plain = plainFileName(name, `file-${index + 1}`)
    const dot = plain.lastIndexOf('.') > 0 ? plain.lastIndexOf('.') : plain.length
    let free = plain
    for (let count = 2; taken.has(free.toLowerCase()); count += 1)
      free = `${plain.slice(0, dot)}-${count}${plain.slice(dot)}`
    taken.add(free.toLowerCase())
    return { name: free, as: media_type === 'text/plain' ? 'text' : 'base64' }
  })
}
