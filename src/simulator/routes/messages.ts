// POST /v1/messages: check, answer, send; streamed or whole.
import { type Answer, outputTokens } from '../answer/answer.ts'
import { answerTo, contextOf } from '../answer/compose.ts'
import { findModel, type Model } from '../catalogue.ts'
import { type Exchange, pause } from '../exchange.ts'
import { apiHeaders, newId, readJson } from '../http.ts'
import { type Envelope, wholeMessage } from '../message.ts'
import { type Pace, paced, usualPace } from '../pace.ts'
import type { MessagesRequest } from '../request.ts'
import type { Effect } from '../scenarios/effect.ts'
import { eventsOf, frame } from '../stream.ts'
import type { Caller } from '../validate/request-shape.ts'
import { checkRequest } from '../validate/validate.ts'
import { responseWriter, type Writer } from '../writer.ts'
import type { ApiState } from './state.ts'

/** Answers the call, as the scenario's effect changes it. */
export async function postMessage(exchange: Exchange, caller: Caller, effect: Effect, state: ApiState): Promise<void> {
  const request = checkRequest(readJson(exchange), 'messages', caller)
  const model = findModel(request.model)!
  const context = contextOf(request, model)
  const usual = answerTo(context)
  const answer = effect.change?.(usual, context) ?? usual
  const envelope: Envelope = {
    id: newId('msg'),
    model: model.id,
    seed: context.seed,
    inputTokens: effect.inputTokens?.(answer, context) ?? context.inputTokens,
    cache: state.cache.use(request, model, exchange.now()),
    ...servedAs(request, model),
  }
  state.rateLimits.spend({ input: context.inputTokens, output: outputTokens(answer) }, exchange.now())
  const pace = effect.pace?.(usualPace(context.seed)) ?? usualPace(context.seed)
  const writer = open(exchange, request.stream === true, effect, state)
  if (request.stream) await sendEvents(answer, envelope, pace, effect, exchange, writer)
  else await sendWhole(answer, envelope, pace, exchange, writer)
  await writer.end()
}

async function sendEvents(
  answer: Answer,
  envelope: Envelope,
  pace: Pace,
  effect: Effect,
  exchange: Exchange,
  writer: Writer,
): Promise<void> {
  const usual = eventsOf(answer, envelope, effect.chunk)
  const events = effect.events?.(usual, exchange) ?? usual
  for await (const event of paced(events, pace, exchange.signal)) await writer.write(Buffer.from(frame(event)))
}

/** A whole message takes as long as its stream would. */
async function sendWhole(
  answer: Answer,
  envelope: Envelope,
  pace: Pace,
  exchange: Exchange,
  writer: Writer,
): Promise<void> {
  const asOneDelta = {
    name: 'content_block_delta',
    data: { type: 'content_block_delta' },
    tokens: outputTokens(answer),
  }
  const ms = pace.firstMs + pace.eventMs(asOneDelta)
  if (ms > 0) await pause(ms, exchange.signal)
  await writer.write(Buffer.from(JSON.stringify(wholeMessage(answer, envelope))))
}

/** Speed and region that the usage reports: fast where the model has it, Opus 4.6 silently stays at standard. */
function servedAs(request: MessagesRequest, model: Model): { speed: 'standard' | 'fast'; geo: string | null } {
  const isFast = request.speed === 'fast' && model.capabilities.fast !== false
  const geo = model.capabilities.inferenceGeo === false ? null : (request.inference_geo ?? 'global')
  return { speed: isFast ? 'fast' : 'standard', geo }
}

function open(exchange: Exchange, isStreamed: boolean, effect: Effect, state: ApiState): Writer {
  exchange.response.writeHead(200, {
    ...apiHeaders(exchange),
    ...state.rateLimits.headers(exchange.now()),
    'content-type': isStreamed ? 'text/event-stream; charset=utf-8' : 'application/json',
    'cache-control': 'no-cache',
    ...effect.headers,
  })
  // A client that waits for headers must see them before the first token.
  exchange.response.flushHeaders()
  const writer = responseWriter(exchange)
  return effect.write?.(writer, exchange) ?? writer
}
