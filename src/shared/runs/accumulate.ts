import type { ContentBlock } from '#shared/prompt/prompt'
import type { DeltaField, RunEvent, RunResponse } from '#shared/runs/run'
import { mergeUsage, type Usage } from '#shared/runs/usage'
import type { JsonObject, JsonValue } from '#shared/text/json'

/**
 * Puts a response together from the raw events of its stream (Messages API reference, streaming). Tolerant by design:
 * events and fields that nobody knows yet do no harm, and no order of events puts text into a block it was not meant for.
 */
export type Accumulator = {
  /**
   * Takes one event and appends what a view should hear of it to `out`; a delta is joined to the one before it that still
   * waits there. Costs the same however long the answer is.
   */
  take: (event: JsonObject, out: RunEvent[]) => void
  /** What has come so far, in a copy that later events do not change. */
  response: () => RunResponse
  usage: () => Usage | null
  /** Whether anything of an answer has come: `message_start` or a block. */
  hasBegun: () => boolean
  /** Whether `message_stop` has come: nothing that follows changes anything. */
  isComplete: () => boolean
  /** Milliseconds until the first text, thinking or tool delta; `null` while there was none. */
  firstDeltaMs: () => number | null
}

/** A block in the making. `position` is its place in the response, which need not be the index the server gave it. */
type OpenBlock = { position: number; block: ContentBlock; input: string | null; isFresh: boolean }

const fieldOfKind = new Map<string, DeltaField>([
  ['text', 'text'],
  ['thinking', 'thinking'],
  ['tool_use', 'input'],
  ['server_tool_use', 'input'],
  ['mcp_tool_use', 'input'],
])
const kindOfField: Record<DeltaField, string> = { text: 'text', thinking: 'thinking', input: 'tool_use' }

export type AccumulatorOptions = {
  /** Milliseconds since the request was sent, by a clock that never goes back. */
  elapsedMs: () => number
  /** The `request-id` header of the response, once it is known. */
  requestId: () => string | null
}

