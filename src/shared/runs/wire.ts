/** One header line as it went over the wire; the value of one that carries a credential is cut to its last four characters. */
export type WireHeader = { name: string; value: string; isSecret?: boolean }

/** One HTTP try of a run as it went over the wire, without its bodies. Milliseconds count from the moment of sending. */
export type WireAttempt = {
  number: number
  sentAt: string
  method: string
  url: string
  /** False while no connection had taken the request: `requestHeaders` are then the ones that were meant to go. */
  hasLeft: boolean
  requestHeaders: WireHeader[]
  requestBytes: number
  /** `null` while no response line came. */
  status: number | null
  statusText: string
  responseHeaders: WireHeader[]
  headersMs: number | null
  firstByteMs: number | null
  /** When the response ended or was given up; `null` while it goes on, or where Antiphon was closed meanwhile. */
  endMs: number | null
  /** Bytes of the response's body that came, unpacked where it came compressed. */
  responseBytes: number
  /** How many of them are kept: from the first on, up to a limit. */
  keptBytes: number
  /** Why the try failed, in the network's or Antiphon's words. */
  failure: string | null
}

/** Which body of a try: the one that was sent, or the one that came. */
export type WirePart = 'request' | 'response'

/** A part of a body as text; offsets and `total` count characters of the text. */
export type WireText = { text: string; total: number }

/** A text of which only a part is asked for: a slice that splits no character. */
export function sliceText(text: string, offset: number, limit: number): WireText {
  const end = Math.min(text.length, offset + limit)
  const code = text.charCodeAt(end - 1)
  const isSplit = end < text.length && end > offset + 1 && code >= 0xd800 && code <= 0xdbff
  return { text: text.slice(offset, isSplit ? end - 1 : end), total: text.length }
}

/** One server-sent event as it came. */
export type WireEvent = {
  /** Milliseconds from sending to the arrival of its last byte. */
  atMs: number
  /** The event's name; for a delta of a block the kind of delta, such as `text_delta`. */
  kind: string
  /** The event's data, at most as long as `longestEventData`. */
  data: string
  /** Characters of the whole data. */
  length: number
}

/** Characters of an event's data that are handed to a view. */
export const longestEventData = 100_000

/** Some events of one try, in order. `total` is how many came so far. */
export type WireEventPage = { attempt: number; events: WireEvent[]; total: number; hasEnded: boolean }

/** What a try left on the wire, as it is kept: a log that only grows. */
export type WireEntry =
  | {
      kind: 'request'
      sentAt: string
      method: string
      url: string
      headers: WireHeader[]
      /** With references to stored files in their place where `filledBytes` tells how many bytes left with the files. */
      body: string | null
      filledBytes?: number
    }
  /** The header lines that a connection took. */
  | { kind: 'sent'; headers: WireHeader[] }
  | { kind: 'response'; atMs: number; status: number; statusText: string; headers: WireHeader[] }
  /** A stretch of the body; `marks` tell how many bytes arrived when. */
  | { kind: 'bytes'; bytes: Uint8Array; marks: WireMark[] }
  | { kind: 'end'; atMs: number; bytes: number; failure: string | null }
export type WireMark = [bytes: number, atMs: number]
