// Scenarios that change the events of a stream, and what stands for them in a request without `stream`.
import { ApiError, errorBody } from '../api-error.ts'
import { sendError } from '../http.ts'
import { ping, type StreamEvent } from '../stream.ts'
import { cutAfter } from './bytes.ts'
import type { Effect, EffectInput } from './effect.ts'

const isDelta = ({ name }: StreamEvent) => name === 'content_block_delta'

/** Runs `change` in front of the delta that follows `after` deltas, or of the message's end when there are fewer. */
function* inFrontOf(
  events: Iterable<StreamEvent>,
  after: number,
  change: (event: StreamEvent) => Iterable<StreamEvent>,
): Generator<StreamEvent> {
  let deltas = 0
  let isDone = false
  for (const event of events) {
    const isPlace = (isDelta(event) && deltas === after) || event.name === 'message_delta'
    if (!isDone && isPlace) {
      isDone = true
      yield* change(event)
    } else yield event
    if (isDelta(event)) deltas += 1
  }
}

/** Silence; a request without `stream` is silent before its headers, as it has nothing else to wait with. */
export function stall({ number, text, isStreamed }: EffectInput): Effect {
  const ms = number('ms') || Number.POSITIVE_INFINITY
  const before = text('before')
  if (before === 'headers') return { headersMs: ms }
  const silent = (event: StreamEvent) => silence(event, ms, text('pings') === 'yes' ? number('every') || 1000 : null)
  if (!isStreamed) return { headersMs: ms }
  if (before === 'end') return { events: (events) => atEnd(events, silent) }
  const after = number('after')
  return { events: (events) => (after === 0 ? atStart(events, silent) : inFrontOf(events, after, silent)) }
}

/** The event after its silence, which pings may fill. */
function* silence(event: StreamEvent, ms: number, pingMs: number | null): Generator<StreamEvent> {
  if (pingMs === null) return yield { ...event, waitMs: ms }
  for (let waited = pingMs; waited <= ms; waited += pingMs) yield { ...ping(), waitMs: pingMs }
  yield event
}

type Silent = (event: StreamEvent) => Iterable<StreamEvent>

function* atStart(events: Iterable<StreamEvent>, silent: Silent): Generator<StreamEvent> {
  for (const event of events) {
    if (event.name === 'message_start') yield* silent(event)
    else yield event
  }
}

function* atEnd(events: Iterable<StreamEvent>, silent: Silent): Generator<StreamEvent> {
  for (const event of events) {
    if (event.name === 'message_stop') yield* silent(event)
    else yield event
  }
}

const STATUS_OF_TYPE: Record<string, number> = {
  overloaded_error: 529,
  api_error: 500,
  rate_limit_error: 429,
  timeout_error: 504,
}
const MESSAGE_OF_TYPE: Record<string, string> = {
  overloaded_error: 'Overloaded',
  api_error: 'Internal server error',
  rate_limit_error: 'This request would exceed the rate limit for your organization.',
  timeout_error: 'Request timed out.',
}

/** An `error` event instead of the rest; without `stream` the status that belongs to it. */
export function errorEvent({ number, text, isStreamed }: EffectInput): Effect {
  const type = text('type')
  const message = MESSAGE_OF_TYPE[type] ?? type
  if (!isStreamed)
    return { instead: (exchange) => sendError(exchange, new ApiError(STATUS_OF_TYPE[type] ?? 500, message)) }
  return {
    events(events, { requestId }) {
      const data = errorBody(type, message, requestId) as StreamEvent['data'] // An error's body has the type `error`.
      return untilError(events, number('after'), { name: 'error', tokens: 0, data })
    },
  }
}

function* untilError(events: Iterable<StreamEvent>, after: number, error: StreamEvent): Generator<StreamEvent> {
  for (const event of inFrontOf(events, after, () => [error])) {
    yield event
    if (event === error) return
  }
}

/** One event that is not JSON; without `stream` a body that is not. */
export function malformedEvent({ number, isStreamed }: EffectInput): Effect {
  if (!isStreamed) return { write: (writer, exchange) => cutAfter(40, 'anywhere', 'close', writer, exchange) }
  const raw = 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_de\n\n'
  const broken = (event: StreamEvent): StreamEvent[] => [{ ...event, tokens: 0, raw }, event]
  return { events: (events) => inFrontOf(events, number('after'), broken) }
}

const unknown = (data: StreamEvent['data']): StreamEvent => ({ name: data.type, data, tokens: 0 })

/** What a later version of the API might send. */
export function unknownEvent({ text }: EffectInput): Effect {
  const kind = text('kind')
  const has = (name: string) => kind === 'all' || kind === name
  const event = unknown({ type: 'content_block_annotation', index: 0, annotation: { note: 'simulated' } })
  const delta = unknown({ type: 'content_block_delta', index: 0, delta: { type: 'tone_delta', tone: 'calm' } })
  return {
    events: (events) =>
      inFrontOf(events, 2, (next) => [...(has('event') ? [event] : []), ...(has('delta') ? [delta] : []), next]),
    change: (answer) => ({
      ...answer,
      blocks: has('block')
        ? [...answer.blocks, { type: 'unknown', content: { type: 'hologram', data: 'c2ltdWxhdGVk' }, tokens: 0 }]
        : answer.blocks,
      stop_reason: has('stop_reason') ? 'contemplated' : answer.stop_reason,
    }),
  }
}

const FAULTS: Record<string, (event: StreamEvent) => StreamEvent[]> = {
  'bad-index': (event) => (isDelta(event) ? [{ ...event, data: { ...event.data, index: 7 } }] : [event]),
  'two-starts': (event) => (event.name === 'content_block_start' ? [event, event] : [event]),
  'no-block-stop': (event) => (event.name === 'content_block_stop' ? [] : [event]),
  'late-events': (event) => (event.name === 'message_stop' ? [event, lateDelta] : [event]),
  'delta-before-start': (event) => (event.name === 'content_block_start' ? [lateDelta, event] : [event]),
}

const lateDelta = unknown({
  type: 'content_block_delta',
  index: 0,
  delta: { type: 'text_delta', text: '[out of place]' },
})

/** Events against the order of the reference (section Streaming). */
export function disorder({ text }: EffectInput): Effect {
  const fault = FAULTS[text('kind')]!
  return {
    *events(events) {
      for (const event of events) yield* fault(event)
    },
  }
}
