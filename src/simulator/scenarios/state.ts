// Which scenario applies to an exchange, and how often it has.
import type { Exchange } from '../exchange.ts'
import { type ChosenScenario, readScenario } from '../scenario-text.ts'
import { contextFull, fast, long, pauseTurn, refusal, slow } from './answers.ts'
import { cut, drip, gzip } from './bytes.ts'
import type { Effect, EffectInput } from './effect.ts'
import { disorder, errorEvent, malformedEvent, stall, unknownEvent } from './events.ts'
import {
  empty200,
  html200,
  notFound,
  overloaded,
  rateLimit,
  redirect,
  reset,
  serverError,
  tooLarge,
  unauthorized,
} from './instead.ts'

/** The effect of every scenario, by name. */
export const effects: Record<string, (input: EffectInput) => Effect> = {
  fast,
  slow,
  long,
  stall,
  drip,
  cut,
  reset,
  'error-event': errorEvent,
  'overloaded-529': overloaded,
  'rate-limit-429': rateLimit,
  'server-error-500': serverError,
  'unauthorized-401': unauthorized,
  'not-found-404': notFound,
  'too-large-413': tooLarge,
  'html-200': html200,
  'empty-200': empty200,
  'malformed-event': malformedEvent,
  'unknown-event': unknownEvent,
  disorder,
  refusal,
  'pause-turn': pauseTurn,
  'context-full': contextFull,
  redirect,
  gzip,
}

/** Which call an exchange makes, as the parameter `on` names it. */
export type Call = 'messages' | 'count_tokens' | 'models'

export type ScenarioState = {
  current(): string | null
  /** Makes a scenario the server's default and counts its attempts anew. Throws a 400 when there is no such scenario. */
  set(text: string | null): void
  /** The effect on this exchange: the header's scenario before the server's; none is an empty effect. */
  effectOn(exchange: Exchange, call: Call): Effect
}

const MAX_COUNTED_HEADERS = 200

/** No scenario is set at first. */
export function createScenarioState(): ScenarioState {
  let chosen: ChosenScenario | null = null
  let attempts = 0
  const headerAttempts = new Map<string, number>()

  /** A header is sent again with every retry: after the attempts that fail, one succeeds and the count begins anew. */
  function countHeader(text: string, times: number): number {
    const attempt = (headerAttempts.get(text) ?? 0) + 1
    headerAttempts.delete(text)
    if (times > 0 && attempt <= times) headerAttempts.set(text, attempt)
    const oldest = headerAttempts.keys().next().value
    if (headerAttempts.size > MAX_COUNTED_HEADERS && oldest !== undefined) headerAttempts.delete(oldest)
    return attempt
  }

  return {
    current: () => chosen?.text ?? null,
    set(text) {
      chosen = text === null || text.trim() === '' ? null : readScenario(text)
      attempts = 0
    },
    effectOn({ request, body }, call) {
      const header = request.headers['x-simulator-scenario']
      const scenario = typeof header === 'string' ? readScenario(header) : chosen
      const pace = isFast(scenario) || isFast(chosen) ? fast() : {}
      if (scenario === null || !concerns(scenario, call)) return pace
      const times = Number(scenario.values.times ?? 0)
      const attempt = typeof header === 'string' ? countHeader(scenario.text, times) : ++attempts
      if (times > 0 && attempt > times) return pace
      return { ...pace, ...effects[scenario.name]!(inputOf(scenario, body)) }
    },
  }
}

/** A server that is fast stays fast for a request that names a scenario of its own. */
const isFast = (scenario: ChosenScenario | null) => scenario?.name === 'fast' || scenario?.values.pace === 'fast'

/** Scenarios without a parameter `on` change answers, so they concern messages only. */
function concerns({ values }: ChosenScenario, call: Call): boolean {
  const on = values.on ?? 'messages'
  return on === 'all' || on === call
}

function inputOf({ values }: ChosenScenario, body: string): EffectInput {
  return {
    number: (name) => Number(values[name]),
    text: (name) => String(values[name]),
    get isStreamed() {
      return asksForStream(body)
    },
  }
}

function asksForStream(body: string): boolean {
  try {
    return (JSON.parse(body) as { stream?: unknown } | null)?.stream === true
  } catch {
    return false // What is not JSON is refused later, in the API's words.
  }
}
