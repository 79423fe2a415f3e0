// The only file that talks to the Messages API. The SDK is loaded at the first request, because loading it costs more than
// starting the core does.
import type Anthropic from '@anthropic-ai/sdk'
import type { APIError, ClientOptions } from '@anthropic-ai/sdk'
import type { LiveModel } from '#shared/models/live-models'
import { countBody, type MessagesRequest } from '#shared/request/request'
import type { WireHeader } from '#shared/runs/wire'
import { conceal } from './conceal.ts'
import type { Destination } from './destination.ts'
import { listModels } from './list-models.ts'
import { connectionFailure, RequestFailure } from './request-failure.ts'
import { readServerSentEvents } from './sse.ts'
import type { StreamRecord } from './stream-record.ts'
import { readJson, testKey } from './test-key.ts'
import { createWatchedFetch } from './watched-fetch.ts'
import { type FetchLimits, fetchLimits, type Watch, type WatchedInit, type WireObserver } from './wire.ts'

export type CallOptions = { signal: AbortSignal; observers?: WireObserver[] }

export type MessagesApi = {
  /** Loads the SDK, so that no clock of a run counts that. Never rejects: what is wrong shows when a request is sent. */
  prepare: () => Promise<void>
  /**
   * One HTTP try of a run, up to the response's headers; answers its server-sent events, in batches as they arrive, read
   * from the socket only as they are asked for. Rejects with a RequestFailure, also on abort.
   */
  open: (
    destination: Destination,
    request: MessagesRequest,
    options: CallOptions,
  ) => Promise<AsyncIterable<StreamRecord[]>>
  /** The exact number of input tokens, from count_tokens. Rejects with a RequestFailure. */
  countTokens: (destination: Destination, request: MessagesRequest, options: CallOptions) => Promise<number>
  /** All models that the server lists; `null` where it has no such list. Rejects with a RequestFailure. */
  listModels: (destination: Destination, options: CallOptions) => Promise<LiveModel[] | null>
  /** Asks the server for something that costs nothing; answers in a sentence, rejects with an AppError in its words. */
  testKey: (destination: Destination, options: CallOptions) => Promise<{ message: string }>
}

export type MessagesApiOptions = {
  limits?: Partial<FetchLimits>
  /** Longest wait for the headers of a response; Node's own fetch gives up after 300 s. */
  headersTimeoutMs?: number
  /** Told the header lines of every response to a run, whatever its status. */
  onHeaders?: (connectionId: string, lines: readonly WireHeader[]) => void
  /** The wall clock in milliseconds since 1970. */
  wallClock?: () => number
  /** Models asked for at a time; the API gives at most 1,000. */
  modelsPerPage?: number
}

const shortTimeoutMs = 30_000

type Call = {
  path: string
  query?: object
  body?: object
  version: string
  /** The prompt's own, beside what every request has. */
  headers?: MessagesRequest['headers']
  expects: Watch['expects']
  timeout?: number
}

/** The API over HTTP, by way of the official SDK, with one client per destination. */
export function createMessagesApi({
  limits = {},
  headersTimeoutMs = 290_000,
  wallClock = Date.now,
  modelsPerPage = 1_000,
  onHeaders = () => {},
}: MessagesApiOptions = {}): MessagesApi {
  const clients = new Map<string, { fingerprint: string; client: Anthropic }>()
  let loading: Promise<unknown> | null = null

  /** One client per connection, made anew when its address, key or credential kind changed. */
  const clientFor = async (destination: Destination): Promise<Anthropic> => {
    const { connection, baseUrl, key } = destination
    const fingerprint = JSON.stringify([baseUrl, key, connection.credential])
    const known = clients.get(connection.id)
    if (known?.fingerprint === fingerprint) return known.client
    const client = await createClient(destination, { ...fetchLimits, ...limits }, headersTimeoutMs, wallClock)
    clients.set(connection.id, { fingerprint, client })
    return client
  }

  const send = async (
    destination: Destination,
    call: Call,
    { signal, observers = [] }: CallOptions,
  ): Promise<{ response: Response; events: Watch['events'] }> => {
    const watch: Watch = { expects: call.expects, observers, failure: null, events: null }
    const init: WatchedInit = { watch }
    try {
      const headers = requestHeaders(destination, call)
      const client = await clientFor(destination)
      signal.throwIfAborted()
      // `post` and not `messages.create`: that one prints notes on the console and moves two body fields into headers,
      // and what is shown is what is sent. The cast: `watch` is a field of ours that only our own fetch reads.
      const fetchOptions = init as ClientOptions['fetchOptions']
      const options = { headers, signal, fetchOptions, ...(call.timeout ? { timeout: call.timeout } : {}) }
      const answer = call.body
        ? client.post(call.path, { ...options, body: call.body })
        : client.get(call.path, { ...options, query: call.query })
      const response = await answer.asResponse()
      return { response, events: watch.events }
    } catch (error) {
      throw watch.failure ?? toFailure(error, signal)
    }
  }

  const ask = async (destination: Destination, call: Call, options: CallOptions): Promise<Response> =>
    (await send(destination, call, options)).response

  return {
    prepare: async () => {
      // Asking for a module that is there already still takes a quarter of a millisecond.
      loading ??= import('@anthropic-ai/sdk').catch(() => {
        loading = null
      })
      await loading
    },
    open: async (destination, { apiVersion, headers, body }, options) => {
      const call: Call = { path: '/v1/messages', body, version: apiVersion, headers, expects: 'events' }
      const listener: WireObserver = {
        onResponse: ({ lines }) => void setImmediate(() => onHeaders(destination.connection.id, lines())),
      }
      const observers = [...(options.observers ?? []), listener]
      const { events } = await send(destination, call, { ...options, observers })
      return events ? readServerSentEvents(events) : nothing()
    },
    countTokens: async (destination, { apiVersion, headers, body }, options) => {
      const call: Call = {
        path: '/v1/messages/count_tokens',
        body: countBody(body),
        version: apiVersion,
        headers,
        expects: 'json',
        timeout: shortTimeoutMs,
      }
      const answer = await readJson(await ask(destination, call, options))
      const tokens =
        answer !== null && typeof answer === 'object' && 'input_tokens' in answer ? answer.input_tokens : null
      if (typeof tokens !== 'number') throw new RequestFailure('not-an-answer', { said: JSON.stringify(answer) })
      return tokens
    },
    listModels: (destination, options) =>
      listModels(destination.connection.kind, modelsPerPage, (query) =>
        ask(
          destination,
          { path: '/v1/models', query, version: '2023-06-01', expects: 'json', timeout: shortTimeoutMs },
          options,
        ),
      ),
    testKey: (destination, options) => testKey(destination, (call) => ask(destination, call, options)),
  }
}

