import type { Accumulator } from '#shared/runs/accumulate'
import type { RunEvent } from '#shared/runs/run'
import type { JsonObject } from '#shared/text/json'
import { RequestFailure } from './request-failure.ts'

/** One server-sent event as it came. `event` is null where the server sends `data:` lines only, as some compatible ones do. */
export type StreamRecord = { event: string | null; data: string }

/**
 * The event that a record carries; `null` for a ping, an empty record or the `[DONE]` of other APIs. Throws a RequestFailure
 * for an `error` event (`stream-error`) and for one that is not JSON (`unreadable-event`, with its text).
 */
function readRecord({ event, data }: StreamRecord): JsonObject | null {
  if (data === '' || event === 'ping' || data === '[DONE]') return null
  const value = parse(data)
  if (event !== 'error' && value.type !== 'error') return value
  throw streamError(value)
}

/**
 * A response's records as run events, without a store and without retries: what a benchmark of the core measures. Ends
 * with `message_stop`; throws the RequestFailure of a record that is an error or cannot be read.
 */
export async function* pump(
  records: AsyncIterable<StreamRecord[]>,
  accumulator: Accumulator,
): AsyncGenerator<RunEvent> {
  const out: RunEvent[] = []
  for await (const batch of records) {
    const failure = takeRecords(batch, accumulator, out)
    for (const event of out) yield event
    out.length = 0
    if (failure) throw failure
    if (accumulator.isComplete()) return
  }
}

/**
 * Lets the accumulator take records; what a view should hear of them is appended to `out`. Answers what stopped it, so
 * that whatever came before can still be told.
 */
export function takeRecords(records: StreamRecord[], accumulator: Accumulator, out: RunEvent[]): RequestFailure | null {
  try {
    for (const record of records) {
      const event = readRecord(record)
      if (event !== null) accumulator.take(event, out)
      if (accumulator.isComplete()) return null
    }
    return null
  } catch (error) {
    if (error instanceof RequestFailure) return error
    throw error
  }
}

/** A batch in parts: one record at a time until the first delta has come, so that it is told before the others are read. */
export function* upToFirstDelta(batch: StreamRecord[], accumulator: Accumulator): Generator<StreamRecord[]> {
  let taken = 0
  while (accumulator.firstDeltaMs() === null && taken < batch.length) {
    taken += 1
    yield batch.slice(taken - 1, taken)
  }
  if (taken < batch.length) yield taken === 0 ? batch : batch.slice(taken)
}

function parse(data: string): JsonObject {
  try {
    const value: unknown = JSON.parse(data)
    // Safe: what JSON.parse makes is JSON, and an object is checked for.
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject
  } catch (error) {
    throw new RequestFailure('unreadable-event', { said: data }, error)
  }
  throw new RequestFailure('unreadable-event', { said: data })
}

/** `{type: "error", error: {type, message}, request_id}` (Messages API reference, streaming); compatible servers send less. */
function streamError({ error, request_id }: JsonObject): RequestFailure {
  const { type, message, details } = (typeof error === 'object' && error !== null ? error : {}) as JsonObject
  const errorCode =
    typeof details === 'object' && details !== null && !Array.isArray(details) ? details.error_code : null
  return new RequestFailure('stream-error', {
    type: typeof type === 'string' ? type : null,
    errorCode: typeof errorCode === 'string' ? errorCode : null,
    requestId: typeof request_id === 'string' ? request_id : null,
    said: typeof message === 'string' ? message : JSON.stringify(error ?? null),
  })
}
