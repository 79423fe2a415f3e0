// The simulator's own routes: which scenarios there are, which one is set, and setting it.
import { ApiError } from '../api-error.ts'
import type { Exchange } from '../exchange.ts'
import { readJson, sendJson } from '../http.ts'
import type { ScenarioState } from '../scenarios/state.ts'
import { scenarios } from '../scenarios.ts'
import { isRecord } from '../validate/shape.ts'

/** Answers a route under /simulator; a web page may use none of them. */
export function controlRoute(exchange: Exchange, state: ScenarioState) {
  if (exchange.request.headers.origin !== undefined) {
    throw new ApiError(403, 'The simulator takes no orders from a web page.')
  }
  const { method } = exchange.request
  const { pathname } = exchange.url
  if (pathname === '/simulator/scenarios') {
    if (method !== 'GET') throw wrongMethod('GET')
    return sendJson(exchange, 200, { scenarios, current: state.current() })
  }
  if (pathname !== '/simulator/scenario') throw new ApiError(404, `Not found: ${pathname}`)
  if (method === 'PUT') state.set(readSetting(readJson(exchange)))
  else if (method !== 'GET') throw wrongMethod('GET, PUT')
  sendJson(exchange, 200, { scenario: state.current() })
}

function readSetting(body: unknown): string | null {
  const setting = isRecord(body) ? body.scenario : undefined
  if (setting === null || typeof setting === 'string') return setting
  throw new ApiError(400, 'scenario: Input should be a valid string or null')
}

/** The 405 that names what a path does take. */
export function wrongMethod(allowed: string): ApiError {
  return new ApiError(405, 'Method Not Allowed', { headers: { allow: allowed } })
}
