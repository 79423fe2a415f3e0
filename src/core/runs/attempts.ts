import type { MessagesRequest } from '#shared/request/request'
import type { Attempt } from '#shared/runs/run'
import type { Destination } from '../api/destination.ts'
import type { MessagesApi } from '../api/messages-api.ts'
import { connectionFailure, type RequestFailure } from '../api/request-failure.ts'
import { nextTry, type Retry } from '../api/retry.ts'
import type { RetryWait } from '../api/retry-wait.ts'
import type { StreamRecord } from '../api/stream-record.ts'
import { withoutKey } from '../keys/without-key.ts'
import { attemptFailure } from './run-error.ts'
import type { WireRecorder } from './wire-recorder.ts'

export type AttemptsOptions = {
  api: MessagesApi
  destination: Destination
  request: MessagesRequest
  signal: AbortSignal
  now: () => Date
  wait: RetryWait
  /** What writes down what the try of this number leaves on the wire. */
  recordWire: (attempt: number) => WireRecorder
}

/** A stream whose first record has come, or whose body ended or broke off without one. */
export type BegunStream = {
  records: AsyncIterable<StreamRecord[]>
  head: StreamHead
  /** What records the try that came through: whoever reads the stream ends it. */
  wire: WireRecorder
}

/** How the answer's body began: enough to tell a web page from a stream that broke off. */
export type StreamHead = { bytes: number; text: () => string; status: number | null; headers: Headers }

const headLength = 1_000

/**
 * Tries until a response's body has begun, and returns the stream. Each try is yielded as it ends, and again when the wait
 * after it changes or is over. Nothing is tried again once a byte of the body has come. Throws the last RequestFailure, or
 * the signal's reason after an abort.
 */
export async function* tryUntilBegun(options: AttemptsOptions): AsyncGenerator<Attempt, BegunStream> {
  const { destination, signal, now, recordWire } = options
  for (let retries = 0; ; retries += 1) {
    const wire = recordWire(retries + 1)
    const attempt = startAttempt(retries + 1, now(), destination.key)
    let failure: RequestFailure
    try {
      const stream = await begin(options, attempt, wire)
      yield attempt.end({ failure: null })
      return stream
    } catch (error) {
      failure = connectionFailure(error)
    }
    const said = signal.aborted ? 'stopped by you' : attemptFailure(failure, destination.key)
    const { head } = attempt
    // Part of a body came with the failure: whoever takes the stream tells it, and ends the record.
    if (head.bytes > 0 && !signal.aborted) {
      yield attempt.end({ failure: said })
      return { records: startingWith(Promise.reject(failure)), head, wire }
    }
    await wire.end(said)
    const retry = signal.aborted ? null : nextTry(failure, retries, now())
    if (retry) yield* waitFor(retry, (outcome) => attempt.end({ failure: said, ...outcome }), options)
    else yield attempt.end({ failure: said })
    signal.throwIfAborted()
    if (!retry) throw failure
  }
}

type WaitOutcome = Retry & { retryAt?: string }

/** The pause before the next try: yields the try as it is known when the pause begins, is made longer, and has ended. */
async function* waitFor(
  retry: Retry,
  attemptWith: (outcome: WaitOutcome) => Attempt,
  { signal, now, wait }: AttemptsOptions,
): AsyncGenerator<Attempt> {
  const since = performance.now()
  const waitedMs = () => Math.round(performance.now() - since)
  let plan: Retry = retry
  for (;;) {
    const leftMs = Math.max(0, plan.waitMs - waitedMs())
    yield attemptWith({ ...plan, retryAt: new Date(now().getTime() + leftMs).toISOString() })
    const how = await wait.pause(leftMs, signal)
    if (how === 'asked' && plan.askedWaitMs !== undefined) {
      plan = { waitMs: plan.askedWaitMs, waitReason: 'the server asked for it, and you chose to wait' }
      continue
    }
    if (signal.aborted) plan = { waitMs: waitedMs(), waitReason: 'you stopped the run' }
    else if (how === 'now') plan = { waitMs: waitedMs(), waitReason: 'you retried at once' }
    yield attemptWith({ waitMs: plan.waitMs, waitReason: plan.waitReason })
    return
  }
}

type OpenAttempt = ReturnType<typeof startAttempt>

/** What is observed of one HTTP try. */
function startAttempt(number: number, at: Date, key: string | null) {
  const sentAt = performance.now()
  const beginning: Uint8Array[] = []
  const text = () => new TextDecoder().decode(Buffer.concat(beginning).subarray(0, headLength))
  const head: StreamHead = { bytes: 0, text, status: null, headers: new Headers() }
  let headersMs: number | null = null
  let endedMs: number | null = null
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
        if (head.bytes < headLength) beginning.push(chunk.slice(0, headLength))
        head.bytes += chunk.byteLength
      },
    },
    end: (outcome: { failure: string | null } & Partial<WaitOutcome>): Attempt => {
      endedMs ??= performance.now() - sentAt
      return {
        number,
        startedAt: at.toISOString(),
        status: head.status,
        durationMs: Math.round(headersMs ?? endedMs),
        requestId: withoutKey(head.headers.get('request-id'), key),
        failure: outcome.failure,
        waitMs: outcome.waitMs ?? null,
        waitReason: outcome.waitReason ?? null,
        askedWaitMs: outcome.askedWaitMs ?? null,
        retryAt: outcome.retryAt ?? null,
      }
    },
  }
}

/** Opens the response and reads up to its first record: a connection lost before that can be tried again. */
async function begin(
  { api, destination, request, signal }: AttemptsOptions,
  attempt: OpenAttempt,
  wire: WireRecorder,
): Promise<BegunStream> {
  const { head, observer } = attempt
  const records = await api.open(destination, request, { signal, observers: [observer, wire.observer] })
  const iterator = records[Symbol.asyncIterator]()
  const first = await iterator.next()
  return { records: startingWith(Promise.resolve(first), iterator), head, wire }
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
