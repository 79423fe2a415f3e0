import { mapSteps, type Steps } from '../steps.ts'
import type { Part, Text } from './code-value.ts'
import {
  bracedEscape,
  bracketed,
  escaper,
  layOut,
  mergedStrings,
  type Syntax,
  wholePairs,
  writeLines,
} from './layout.ts'
import { codeNames, reservedWords } from './names.ts'
import { halfPairNote } from './notes.ts'
import type { Plan } from './plan.ts'
import { bodyFields, hasPrefill, keyHeaders, messagesUrl, plainHeaders, withoutSdk } from './raw-http.ts'
import type { WrittenCode } from './written-code.ts'

const reserved = reservedWords(
  'BEGIN END alias and begin break case class def defined do else elsif end ensure false for if in module next nil not or redo',
  'rescue retry return self super then true undef unless until when while yield __FILE__ __LINE__ __ENCODING__',
  'uri request http response buffer piece line event text print puts raise require format p test loop fail exit',
)

/** Ruby with its standard library alone. */
export function* writeRuby(plan: Plan): Steps<WrittenCode> {
  const { name, parameters } = codeNames(plan, 'snake', reserved)
  const syntax = syntaxFor(plan, parameters)
  const isFunction = parameters.length > 0
  const call = yield* requestLines(plan, syntax, isFunction ? '  ' : '')
  const values = yield* mapSteps(plan.parameters, function* ({ value }, at) {
    return `${parameters[at]}: ${yield* syntax.text([value], '    ')}`
  })
  const parentheses = { open: '(', close: ')', empty: '()', lastComma: false }
  const lines = [
    'require "json"',
    'require "net/http"',
    '',
    ...(isFunction
      ? [
          `def ${name}(${parameters.map((each) => `${each}:`).join(', ')})`,
          ...call,
          'end',
          '',
          `${name}${bracketed(values, parentheses, '', '  ')}`,
        ]
      : call),
  ]
  return {
    text: `${lines.join('\n')}\n`,
    notes: [...halfPairNote(plan, 'Ruby'), withoutSdk('net/http')],
  }
}

function* requestLines(plan: Plan, syntax: Syntax, indent: string): Steps<string[]> {
  const inner = `${indent}  `
  return [
    `${indent}uri = URI(${quoted(messagesUrl(plan))})`,
    `${indent}request = Net::HTTP::Post.new(uri)`,
    ...keyHeaders(plan).map(
      ({ name, before }) => `${indent}request["${name}"] = "${before}#{ENV.fetch("ANTHROPIC_API_KEY")}"`,
    ),
    ...plainHeaders(plan).map(([name, value]) => `${indent}request[${quoted(name)}] = ${quoted(value)}`),
    `${indent}request.body = JSON.generate(${yield* layOut({ fields: bodyFields(plan) }, syntax, indent)})`,
    `${indent}Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https", read_timeout: 600) do |http|`,
    `${inner}http.request(request) do |response|`,
    `${inner}  raise response.read_body unless response.is_a?(Net::HTTPSuccess)`,
    '',
    ...(hasPrefill(plan) ? [`${inner}  print ${yield* syntax.text(plan.prefill, `${inner}    `)}`] : []),
    ...(plan.stream ? streamed : whole).map((line) => (line === '' ? '' : `${inner}  ${line}`)),
    `${inner}end`,
    `${indent}end`,
    `${indent}puts`,
  ]
}

const whole = ['JSON.parse(response.read_body)["content"].each { |block| print block["text"] }']

const streamed = [
  'buffer = String.new',
  'response.read_body do |piece|',
  '  buffer << piece',
  '  while (line = buffer.slice!(/\\A[^\\n]*\\n/))',
  '    next unless line.start_with?("data:")',
  '',
  '    event = JSON.parse(line.delete_prefix("data:"))',
  '    raise event["error"]["message"] if event["type"] == "error"',
  '',
  '    print event.dig("delta", "text")',
  '  end',
  'end',
]

function syntaxFor({ files }: Plan, parameters: readonly string[]): Syntax {
  const place = (part: Exclude<Part, string>) => {
    if ('parameter' in part) return parameters[part.parameter] ?? ''
    const { name = '', as } = files[part.file] ?? {}
    const bytes = `File.binread(${quoted(name)})`
    return as === 'text' ? `${bytes}.force_encoding("UTF-8")` : `[${bytes}].pack("m0")`
  }
  const piece = (line: Text) => {
    const parts = mergedStrings(line)
    if (parts.length === 1 && typeof parts[0] === 'object') return place(parts[0])
    return `"${parts.map((part) => (typeof part === 'string' ? inQuotes(part) : `#{${place(part)}}`)).join('')}"`
  }
  return {
    unit: '  ',
    constant: (value) => (value === null ? 'nil' : String(value)),
    number: String,
    *text(text, indent) {
      const lines = yield* writeLines(text, piece)
      return lines.length === 0 ? '""' : lines.join(` +\n${indent}`)
    },
    list: { open: '[', close: ']', empty: '[]', lastComma: true },
    fields: () => ({ open: '{', close: '}', empty: '{}', lastComma: true, spaced: true }),
    name: (name) => `${quoted(name)} => `,
  }
}

const named = { '"': '\\"', '\\': '\\\\', '#': '\\#', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const written = escaper(named, bracedEscape)
const inQuotes = (text: string) => written(wholePairs(text))
const quoted = (text: string) => `"${inQuotes(text)}"`
