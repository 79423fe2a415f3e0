import type { Answers, CallName, CheckedInput } from '#shared/contract'

/** What a handler gets besides its input: a signal that aborts when the view left or cancelled. */
export type HandlerContext = { signal: AbortSignal }

export type Handler<Name extends CallName> = (input: CheckedInput<Name>, context: HandlerContext) => Answers[Name]

/** One handler for every call of the contract. */
export type Handlers = { [Name in CallName]: Handler<Name> }

/** The handlers of one area: `HandlersOf<'runs'>` demands every `runs.*` call. */
export type HandlersOf<Area extends string> = Pick<Handlers, Extract<CallName, `${Area}.${string}`>>
