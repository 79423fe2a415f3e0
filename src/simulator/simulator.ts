// The Messages API on loopback: the same server for the app, its tests and the command line.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiError } from './api-error.ts'
import { createPromptCache } from './cache.ts'
import { ClientGone, type Exchange } from './exchange.ts'
import { newId, readBody, sendError } from './http.ts'
import { createRateLimits } from './rate-limits.ts'
import { createRecorder, type RecordedRequest } from './recorder.ts'
import { route } from './routes/router.ts'
import type { ApiState } from './routes/state.ts'
import { createScenarioState, type ScenarioState } from './scenarios/state.ts'
import { EndedEarly } from './writer.ts'

export type SimulatorOptions = {
  /** 0, the default, takes a free one. */
  port?: number
  host?: '127.0.0.1'
  /** What every request meets that names no scenario of its own, e.g. `cut?after=200`. */
  scenario?: string
  now?: () => Date
}

export type Simulator = {
  /** Base URL, such as `http://127.0.0.1:4010`. */
  url: string
  port: number
  /** The latest requests, oldest first; at most 200. */
  requests: RecordedRequest[]
  /** Sets or, with `null`, ends the scenario. Throws when there is no such scenario. */
  setScenario(text: string | null): void
  scenario(): string | null
  /** Ends every open answer and frees the port. */
  close(): Promise<void>
}

/** Starts a simulator; rejects with the system's error when the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', scenario, now = () => new Date() } = options
  const scenarios = createScenarioState()
  if (scenario) scenarios.set(scenario)
  const api: ApiState = { cache: createPromptCache(), rateLimits: createRateLimits() }
  const recorder = createRecorder(now)
  const server = createServer((request, response) => {
    void serve(request, response, { scenarios, api, recorder, now, server })
  })
  // A pooled connection that the server closes first looks like a fault that nobody asked for.
  server.keepAliveTimeout = 60_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://${host}:${bound}`,
    port: bound,
    requests: recorder.requests,
    setScenario: (text) => scenarios.set(text),
    scenario: () => scenarios.current(),
    close: () => close(server),
  }
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

const BASE = 'http://127.0.0.1/'

type Inside = {
  scenarios: ScenarioState
  api: ApiState
  recorder: ReturnType<typeof createRecorder>
  now: () => Date
  server: Server
}

async function serve(request: IncomingMessage, response: ServerResponse, inside: Inside): Promise<void> {
  const leaving = new AbortController()
  const record = inside.recorder.open(request)
  response.once('close', () => {
    leaving.abort()
    record.close(!response.writableFinished)
  })
  const exchange: Exchange = {
    request,
    response,
    // A path such as `//` is no URL: it then stands for the root, which is not found.
    url: URL.parse(request.url ?? '/', BASE) ?? new URL(BASE),
    body: '',
    isTooLarge: false,
    requestId: newId('req'),
    signal: leaving.signal,
    now: inside.now,
  }
  try {
    checkHost(request, inside.server)
    Object.assign(exchange, await readBody(request))
    record.body(exchange.body)
    await route(exchange, inside.scenarios, inside.api)
  } catch (error) {
    answerFailure(exchange, error, inside.api)
  }
}

/** A page elsewhere that points its own name at this machine must not reach the simulator (DNS rebinding). */
function checkHost({ headers }: IncomingMessage, server: Server) {
  const { port } = server.address() as AddressInfo
  const host = headers.host ?? ''
  const isOurs = [`127.0.0.1:${port}`, `localhost:${port}`].includes(host)
  if (!isOurs) throw new ApiError(403, `The simulator answers only to 127.0.0.1:${port} and localhost:${port}.`)
}

function answerFailure(exchange: Exchange, error: unknown, api: ApiState) {
  const { response, signal } = exchange
  if (error instanceof EndedEarly || error instanceof ClientGone || signal.aborted) return
  if (response.headersSent) {
    response.destroy()
    return
  }
  const refusal = error instanceof ApiError ? error : new ApiError(500, `Internal server error: ${String(error)}`)
  sendError(exchange, refusal, exchange.url.pathname.startsWith('/v1/') ? api.rateLimits.headers(exchange.now()) : {})
}
