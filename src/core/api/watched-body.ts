import { connectionFailure, RequestFailure } from './request-failure.ts'
import type { FetchLimits, Watch } from './wire.ts'

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
 * The same response with a body that is read chunk by chunk as its reader asks (a paused reader pauses the server), and
 * that fails with a RequestFailure when it is silent too long, too large, or when the connection is lost.
 */
export function watchBody(response: Response, options: BodyOptions): Response {
  const { body, status, statusText, headers } = response
  if (!body) return response
  return new Response(watchedStream(body.getReader(), options), { status, statusText, headers })
}

function watchedStream(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  { limits, wallClock, watch, stop }: BodyOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { observers } = watch
  let bytes = 0
  let hasEnded = false

  const end = (failure: RequestFailure | null) => {
    if (hasEnded) return
    hasEnded = true
    watch.failure ??= failure
    for (const { onEnd } of observers) onEnd?.(failure)
  }
  const give = (failure: RequestFailure): never => {
    end(failure)
    stop()
    throw failure
  }

  // No buffer of our own: a chunk is read when the consumer asks for it.
  return new ReadableStream(
    {
      pull: async (controller) => {
        const read = await withIdleLimit(reader.read(), limits, wallClock).catch((error: unknown) =>
          give(connectionFailure(error)),
        )
        if (read.done) {
          end(null)
          controller.close()
          return
        }
        bytes += read.value.byteLength
        for (const { onBytes } of observers) onBytes?.(read.value)
        if (bytes > limits.mostBytes) give(new RequestFailure('too-large', { limit: limits.mostBytes }))
        controller.enqueue(read.value)
      },
      cancel: () => {
        end(null)
        void linger(reader).then((hasEnded) => hasEnded || stop())
      },
    },
    { highWaterMark: 0 },
  )
}

/**
 * What `pending` resolves to, unless it takes longer than `idleMs` by the wall clock. Timers stand still while a computer
 * sleeps, so the clock is looked at every few seconds; after a jump one more look is granted for what had already arrived.
 */
async function withIdleLimit<Value>(
  pending: Promise<Value>,
  limits: FetchLimits,
  wallClock: () => number,
): Promise<Value> {
  const { idleMs, checkEveryMs } = limits
  const startedAt = wallClock()
  let lookedAt = startedAt
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    const look = () => {
      const previous = lookedAt
      lookedAt = wallClock()
      const hasSlept = lookedAt - previous > checkEveryMs * 3
      if (lookedAt - startedAt >= idleMs && !hasSlept) {
        reject(new RequestFailure('idle', { limit: Math.round(idleMs / 1000) }))
      } else {
        const leftMs = idleMs - (lookedAt - startedAt)
        timer = setTimeout(look, Math.min(checkEveryMs, leftMs > 0 ? leftMs : checkEveryMs))
      }
    }
    timer = setTimeout(look, Math.min(checkEveryMs, idleMs))
  })
  try {
    return await Promise.race([pending, silence])
  } finally {
    clearTimeout(timer)
  }
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
