import { createIdleLimit } from './idle-limit.ts'
import { connectionFailure, RequestFailure } from './request-failure.ts'
import type { FetchLimits, Watch } from './wire.ts'

type Chunk = Uint8Array<ArrayBuffer>
type BodyOptions = {
  limits: FetchLimits
  wallClock: () => number
  watch: Watch
  /** Closes the socket. */
  stop: () => void
}

/** Time and bytes that a body may still take after its reader has what it wanted, so that the connection can be used again. */
const lingering = { ms: 1_000, bytes: 65_536 }

/**
 * The same body, read chunk by chunk as its reader asks (a paused reader pauses the server), that fails with a RequestFailure
 * when it is silent too long, too large, or when the connection is lost. Who leaves it early has cancelled it.
 */
export function watchBody(
  body: ReadableStream<Chunk>,
  { limits, wallClock, watch, stop }: BodyOptions,
): AsyncIterableIterator<Chunk> {
  const reader = body.getReader()
  const { observers } = watch
  const idle = createIdleLimit(limits, wallClock)
  let bytes = 0
  let hasEnded = false

  const end = (failure: RequestFailure | null) => {
    if (hasEnded) return
    hasEnded = true
    idle.end()
    watch.failure ??= failure
    for (const { onEnd } of observers) onEnd?.(failure)
  }
  const give = (failure: RequestFailure): never => {
    end(failure)
    stop()
    throw failure
  }

  return {
    // No buffer of our own: a chunk is read when the consumer asks for it.
    next: async () => {
      if (hasEnded) return { done: true, value: undefined }
      const read = await idle.wait(reader.read()).catch((error: unknown) => give(connectionFailure(error)))
      if (read.done) {
        end(null)
        return read
      }
      bytes += read.value.byteLength
      for (const { onBytes } of observers) onBytes?.(read.value)
      if (bytes > limits.mostBytes) give(new RequestFailure('too-large', { limit: limits.mostBytes }))
      return read
    },
    return: async () => {
      if (hasEnded) return { done: true, value: undefined }
      end(null)
      void linger(reader).then((isOver) => isOver || stop())
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

/** The same response with this body, for who wants it whole. */
export function withBody({ status, statusText, headers }: Response, chunks: AsyncIterator<Chunk>): Response {
  const stream = new ReadableStream<Chunk>(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => void chunks.return?.(),
    },
    { highWaterMark: 0 },
  )
  return new Response(stream, { status, statusText, headers })
}

/**
 * Reads on for a moment and drops what comes: a body that is read to its end gives its connection back. Answers whether it
 * ended, so that nothing is left to stop: stopping what has ended costs as much as describing an error does.
 */
async function linger(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<boolean> {
  let bytes = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), lingering.ms)
    timer.unref()
  })
  try {
    while (bytes < lingering.bytes) {
      const read = await Promise.race([reader.read(), tooLong])
      if (read === 'late' || read.done) return read !== 'late'
      bytes += read.value.byteLength
    }
    return false
  } catch {
    // The connection is gone.
    return true
  } finally {
    clearTimeout(timer)
  }
}
