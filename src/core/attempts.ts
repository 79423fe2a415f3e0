import type { MessagesRequest } from '#shared/request'
import type { Attempt } from '#shared/run'
import type { Destination } from './destination.ts'
import type { MessagesApi } from './messages-api.ts'
import { connectionFailure, type RequestFailure } from './request-failure.ts'
import { nextTry, pause } from './retry.ts'
import { attemptFailure } from './run-error.ts'
import type { StreamRecord } from './stream-record.ts'
import { withoutKey } from './without-key.ts'

export type AttemptsOptions = {
  api: MessagesApi
  destination: Destination
  request: MessagesRequest
  signal: AbortSignal
  now: () => Date
}

/** A stream whose first record has come, or whose body ended or broke off without one. */
export type BegunStream = { records: AsyncIterable<StreamRecord[]>; head: StreamHead }

/** How the answer's body began: enough to tell a web page from a stream that broke off. */
export type StreamHead = { bytes: number; text: string; status: number | null; headers: Headers }

const headLength = 1_000

/**
 * Tries until a response's body has begun, yielding each try as it ends, and returns the stream. Nothing is tried again
 * once a byte of the body has come. Throws the last RequestFailure, or the signal's reason after an abort.
 */
export async function* tryUntilBegun(options: AttemptsOptions): AsyncGenerator<Attempt, BegunStream> {
  const { destination, signal, now } = options
  for (let retries = 0; ; retries += 1) {
    const attempt = startAttempt(retries + 1, now(), destination.key)
    let failure: RequestFailure
    try {
      const stream = await begin(options, attempt)
      yield attempt.end({ failure: null })
      return stream
    } catch (error) {
      failure = connectionFailure(error)
    }
    if (signal.aborted) {
      yield attempt.end({ failure: 'stopped by you' })
      throw signal.reason
    }
    const { head } = attempt
    const retry = head.bytes > 0 ? null : nextTry(failure, retries, now())
    yield attempt.end({ failure: attemptFailure(failure, destination.key), ...retry })
    if (head.bytes > 0) return { records: startingWith(Promise.reject(failure)), head }
    if (!retry) throw failure
    await pause(retry.waitMs, signal)
    signal.throwIfAborted()
  }
}

type OpenAttempt = ReturnType<typeof startAttempt>

/** What is observed of one HTTP try. */
function startAttempt(number: number, at: Date, key: string | null) {
  const sentAt = performance.now()
  const head: StreamHead = { bytes: 0, text: '', status: null, headers: new Headers() }
  let headersMs: number | null = null
  return {
    head,
    observer: {
      onResponse: ({ status, headers }: { status: number; headers: Headers }) => {
        headersMs = performance.now() - sentAt
        Object.assign(head, { status, headers })
      },
      onBytes: (chunk: Uint8Array) => {
        // The body of an error is no beginning of an answer.
        if (head.status === null || head.status >= 300) return
        head.bytes += chunk.byteLength
        if (head.text.length < headLength) head.text += new TextDecoder().decode(chunk.subarray(0, headLength))
      },
    },
    end: (outcome: { failure: string | null; waitMs?: number; waitReason?: string }): Attempt => ({
      number,
      startedAt: at.toISOString(),
      status: head.status,
      durationMs: Math.round(headersMs ?? performance.now() - sentAt),
      requestId: withoutKey(head.headers.get('request-id'), key),
      failure: outcome.failure,
      waitMs: outcome.waitMs ?? null,
      waitReason: outcome.waitReason ?? null,
    }),
  }
}

/** Opens the response and reads up to its first record: a connection lost before that can be tried again. */
async function begin(
  { api, destination, request, signal }: AttemptsOptions,
  attempt: OpenAttempt,
): Promise<BegunStream> {
  const { head, observer } = attempt
  const records = await api.open(destination, request, { signal, observer })
  const iterator = records[Symbol.asyncIterator]()
  const first = await iterator.next()
  return { records: startingWith(Promise.resolve(first), iterator), head }
}

/** The records of an iterator whose first step was already taken. Leaving it early closes the response. */
function startingWith(
  first: Promise<IteratorResult<StreamRecord[]>>,
  rest?: AsyncIterator<StreamRecord[]>,
): AsyncIterable<StreamRecord[]> {
  let isFirst = true
  const end: IteratorResult<StreamRecord[]> = { done: true, value: undefined }
  const iterator: AsyncIterator<StreamRecord[]> = {
    next: async () => {
      if (!isFirst) return (await rest?.next()) ?? end
      isFirst = false
      return await first
    },
    return: async () => (await rest?.return?.()) ?? end,
  }
  return { [Symbol.asyncIterator]: () => iterator }
}
