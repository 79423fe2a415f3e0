// The shape of a run in a file that somebody else may have made. Apart from run.ts, so that views load no schemas.
import { z } from 'zod'
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import { content, jsonValue, promptSchema } from '../prompt/prompt-schema.ts'
import type { MessagesRequest } from '../request/request.ts'
import type { JsonObject } from '../text/json.ts'
import { longestNote, type RunMarks } from './history.ts'
import type { Run } from './run.ts'

const short = z.string().max(500)
const text = z.string().max(10_000)
const count = z.number().int().min(0).nullable()
const amount = z.number().min(0).nullable()
const moment = z.iso.datetime()
const blocks = z
  .array(z.looseObject({ type: z.string().max(200) }).catchall(jsonValue))
  .max(100_000) as unknown as z.ZodType<ContentBlock[]>

const request = z.object({
  apiVersion: short,
  versionReason: text,
  headers: z.record(z.string().max(200), z.string().max(10_000)).optional(),
  body: z
    .looseObject({
      model: short,
      max_tokens: z.number(),
      system: content.optional(),
      messages: z.array(z.object({ role: z.enum(['user', 'assistant', 'system']), content })).max(100_000),
      stream: z.boolean().optional(),
    })
    .catchall(jsonValue),
}) as unknown as z.ZodType<MessagesRequest>

const usage = z.looseObject({ input_tokens: z.number(), output_tokens: z.number() }).catchall(jsonValue)

const cost = z.object({
  usd: amount,
  knownUsd: z.number().min(0),
  model: short.nullable(),
  tier: z.enum(['standard', 'longContext', 'fast']).nullable(),
  lines: z
    .array(
      z.object({
        kind: z.enum(['input', 'cache-write-5m', 'cache-write-1h', 'cache-read', 'output']),
        tokens: z.number(),
        usdPerMTok: amount,
        isOwn: z.boolean(),
        usd: amount,
      }),
    )
    .max(20),
  factors: z.array(z.object({ kind: z.enum(['geo', 'batch']), factor: z.number().nullable() })).max(20),
  unpriced: z.array(z.object({ name: short, count: z.number() })).max(100),
})

const error = z.object({
  kind: z.enum([
    'no-api-key',
    'invalid-input',
    'needs-consent',
    'not-found',
    'conflict',
    'api',
    'network',
    'cancelled',
    'storage',
    'unexpected',
  ]),
  message: text,
  facts: z.record(
    z.string().max(100),
    z.union([z.string().max(10_000), z.number(), z.boolean(), z.array(text).max(100), z.null()]),
  ),
  title: text,
  advice: text,
  said: text.nullable(),
  status: z.number().int().nullable(),
  type: short.nullable(),
  field: short.nullable().optional(),
})

const attempt = z.object({
  number: z.number().int(),
  startedAt: moment,
  status: z.number().int().nullable(),
  durationMs: amount,
  requestId: short.nullable(),
  failure: text.nullable(),
  waitMs: amount,
  waitReason: text.nullable(),
  askedWaitMs: amount.optional(),
})

const runSchema = z.object({
  id: z.string().min(1).max(100),
  promptId: short,
  promptName: short,
  connectionId: short,
  connectionName: short,
  model: short,
  apiVersion: z.string().max(100),
  startedAt: moment,
  // A run that goes on somewhere else is not one that has been.
  state: z.enum(['completed', 'stopped', 'truncated', 'failed']),
  stopReason: short.nullable(),
  status: z.number().int().nullable(),
  inputTokens: count,
  outputTokens: count,
  costUsd: amount,
  durationMs: amount,
  excerpt: text,
  url: text,
  request,
  prefill: z.string(),
  response: z.object({
    id: short.nullable(),
    model: short.nullable(),
    content: blocks,
    stop_reason: short.nullable(),
    stop_sequence: text.nullable(),
    stop_details: jsonValue,
  }),
  usage: usage.nullable() as unknown as z.ZodType<(Run['usage'] & JsonObject) | null>,
  cost: cost.nullable(),
  error: error.nullable(),
  attempts: z.array(attempt).max(1_000),
  requestId: short.nullable(),
  firstTokenMs: amount,
}) satisfies z.ZodType<Run>

const header = z.object({ name: text, value: z.string().max(1_000_000), isSecret: z.literal(true).optional() })
const headers = z.array(header).max(10_000)
const tried = { attempt: z.number().int().min(1).max(1_000) }
const atMs = z.number().min(0)

/**
 * A step of what went over the wire, in the order in which it happened. `isRecorded`: the body that was sent is the run's request, and
 * `body` is `null`; `hasFiles`: references to stored files stand in it. A stretch of the answer's body is text, or base64
 * where it is none; `marks` tell how many bytes arrived when, in milliseconds from sending.
 */
export type KeptWireEntry = z.infer<typeof wireEntry>
const wireEntry = z.discriminatedUnion('kind', [
  z.object({
    ...tried,
    kind: z.literal('request'),
    sentAt: moment,
    method: short,
    url: text,
    headers,
    bytes: z.number().int().min(0),
    isRecorded: z.boolean(),
    hasFiles: z.literal(true).optional(),
    body: z.string().nullable(),
  }),
  z.object({ ...tried, kind: z.literal('sent'), headers }),
  z.object({ ...tried, kind: z.literal('response'), atMs, status: z.number().int(), statusText: text, headers }),
  z.object({
    ...tried,
    kind: z.literal('bytes'),
    marks: z.array(z.tuple([z.number().int().min(0), atMs])).max(1_000_000),
    text: z.string().optional(),
    base64: z.base64().optional(),
  }),
  z.object({ ...tried, kind: z.literal('end'), atMs, bytes: z.number().int().min(0), failure: text.nullable() }),
])

/** A run as a file holds it: with what it was made from, and what the person added. */
export type KeptRun = { run: Run; prompt: Prompt | null } & RunMarks

/** Fields that are not known are left out. */
export const keptRunSchema = z.object({
  run: runSchema,
  prompt: promptSchema.nullable().default(null),
  isStarred: z.boolean().default(false),
  note: z.string().max(longestNote).default(''),
}) satisfies z.ZodType<KeptRun>

/** More entries are no log of a run. */
const mostWireEntries = 100_000

/** A run as a line of an export holds it. `wireLines`: how many lines with its wire follow; earlier files have all of it in `wire`. */
export type ExportedRun = KeptRun & { wireLines?: number | undefined; wire?: KeptWireEntry[] | undefined }

export const exportedRunSchema = keptRunSchema.extend({
  wireLines: z.number().int().min(0).max(mostWireEntries).optional(),
  wire: z.array(wireEntry).max(mostWireEntries).optional(),
}) satisfies z.ZodType<ExportedRun>

/** A line behind that of its run, one for each entry: a log of any length is written and read without being held as a whole. */
export type ExportedWire = { runId: string; wire: KeptWireEntry }

/** Of such a line what is more than a name. */
export const wireLineSchema = z.object({ wire: wireEntry })
