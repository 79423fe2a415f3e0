/**
 * What went wrong, as a view branches on it.
 * `needs-consent`: the call is possible, but only after the person agreed to what `facts` names. `conflict`: what would be
 * overwritten is not what the person saw. `secret`: what would be written holds a credential; `facts.places` says where.
 */
export type AppErrorKind =
  | 'no-api-key'
  | 'invalid-input'
  | 'needs-consent'
  | 'not-found'
  | 'conflict'
  | 'secret'
  | 'api'
  | 'network'
  | 'cancelled'
  | 'storage'
  | 'unexpected'

/** Facts beside the sentence: numbers in the unit their name carries, never a secret. */
export type AppErrorFacts = { [name: string]: string | number | boolean | string[] | null | undefined }

/** An error as it crosses to a view: neither IPC nor a socket carries a class. */
export type AppErrorData = { kind: AppErrorKind; message: string; facts: AppErrorFacts }

/** The only error a call may end in: a kind to branch on, a sentence that says what to do next, and facts. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly kind: AppErrorKind
  readonly facts: AppErrorFacts

  constructor(kind: AppErrorKind, message: string, facts: AppErrorFacts = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.kind = kind
    this.facts = facts
  }
}

/** The error as data. What is no AppError becomes `unexpected` with a sentence that gives nothing away. */
export function toErrorData(error: unknown): AppErrorData {
  if (error instanceof AppError) return { kind: error.kind, message: error.message, facts: error.facts }
  return {
    kind: 'unexpected',
    message: 'Something went wrong inside Antiphon. Nothing was lost; the log file names the place.',
    facts: {},
  }
}

/** The error a view catches, made again from its data. */
export function fromErrorData(data: AppErrorData): AppError {
  return new AppError(data.kind, data.message, data.facts)
}