export function createAccumulator({ elapsedMs, requestId }: AccumulatorOptions): Accumulator {
  const blocks: OpenBlock[] = []
  /** The blocks that have not ended, by the server's index; -1 stands for every index that is none. */
  const open = new Map<number, OpenBlock>()
  const head: Omit<RunResponse, 'content'> = {
    id: null,
    model: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
  }
  let usage: Usage | null = null
  let hasBegun = false
  let isComplete = false
  let firstDeltaMs: number | null = null

  const start = (index: number, raw: ContentBlock, out: RunEvent[]): OpenBlock => {
    const current = open.get(index)
    // The same start twice: the second says nothing new.
    if (current?.isFresh && current.block.type === raw.type && current.block.id === raw.id) return current
    end(index, out)
    const { block, text, field } = emptied(raw)
    const opened: OpenBlock = { position: blocks.length, block, input: null, isFresh: true }
    blocks.push(opened)
    open.set(index, opened)
    out.push({ type: 'block-start', index: opened.position, block: { ...block } })
    if (text !== '' && field) grow(opened, field, text, out)
    return opened
  }

  const end = (index: number, out: RunEvent[]): void => {
    const ended = open.get(index)
    if (!ended) return
    open.delete(index)
    const block = finished(ended)
    ended.block = block
    ended.input = null
    out.push({ type: 'block-end', index: ended.position, block: { ...block } })
  }

  const grow = (target: OpenBlock, field: DeltaField, text: string, out: RunEvent[]): void => {
    target.isFresh = false
    if (text === '') return
    if (field === 'input') target.input = (target.input ?? '') + text
    else target.block[field] = textIn(target.block, field) + text
    const waiting = out.at(-1)
    if (waiting?.type === 'block-delta' && waiting.index === target.position && waiting.field === field) {
      waiting.text += text
      return
    }
    if (firstDeltaMs !== null) {
      out.push({ type: 'block-delta', index: target.position, field, text })
      return
    }
    firstDeltaMs = Math.round(elapsedMs())
    out.push({ type: 'block-delta', index: target.position, field, text, isFirst: true, atMs: firstDeltaMs })
  }

  /** The block that a delta of this field may go into: a fresh one where none is open or the open one is of another kind. */
  const blockFor = (index: number, field: DeltaField, out: RunEvent[]): OpenBlock => {
    const current = open.get(index)
    const ownField = current && fieldOfKind.get(current.block.type)
    if (current && (ownField === undefined || ownField === field)) return current
    return start(
      index,
      field === 'input' ? { type: 'tool_use', input: {} } : { type: kindOfField[field], [field]: '' },
      out,
    )
  }

  const takeDelta = (index: number, delta: JsonObject, out: RunEvent[]): void => {
    switch (delta.type) {
      case 'text_delta':
        grow(blockFor(index, 'text', out), 'text', asText(delta.text), out)
        return
      case 'thinking_delta':
        grow(blockFor(index, 'thinking', out), 'thinking', asText(delta.thinking), out)
        return
      case 'input_json_delta':
        grow(blockFor(index, 'input', out), 'input', asText(delta.partial_json), out)
        return
      case 'signature_delta':
        blockFor(index, 'thinking', out).block.signature = asText(delta.signature)
        return
      case 'citations_delta':
        append(blockFor(index, 'text', out).block, 'citations', delta.citation)
        return
      default:
        append((open.get(index) ?? start(index, { type: 'unknown' }, out)).block, 'unknown_deltas', delta)
    }
  }

  const takeMessageStart = (message: JsonObject, out: RunEvent[]): void => {
    if (hasBegun) return
    hasBegun = true
    head.id = asTextOrNull(message.id)
    head.model = asTextOrNull(message.model)
    if (isObject(message.usage)) usage = mergeUsage(usage, message.usage)
    out.push({ type: 'message-start', id: head.id, model: head.model, usage, requestId: requestId() })
  }

  const takeMessageDelta = (event: JsonObject, out: RunEvent[]): void => {
    const delta = isObject(event.delta) ? event.delta : {}
    if (delta.stop_reason != null) head.stop_reason = asTextOrNull(delta.stop_reason)
    if (delta.stop_sequence != null) head.stop_sequence = asTextOrNull(delta.stop_sequence)
    if (delta.stop_details != null) head.stop_details = delta.stop_details
    if (!isObject(event.usage)) return
    usage = mergeUsage(usage, event.usage)
    out.push({ type: 'usage', usage })
  }

  return {
    take: (event, out) => {
      if (isComplete) return
      switch (event.type) {
        case 'content_block_delta':
          return takeDelta(asIndex(event.index), isObject(event.delta) ? event.delta : {}, out)
        case 'content_block_start':
          start(asIndex(event.index), asBlock(event.content_block), out)
          return
        case 'content_block_stop':
          return end(asIndex(event.index), out)
        case 'message_start':
          return takeMessageStart(isObject(event.message) ? event.message : {}, out)
        case 'message_delta':
          return takeMessageDelta(event, out)
        case 'message_stop':
          for (const index of open.keys()) end(index, out)
          isComplete = true
          return
      }
    },
    response: () => ({
      ...head,
      content: blocks.map((entry) => (entry.input === null ? { ...entry.block } : finished(entry))),
    }),
    usage: () => usage,
    hasBegun: () => hasBegun || blocks.length > 0,
    isComplete: () => isComplete,
    firstDeltaMs: () => firstDeltaMs,
  }
}

/** A block without the text it came with, and that text: so that a block's deltas joined are always its whole text. */
function emptied(raw: ContentBlock): { block: ContentBlock; field: DeltaField | undefined; text: string } {
  const field = fieldOfKind.get(raw.type)
  if (field !== 'text' && field !== 'thinking') return { block: { ...raw }, field, text: '' }
  return { block: { ...raw, [field]: '' }, field, text: asText(raw[field]) }
}

/** The block with its tool input parsed; input that is no JSON stays the text it came as. */
function finished({ block, input }: OpenBlock): ContentBlock {
  if (input === null) return block
  try {
    return { ...block, input: JSON.parse(input) as JsonValue }
  } catch {
    return { ...block, input }
  }
}

function append(block: ContentBlock, list: string, item: JsonValue | undefined): void {
  const known = block[list]
  if (Array.isArray(known)) known.push(item ?? null)
  else block[list] = [item ?? null]
}

function textIn(block: ContentBlock, field: string): string {
  return asText(block[field])
}

function asText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function asTextOrNull(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function asIndex(value: JsonValue | undefined): number {
  return typeof value === 'number' ? value : -1
}

function asBlock(value: JsonValue | undefined): ContentBlock {
  return isObject(value) ? { ...value, type: asTextOrNull(value.type) ?? 'unknown' } : { type: 'unknown' }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