/** A client for one destination, which prints as its name alone. */
export async function createClient(
  { baseUrl, connection, key: ownKey }: Destination,
  limits: FetchLimits,
  timeout: number,
  wallClock: () => number,
): Promise<Anthropic> {
  const { Anthropic } = await import('@anthropic-ai/sdk')
  const key =
    connection.credential === 'none' ? null : (ownKey ?? (connection.kind === 'simulator' ? 'simulator' : null))
  const isBearer = connection.credential === 'bearer' || connection.credential === 'both'
  const isXApiKey = connection.credential === 'x-api-key' || connection.credential === 'both'
  const client = new Anthropic({
    // Never null: without a credential the SDK would look for one in the environment and in profile files on the disk.
    apiKey: key ?? 'none',
    authToken: null,
    webhookKey: null,
    baseURL: baseUrl,
    defaultHeaders: {
      ...(isBearer && key !== null ? {} : { Authorization: null }),
      ...(isXApiKey && key !== null ? { 'X-Api-Key': key } : {}),
    },
    maxRetries: 0,
    timeout,
    fetch: createWatchedFetch({ origin: new URL(baseUrl).origin, limits, wallClock }),
    fetchOptions: { redirect: 'error' },
    openTelemetry: false,
    // At its own level the SDK prints the text of an event that it cannot parse.
    logger: { error: ignore, warn: ignore, info: ignore, debug: ignore },
    logLevel: 'off',
  })
  // Printed, it would show the key twice; so would all that points back to it.
  return conceal(client, 'client of the Messages API')
}

/** The records of a response without a body. */
async function* nothing(): AsyncGenerator<never> {}

function ignore(): void {}

/** The headers of one request. Throws `unsendable` for a value that no header can carry, without quoting it. */
function requestHeaders(
  { connection, key, scenario }: Destination,
  { version, headers }: Call,
): Record<string, string> {
  for (const [name, value] of Object.entries({
    'the key': key,
    'the API version': version,
    'the scenario': scenario,
  })) {
    if (value !== null && !/^[\x20-\x7e]*$/.test(value)) throw new RequestFailure('unsendable', { said: name })
  }
  const isSimulated = connection.kind === 'simulator' && scenario !== null
  return { ...headers, 'anthropic-version': version, ...(isSimulated ? { 'x-simulator-scenario': scenario } : {}) }
}

/** What the SDK threw, as a RequestFailure. */
function toFailure(error: unknown, signal: AbortSignal): RequestFailure {
  if (error instanceof RequestFailure) return error
  if (signal.aborted) return new RequestFailure('connection', { said: null }, error)
  if (isApiError(error) && error.status !== undefined) {
    const { status, headers, type, errorCode, requestID, apiMessage, message } = error
    const said = apiMessage ?? message.replace(`${status} `, '')
    return new RequestFailure('status', { status, headers, type, errorCode, requestId: requestID ?? null, said }, error)
  }
  if (error instanceof Error && error.name === 'APIConnectionTimeoutError')
    return new RequestFailure('headers-timeout', {}, error)
  return connectionFailure(error)
}

function isApiError(error: unknown): error is APIError {
  return error instanceof Error && 'apiMessage' in error
}
