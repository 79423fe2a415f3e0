// Calls on runs: starting one, and what is kept of each.
import { z } from 'zod'
import type { Prompt } from '../prompt/prompt.ts'
import { promptSchema } from '../prompt/prompt-schema.ts'
import type { RunRow } from '../runs/history.ts'
import { isUrgentRunEvent, mergeRunEvents, type Run, type RunEvent } from '../runs/run.ts'
import type { WireAttempt, WireEventPage, WireText } from '../runs/wire.ts'
import { id, place, runFilter } from './fields.ts'
import type { StreamsOf } from './streams.ts'

const attempt = z.number().int().min(1).max(1_000)

export const runInputs = {
  'runs.start': z.object({ prompt: promptSchema }),
  /** `before`: the id of the oldest run already shown; the next page begins after it. */
  'runs.list': z.object({
    before: id.nullable(),
    limit: z.number().int().min(1).max(200),
    filter: runFilter.optional(),
  }),
  'runs.get': z.object({ id }),
  'runs.prompt': z.object({ id }),
  'runs.wire': z.object({ id }),
  'runs.wireText': z.object({
    id,
    attempt,
    part: z.enum(['request', 'response']),
    offset: place,
    limit: z.number().int().min(1).max(1_000_000),
  }),
  /** `attempt`: `null` asks for the last one. `after`: how many events to leave out. */
  'runs.events': z.object({ id, attempt: attempt.nullable(), after: place, limit: z.number().int().min(1).max(2_000) }),
  'runs.curl': z.object({ id, attempt }),
  'runs.retryNow': z.object({ id }),
  'runs.waitAsked': z.object({ id }),
}

export type RunAnswers = {
  /** One run, from its row in the database to its end. Leaving the stream stops the run and keeps what came. */
  'runs.start': AsyncIterable<RunEvent>
  'runs.list': Promise<{ runs: RunRow[]; hasMore: boolean }>
  'runs.get': Promise<Run>
  /** What a run was made from, variables unfilled; `null` for runs that are older than this record. */
  'runs.prompt': Promise<Prompt | null>
  /** The HTTP tries of a run, without bodies; empty where nothing was kept. */
  'runs.wire': Promise<WireAttempt[]>
  /** A part of a body, as text. */
  'runs.wireText': Promise<WireText>
  /** The server-sent events of a try; of one that goes on, as far as it has come. */
  'runs.events': Promise<WireEventPage>
  /** The request of a try as a command for a shell, which reads the key from the environment. */
  'runs.curl': Promise<{ text: string }>
  /** Ends the pause before the next try of a run; does nothing where there is none. */
  'runs.retryNow': Promise<null>
  /** Makes that pause as long as the server asked, where that is longer than Antiphon waits by itself. */
  'runs.waitAsked': Promise<null>
}

export const runStreams: StreamsOf<RunAnswers> = {
  'runs.start': { merge: mergeRunEvents, isUrgent: isUrgentRunEvent },
}
