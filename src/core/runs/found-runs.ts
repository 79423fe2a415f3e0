/**
 * What a history file holds, piece by piece, each with what to call it and how many of its bytes were read: a run, an entry of the wire of the
 * run before it (`runId`: whose it says it is, `null` where it does not say), or the reason why something is neither. `wire` is `null`
 * where the wire of that run cannot be read.
 */
export type Found = { name: string; done: number } & (
  | { value: unknown }
  | { wire: unknown; runId: unknown }
  | { wire: null }
  | { reason: string }
)

/** Nothing of the file can be imported; the message says why. */
export class Fault extends Error {}
