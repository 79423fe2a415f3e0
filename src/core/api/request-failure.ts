/**
 * Why a request brought no complete answer:
 * `status`: the server answered with an HTTP error. `stream-error`: an `error` event came inside the stream.
 * `connection`: no connection, or it was lost. `cut-short`: the server ended the stream before `message_stop`. `headers-timeout`, `idle`: the server stayed silent too long.
 * `redirect`, `foreign-host`: the request would have gone to another place. `not-an-answer`: a success that is none.
 * `too-large`: more came than the cap allows. `unreadable-event`: an event that is not JSON.
 * `unsendable`: a value that no HTTP header can carry.
 */
export type FailureKind =
  | 'status'
  | 'stream-error'
  | 'connection'
  | 'cut-short'
  | 'headers-timeout'
  | 'idle'
  | 'redirect'
  | 'foreign-host'
  | 'not-an-answer'
  | 'too-large'
  | 'unreadable-event'
  | 'unsendable'

export type FailureFacts = {
  status?: number | null
  headers?: Headers | null
  /** `error.type` of the API's error body. */
  type?: string | null
  /** `error.details.error_code` of the API's error body. */
  errorCode?: string | null
  requestId?: string | null
  /** The operating system's or Node's code of a network error, such as ECONNREFUSED. */
  networkCode?: string | null
  /** The server's or network's own words, as long as they came: whoever shows them shortens and redacts them. */
  said?: string | null
  /** A limit that was reached, in seconds or bytes, as the kind says. */
  limit?: number
}

/** A failed request as the core passes it on; `toRunError` turns it into what a person reads. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure'
  readonly kind: FailureKind
  readonly facts: FailureFacts

  constructor(kind: FailureKind, facts: FailureFacts = {}, cause?: unknown) {
    // The message stays free of outside words: the SDK would read "timed out" in it as its own time-out.
    super(`request failed: ${kind}`, cause === undefined ? undefined : { cause })
    this.kind = kind
    this.facts = facts
  }
}

/** The code of a network error, looked for along the chain of causes; `null` where there is none. */
function networkCode(error: unknown): string | null {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if ('code' in cause && typeof cause.code === 'string') return cause.code
  }
  return null
}

/** The innermost message of a chain of causes: `fetch failed` alone tells nobody anything. */
function innermostMessage(error: unknown): string | null {
  let message: string | null = null
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    if (cause.message !== '') message = cause.message
  }
  return message
}

/** The failure behind whatever fetch or a body threw. */
export function connectionFailure(error: unknown): RequestFailure {
  if (error instanceof RequestFailure) return error
  const said = innermostMessage(error)
  return new RequestFailure('connection', { networkCode: networkCode(error), said }, error)
}
