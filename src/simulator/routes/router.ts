// Sends each exchange to what answers it.
import { ApiError } from '../api-error.ts'
import { type Exchange, pause } from '../exchange.ts'
import type { Call, ScenarioState } from '../scenarios/state.ts'
import { readCaller } from './caller.ts'
import { countTokens } from './count-tokens.ts'
import { postMessage } from './messages.ts'
import { getModel, listModels } from './models.ts'
import { controlRoute, wrongMethod } from './scenario.ts'
import type { ApiState } from './state.ts'

/** Answers an exchange, or throws the refusal that it earns. */
export async function route(exchange: Exchange, scenarios: ScenarioState, state: ApiState): Promise<void> {
  const { pathname } = exchange.url
  if (pathname.startsWith('/simulator/')) return controlRoute(exchange, scenarios)
  const call = callOf(pathname)
  if (call === null) throw new ApiError(404, `Not found: ${pathname}`)
  const method = call === 'models' ? 'GET' : 'POST'
  if (exchange.request.method !== method) throw wrongMethod(method)
  const effect = scenarios.effectOn(exchange, call)
  if (effect.headersMs) await pause(effect.headersMs, exchange.signal)
  if (effect.instead) return effect.instead(exchange)
  const caller = readCaller(exchange.request.headers)
  if (call === 'messages') return postMessage(exchange, caller, effect, state)
  if (call === 'count_tokens') return countTokens(exchange, caller)
  const id = pathname.slice('/v1/models/'.length)
  return id === '' ? listModels(exchange) : getModel(exchange, readId(id))
}

/** An id as it was meant; one that is badly encoded stays as it is and is not found. */
function readId(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}

function callOf(pathname: string): Call | null {
  if (pathname === '/v1/messages') return 'messages'
  if (pathname === '/v1/messages/count_tokens') return 'count_tokens'
  return pathname === '/v1/models' || /^\/v1\/models\/[^/]+$/.test(pathname) ? 'models' : null
}
