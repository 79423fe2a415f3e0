import type { AppErrorData } from '../app-error.ts'
import type { Cost } from '../models/cost.ts'
import type { ContentBlock } from '../prompt/prompt.ts'
import type { MessagesRequest } from '../request/request.ts'
import type { JsonValue } from '../text/json.ts'
import type { Usage } from './usage.ts'

/**
 * How a run stands. Every run ends in exactly one of the last four: `completed` (message_stop came), `stopped` (by the
 * user), `truncated` (the connection or the app ended before message_stop), `failed` (an error, also one inside the stream).
 */
export type RunState = 'running' | 'completed' | 'stopped' | 'truncated' | 'failed'

/** One HTTP try of a run. `status` is null while no response line came; `waitMs` is the pause before the next try. */
export type Attempt = {
  number: number
  startedAt: string
  status: number | null
  /** Milliseconds until the response's headers came, or until the try failed. */
  durationMs: number | null
  requestId: string | null
  /** In the API's words, or the network's; null where the try succeeded. */
  failure: string | null
  waitMs: number | null
  waitReason: string | null
  /** What the server asked to wait where that is longer than Antiphon waits by itself. */
  askedWaitMs?: number | null
  /** When the next try begins; there only while it is waited for. */
  retryAt?: string | null
}

/** What came back, accumulated from the stream; complete only when the run is. */
export type RunResponse = {
  id: string | null
  model: string | null
  content: ContentBlock[]
  stop_reason: string | null
  stop_sequence: string | null
  stop_details: JsonValue
}

/** What went wrong on a run: what to tell, what the API said word for word, and what to do next. */
export type RunError = AppErrorData & {
  /** One line: what happened. */
  title: string
  /** What to do next, in one or two sentences. */
  advice: string
  /** The API's or network's own words, at most 2,000 characters; text only. */
  said: string | null
  status: number | null
  type: string | null
  /** The field of the request that the API's words name, by its path; absent in runs that are older than this. */
  field?: string | null
}

/** What a list of runs shows; all of it is also in the record. */
export type RunSummary = {
  id: string
  promptId: string
  promptName: string
  connectionId: string
  connectionName: string
  model: string
  /** The `anthropic-version` that it was sent under. */
  apiVersion: string
  startedAt: string
  state: RunState
  stopReason: string | null
  status: number | null
  inputTokens: number | null
  outputTokens: number | null
  costUsd: number | null
  durationMs: number | null
  /** First words of the answer, or of the error. */
  excerpt: string
}

/** One request with its response or error, timing and cost; unchanged once ended. */
export type Run = RunSummary & {
  /** Where it went, without key: scheme, host and path. */
  url: string
  request: MessagesRequest
  prefill: string
  response: RunResponse
  usage: Usage | null
  /** What `costUsd` was reckoned from, at the prices of then; `null` without usage, and for runs older than this record. */
  cost: Cost | null
  error: RunError | null
  attempts: Attempt[]
  requestId: string | null
  /** Milliseconds from sending to the first text, thinking or tool delta. */
  firstTokenMs: number | null
}

/** What a view hears of a run while it goes. Deltas of one block come in order; their texts joined are the block's. */
export type RunEvent =
  | { type: 'start'; run: Run }
  | { type: 'attempt'; attempt: Attempt }
  | { type: 'message-start'; id: string | null; model: string | null; usage: Usage | null; requestId: string | null }
  | { type: 'block-start'; index: number; block: ContentBlock }
  | { type: 'block-delta'; index: number; field: DeltaField; text: string; isFirst?: boolean; atMs?: number }
  | { type: 'block-end'; index: number; block: ContentBlock }
  | { type: 'usage'; usage: Usage }
  | { type: 'end'; run: Run }

/** Which string of a block grows: `text`, `thinking`, or the JSON text of a tool's input. */
export type DeltaField = 'text' | 'thinking' | 'input'

/**
 * Two neighbouring events as one, or `null` where they must stay two. Merging is what keeps a fast stream at one message
 * per frame: the texts are joined, so nothing is lost.
 */
export function mergeRunEvents(earlier: RunEvent, later: RunEvent): RunEvent | null {
  if (earlier.type === 'usage' && later.type === 'usage') return later
  if (earlier.type !== 'block-delta' || later.type !== 'block-delta') return null
  if (earlier.index !== later.index || earlier.field !== later.field) return null
  return { ...earlier, text: earlier.text + later.text }
}

/** Whether an event must not wait for the next frame: the first token and the end. */
export function isUrgentRunEvent(event: RunEvent): boolean {
  return event.type === 'end' || event.type === 'start' || (event.type === 'block-delta' && event.isFirst === true)
}

/** The answer's text: prefill, if any, joined with the text blocks. */
export function answerText(response: RunResponse, prefill = ''): string {
  const texts = response.content.flatMap((block) =>
    block.type === 'text' && typeof block.text === 'string' ? [block.text] : [],
  )
  return prefill + texts.join('')
}
