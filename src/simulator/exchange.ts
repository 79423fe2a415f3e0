// One request and its response, with what everything that answers it needs.
import type { IncomingMessage, ServerResponse } from 'node:http'

/** Thrown inside an exchange whose client has left: ends it without an answer. */
export class ClientGone extends Error {}

export type Exchange = {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  /** The request's body, empty where there is none, and whether it was above the limit. */
  body: string
  isTooLarge: boolean
  requestId: string
  /** Aborts when the client leaves or the simulator closes. */
  signal: AbortSignal
  now: () => Date
}

const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * Waits; throws ClientGone as soon as the client leaves, leaving no timer behind.
 * @param ms Milliseconds; `Infinity` waits for the client to leave.
 */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new ClientGone())
    const leave = () => {
      clearTimeout(timer)
      reject(new ClientGone())
    }
    const timer = setTimeout(
      () => {
        signal.removeEventListener('abort', leave)
        resolve()
      },
      Math.min(ms, LONGEST_TIMER_MS),
    )
    signal.addEventListener('abort', leave, { once: true })
  })
}
