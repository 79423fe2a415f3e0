// An answer as server-sent events (Messages API reference, streaming).
import type { Answer, AnswerBlock, Citation } from './answer/answer.ts'
import { outputTokens } from './answer/answer.ts'
import { type Envelope, emptyMessage, finalUsage, unstreamedBlock } from './message.ts'
import { randomFrom } from './random.ts'

/** One event and how many tokens it brings: what the pace goes by. */
export type StreamEvent = {
  name: string
  data: { type: string; [field: string]: unknown }
  tokens: number
  /** Milliseconds of silence before this event, on top of the pace. */
  waitMs?: number
  /** Bytes to send instead of the event: for scenarios that break it. */
  raw?: string
}

/** The text of an event on the wire. */
export function frame({ name, data, raw }: StreamEvent): string {
  return raw ?? `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`
}

const event = (data: StreamEvent['data'], tokens = 0): StreamEvent => ({ name: data.type, data, tokens })

export const ping = (): StreamEvent => event({ type: 'ping' })

/**
 * All events of an answer, in order.
 * @param chunk Characters per delta; 0 varies them as a model does.
 */
export function* eventsOf(answer: Answer, envelope: Envelope, chunk = 0): Generator<StreamEvent> {
  yield event({ type: 'message_start', message: emptyMessage(envelope, Math.min(1, outputTokens(answer))) })
  yield ping()
  for (const [index, block] of answer.blocks.entries()) yield* eventsOfBlock(block, index, envelope.seed, chunk)
  const { stop_reason, stop_sequence, stop_details } = answer
  yield event({
    type: 'message_delta',
    delta: { stop_reason, stop_sequence, stop_details, container: null },
    usage: finalUsage(answer, envelope),
  })
  yield event({ type: 'message_stop' })
}

function* eventsOfBlock(block: AnswerBlock, index: number, seed: string, chunk: number): Generator<StreamEvent> {
  yield event({ type: 'content_block_start', index, content_block: startOf(block) })
  const delta = (content: object, tokens = 0) => event({ type: 'content_block_delta', index, delta: content }, tokens)
  for (const citation of citationsOf(block)) yield delta({ type: 'citations_delta', citation })
  const [type, field, text] = streamedText(block)
  const pieces = [...piecesOf(text, seed, chunk)]
  for (const piece of pieces) yield delta({ type, [field]: piece }, block.tokens / pieces.length)
  if (block.type === 'thinking')
    yield delta({ type: 'signature_delta', signature: block.signature }, text === '' ? block.tokens : 0)
  yield event({ type: 'content_block_stop', index })
}

const citationsOf = (block: AnswerBlock): Citation[] => (block.type === 'text' ? (block.citations ?? []) : [])

/** The block as it opens: everything but what its deltas bring. */
function startOf(block: AnswerBlock): object {
  const whole = unstreamedBlock(block)
  if (block.type === 'text') return { ...whole, text: '' }
  if (block.type === 'thinking') return { ...whole, thinking: '', signature: '' }
  return 'json' in block ? { ...whole, input: {} } : whole
}

function streamedText(block: AnswerBlock): [type: string, field: string, text: string] {
  if (block.type === 'text') return ['text_delta', 'text', block.text]
  if (block.type === 'thinking') return ['thinking_delta', 'thinking', block.thinking]
  return ['input_json_delta', 'partial_json', 'json' in block ? block.json : '']
}

const restOfWord = /^[\p{L}\d]*/u

/** A text in pieces of a few words; never half of a surrogate pair. */
export function* piecesOf(text: string, seed: string, chunk: number): Generator<string> {
  const random = randomFrom(seed)
  for (let at = 0; at < text.length; ) {
    let end = at + (chunk || random.between(4, 18))
    if (chunk === 0) end += restOfWord.exec(text.slice(end, end + 12))?.[0].length ?? 0
    if (/[\uD800-\uDBFF]/.test(text.charAt(end - 1))) end += 1
    yield text.slice(at, end)
    at = end
  }
}
