// What a scenario changes about one exchange. What it leaves out happens as the API does it.
import type { Answer, AnswerContext } from '../answer/answer.ts'
import type { Exchange } from '../exchange.ts'
import type { Pace } from '../pace.ts'
import type { StreamEvent } from '../stream.ts'
import type { Writer } from '../writer.ts'

export type Effect = {
  /** Answers in the API's place. */
  instead?: (exchange: Exchange) => Promise<void> | void
  /** Milliseconds before the headers. */
  headersMs?: number
  /** The pace of the events, given the usual one. */
  pace?: (usual: Pace) => Pace
  /** Another answer. */
  change?: (answer: Answer, context: AnswerContext) => Answer
  /** Other input tokens than those of the request, as far as the usage tells them. */
  inputTokens?: (answer: Answer, context: AnswerContext) => number
  /** Characters per delta. */
  chunk?: number
  /** Other events than those of the answer. */
  events?: (events: Iterable<StreamEvent>, exchange: Exchange) => Iterable<StreamEvent>
  /** Another way of sending the bytes. */
  write?: (writer: Writer, exchange: Exchange) => Writer
  /** Headers of a successful answer. */
  headers?: Record<string, string>
}

/** The values of a scenario's parameters, and whether the request asks for a stream. */
export type EffectInput = {
  number: (name: string) => number
  text: (name: string) => string
  isStreamed: boolean
}
