import type { Answer, EventOf, Input, OnceName, StreamName } from '#shared/contract'

/** The core, as a view sees it: the same in the desktop window, in a browser tab and in a test. Errors are AppErrors. */
export type Host = {
  /** Asks once. Aborting the signal ends the work behind it and rejects at once with an AppError of kind `cancelled`. */
  call: <Name extends OnceName>(
    name: Name,
    input: Input<Name>,
    options?: { signal?: AbortSignal },
  ) => Promise<Answer<Name>>
  /**
   * Opens a stream. Events come in batches, at most one per screen frame. Leaving the loop or aborting the signal ends the
   * work behind it; after an abort the loop ends without an error.
   */
  stream: <Name extends StreamName>(
    name: Name,
    input: Input<Name>,
    options?: { signal?: AbortSignal },
  ) => AsyncIterable<EventOf<Name>[]>
  /** Calls back once when the core is gone: the window must be reloaded. */
  onLost: (listener: () => void) => void
}
