import { AppError } from '#shared/app-error'
import { builtInConnections, type Connection } from '#shared/connections/connection'
import type { ModelInfo } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import type { MessagesRequest } from '#shared/request/request'
import type { Accumulator } from '#shared/runs/accumulate'
import type { Run, RunEvent } from '#shared/runs/run'
import type { Destination, ResolveDestination } from '../api/destination.ts'
import type { MessagesApi } from '../api/messages-api.ts'
import { RequestFailure } from '../api/request-failure.ts'
import { createRetryWait } from '../api/retry-wait.ts'
import { takeRecords, upToFirstDelta } from '../api/stream-record.ts'
import { notAnAnswer } from '../api/watched-fetch.ts'
import type { HandlersOf } from '../handlers.ts'
import type { FillRequest } from '../library/attachments.ts'
import type { Log } from '../log.ts'
import { type StreamHead, tryUntilBegun } from './attempts.ts'
import { createLiveRun, type Ending, type LiveRun } from './live-run.ts'
import { createPacedTurns, type LoopTurns } from './loop-turns.ts'
import { createReadTurns, type ReadTurns } from './read-turns.ts'
import { attemptFailure, toRunError } from './run-error.ts'
import { newRun } from './run-record.ts'
import type { RunStore } from './run-store.ts'
import { type GoingRuns, wireHandlers } from './run-wire.ts'
import { withFiles } from './wire-files.ts'
import { createWireRecorder, type WireRecorder } from './wire-recorder.ts'
import type { WireStore } from './wire-store.ts'

export type RunHandlersOptions = {
  store: RunStore
  wireStore: WireStore
  resolveDestination: ResolveDestination
  api: MessagesApi
  /** Puts the files themselves into the request that leaves; its record keeps the references. */
  fill: FillRequest
  /** Whose prices a run is reckoned at: those of its beginning. */
  models: () => Promise<readonly ModelInfo[]>
  log: Log['run']
  /** Told of an error that is a fault of Antiphon's own: the run only says that there was one. */
  onProblem?: (where: string, error: unknown) => void
  now: () => Date
  newId: () => string
}

/** What the runs that go at the same time share. */
type Shared = {
  going: GoingRuns
  begins: LoopTurns
  sends: LoopTurns
  reads: ReadTurns
  saves: LoopTurns
  closes: LoopTurns
  ends: LoopTurns
}

/**
 * What comes due for many runs in the same moment, because they were started together, is done for one after the other: each
 * takes about a millisecond, and windows are served in between. A run that goes alone waits for nothing.
 */
const everyMs = 4
/** To begin a run and to send it take longer: thirty have started after a quarter of a second. */
const startEveryMs = 8

export function runHandlers(options: RunHandlersOptions): HandlersOf<'runs'> {
  const { store } = options
  const going: GoingRuns = new Map()
  const shared: Shared = {
    going,
    begins: createPacedTurns(startEveryMs),
    sends: createPacedTurns(startEveryMs),
    reads: createReadTurns(),
    saves: createPacedTurns(everyMs),
    closes: createPacedTurns(everyMs),
    ends: createPacedTurns(everyMs),
  }
  return {
    'runs.start': ({ prompt }, { signal }) => startRun(prompt, signal, options, shared),
    'runs.list': (page) => store.list(page),
    'runs.get': async ({ id }) => {
      const run = await store.get(id)
      if (!run) throw new AppError('not-found', 'This run is not in the history any more.', { id })
      return run
    },
    'runs.prompt': ({ id }) => store.prompt(id),
    ...wireHandlers(withFiles(options.wireStore, options.fill), going),
  }
}

type Begun = { live: LiveRun; destination: Destination | null; problem: unknown }

/** One run, from its row in the database to its end. However it is left, its row ends in exactly one last state. */
async function* startRun(
  prompt: Prompt,
  signal: AbortSignal,
  options: RunHandlersOptions,
  shared: Shared,
): AsyncGenerator<RunEvent> {
  const departure = new AbortController()
  const stop = AbortSignal.any([signal, departure.signal])
  await shared.begins()
  const { live, destination, problem } = await beginRun(prompt, options, shared)
  const { accumulator, saver } = live
  const { id } = live.initial
  let head: StreamHead | null = null
  let wire: WireRecorder | null = null
  let wireFailure: string | null = 'stopped by you'
  // What holds unless the lines below say otherwise: the consumer left in the middle.
  let ending: Ending = { state: 'stopped', error: null }
  let ended: Run
  try {
    yield { type: 'start', run: live.snapshot() }
    if (!destination) throw problem
    stop.throwIfAborted()
    const request = await options.fill(live.initial.request)
    await shared.sends()
    stop.throwIfAborted()
    live.send()
    const stream = yield* connect(live, request, destination, stop, options, shared)
    head = stream.head
    wire = stream.wire
    const out: RunEvent[] = []
    // The records are pulled as they are told: a consumer that pauses pauses the socket.
    const isBeforeFirst = () => accumulator.firstDeltaMs() === null
    for await (const batch of shared.reads.read(stream.records, isBeforeFirst)) {
      for (const records of upToFirstDelta(batch, accumulator)) {
        const failure = takeRecords(records, accumulator, out)
        saver.touch()
        for (const event of out) yield event
        out.length = 0
        if (failure) throw failure
      }
      if (accumulator.isComplete()) break
    }
    if (!accumulator.isComplete()) throw cleanEnd(accumulator, stream.head)
    wireFailure = null
  } catch (error) {
    if (!stop.aborted) {
      ending = endingOf(error, head, destination, prompt)
      wireFailure = error instanceof RequestFailure ? attemptFailure(error, destination?.key ?? null) : null
      if (ending.error?.kind === 'unexpected') options.onProblem?.('runs.start', error)
    }
  } finally {
    if (!accumulator.isComplete()) departure.abort()
    await shared.closes()
    shared.going.delete(id)
    await wire?.end(accumulator.isComplete() ? null : wireFailure)
    await shared.ends()
    ended = await live.finish(ending)
    logRun(ended, options.log)
  }
  yield { type: 'end', run: ended }
}

