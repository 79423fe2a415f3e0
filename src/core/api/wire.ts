import type { WireHeader } from '#shared/runs/wire'
import type { RequestFailure } from './request-failure.ts'

/** A request as it is about to go out: without the lines that the transport adds. */
export type WireRequest = { method: string; url: string; headers: WireHeader[]; body: string | null }

/** Header lines, read when they are asked for: whoever has the time for it asks, and the first token waits for nobody. */
export type ReadLines = () => WireHeader[]

/**
 * What happens on the wire during one HTTP try; credentials are cut to their last four characters before anybody sees them.
 */
export type WireObserver = {
  /** What is about to go out, described when it is asked for. */
  onRequest?: (describe: () => WireRequest) => void
  /** The header lines as a connection took them, in their order. Not called where there was no connection. */
  onSent?: (lines: ReadLines) => void
  /** `lines`: the headers in the order and spelling in which they came. */
  onResponse?: (response: { status: number; statusText: string; headers: Headers; lines: ReadLines }) => void
  /** Every chunk of the response body as it is read; decoded where it came compressed. Not to be changed. */
  onBytes?: (chunk: Uint8Array) => void
  /** Called once, when the body has ended (`null`) or failed. */
  onEnd?: (failure: RequestFailure | null) => void
}

/** What one request expects, and who watches it. It travels to our fetch in `RequestInit`, which the SDK passes through. */
export type Watch = {
  expects: 'events' | 'json'
  observers: WireObserver[]
  failure: RequestFailure | null
  /**
   * The body of a response that is the expected stream of events: its own is read here and nowhere else, because a second
   * stream around it would cost as much again for every chunk.
   */
  events: AsyncIterable<Uint8Array> | null
}
export type WatchedInit = RequestInit & { watch?: Watch }

export type FetchLimits = {
  /** Silence on the body after which a response is given up; counts only while somebody waits for bytes. */
  idleMs: number
  /** How often the silence is measured. A clock that jumped between two looks means that the computer slept. */
  checkEveryMs: number
  /** Bytes of body after which a response is given up. */
  mostBytes: number
}

export const fetchLimits: FetchLimits = { idleMs: 120_000, checkEveryMs: 2_000, mostBytes: 256 * 1024 * 1024 }
