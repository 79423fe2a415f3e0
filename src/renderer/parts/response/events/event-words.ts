import type { WireEvent } from '#shared/runs/wire'
import { countText } from '../format.ts'

const longest = 300

/** What an event says, in one line. Everything in it is a server's text. */
export function eventWords({ kind, data }: Pick<WireEvent, 'kind' | 'data'>): string {
  const event = objectOf(parse(data))
  const said = wordsOf(kind, event) ?? data
  return said.slice(0, longest)
}

/** A time since sending in the width of a column: `398 ms`, `1.94 s`, `2:05.1`. */
export function atText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(2)} s`
  const tenths = Math.floor(ms / 100)
  return `${Math.floor(tenths / 600)}:${String(Math.floor((tenths % 600) / 10)).padStart(2, '0')}.${tenths % 10}`
}

/** The event as it stood in the stream, its JSON spread over lines where it is JSON. */
export function rawEvent({ data, length }: WireEvent): string {
  const value = parse(data)
  const text = value === undefined ? data : JSON.stringify(value, null, 2)
  return length > data.length ? `${text}\n… ${countText(length - data.length)} characters more` : text
}

function wordsOf(kind: string, event: JsonRecord): string | null {
  const delta = objectOf(event.delta)
  switch (kind) {
    case 'message_start':
      return startWords(objectOf(event.message))
    case 'content_block_start': {
      const { type, name } = objectOf(event.content_block)
      return joined([text(event.index), text(type), text(name)])
    }
    case 'content_block_stop':
      return text(event.index)
    case 'text_delta':
      return escaped(delta.text)
    case 'thinking_delta':
      return escaped(delta.thinking)
    case 'input_json_delta':
      return escaped(delta.partial_json)
    case 'signature_delta':
      return typeof delta.signature === 'string' ? `signature, ${countText(delta.signature.length)} characters` : null
    case 'message_delta': {
      const { output_tokens: output } = objectOf(event.usage)
      return joined([text(delta.stop_reason), text(delta.stop_sequence), counted(output, 'out')])
    }
    case 'error': {
      const { type, message } = objectOf(event.error)
      return joined([text(type), text(message)]) || null
    }
    case 'message_stop':
    case 'ping':
      return ''
    default:
      return null
  }
}

function startWords({ model, usage }: JsonRecord): string {
  const { input_tokens: input, cache_read_input_tokens: cached } = objectOf(usage)
  return joined([text(model), counted(input, 'in'), cached ? counted(cached, 'cached') : ''])
}

function escaped(value: unknown): string | null {
  if (typeof value !== 'string') return null
  return value.slice(0, longest).replace(/[\n\r\t]/g, (character) => escapes[character] ?? character)
}

const escapes: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function counted(value: unknown, word: string): string {
  return typeof value === 'number' ? `${countText(value)} ${word}` : ''
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, longest) : ''
}

function joined(parts: string[]): string {
  return parts.filter((part) => part !== '').join(' · ')
}

type JsonRecord = Record<string, unknown>

function objectOf(value: unknown): JsonRecord {
  // Safe: an object that JSON made; its fields are looked at one by one.
  return typeof value === 'object' && value !== null ? (value as JsonRecord) : {}
}

function parse(data: string): unknown {
  try {
    return JSON.parse(data) as unknown
  } catch {
    return undefined
  }
}