/** Writes the run's row. A run exists before it can fail: also one that has no key, or whose simulator does not start. */
async function beginRun(
  prompt: Prompt,
  { store, resolveDestination, api, models, now, newId }: RunHandlersOptions,
  { saves }: Shared,
): Promise<Begun> {
  let destination: Destination | null = null
  let problem: unknown = null
  try {
    destination = await resolveDestination()
  } catch (error) {
    problem = error
  }
  const connection = destination ? { ...destination.connection, baseUrl: destination.baseUrl } : connectionOf(problem)
  const run = newRun(prompt, connection, { id: newId(), startedAt: now().toISOString() })
  const live = createLiveRun(run, store, await models(), saves)
  const begun = live.saver.begin(run)
  // The request does not wait for it, and leaves without it where it cannot be written.
  void begun.then(() => store.keepPrompt({ runId: run.id, prompt })).catch(() => {})
  await Promise.all([begun, api.prepare()])
  return { live, destination, problem }
}

/** The connection that an error names, as far as it does: there is a run to record even where there is nowhere to send it. */
function connectionOf(problem: unknown): Connection {
  const facts = problem instanceof AppError ? problem.facts : {}
  const id = typeof facts.connectionId === 'string' ? facts.connectionId : ''
  const name = typeof facts.connectionName === 'string' ? facts.connectionName : id
  const builtIn = builtInConnections.find((connection) => connection.id === id)
  return builtIn ?? { id, name, kind: 'custom', baseUrl: '', credential: 'bearer' }
}

/** Reports each HTTP try as it ends, and returns the stream of the one that came through. */
async function* connect(
  live: LiveRun,
  request: MessagesRequest,
  destination: Destination,
  signal: AbortSignal,
  { api, wireStore, now }: RunHandlersOptions,
  { going, saves }: Shared,
) {
  const { id: runId, request: recorded } = live.initial
  // The same files need not be written down with every run; what is anything else than was filled is kept as it is.
  const withoutFiles = (body: string) =>
    request !== recorded && body === JSON.stringify(request.body) ? JSON.stringify(recorded.body) : null
  const { key } = destination
  const wait = createRetryWait()
  const recordWire = (attempt: number) => {
    const wire = createWireRecorder({ store: wireStore, runId, attempt, key, now, withoutFiles, saves })
    going.set(runId, { wait, wire })
    return wire
  }
  const tries = tryUntilBegun({ api, destination, request, signal, now, wait, recordWire })
  for (;;) {
    const step = await tries.next()
    if (step.done) return step.value
    live.putAttempt(step.value)
    yield { type: 'attempt' as const, attempt: step.value }
  }
}

/** Why a body that ended without complaint is no whole answer: it was cut short, or it never was one. */
function cleanEnd(accumulator: Accumulator, head: StreamHead): RequestFailure {
  const isAnswer = accumulator.hasBegun() || /^\uFEFF?event: ?(message_start|ping)/.test(head.text())
  if (isAnswer) return new RequestFailure('cut-short')
  return notAnAnswer({ status: head.status ?? 200, headers: head.headers }, head.text())
}

const lossKinds = ['connection', 'cut-short', 'idle', 'too-large']

/** Truncated where an answer had begun and was lost; failed by everything else. */
function endingOf(error: unknown, head: StreamHead | null, destination: Destination | null, prompt: Prompt): Ending {
  const host = destination ? new URL(destination.baseUrl).host : ''
  const isLoss = error instanceof RequestFailure && lossKinds.includes(error.kind)
  const hasBegun = head !== null && head.bytes > 0
  return {
    state: isLoss && hasBegun ? 'truncated' : 'failed',
    error: toRunError(error, { host, key: destination?.key ?? null, model: prompt.model }),
  }
}

function logRun(run: Run, log: Log['run']): void {
  const { id, requestId, model, startedAt, durationMs, inputTokens, outputTokens, state } = run
  log({ runId: id, requestId, model, startedAt, durationMs, inputTokens, outputTokens, outcome: state })
}
