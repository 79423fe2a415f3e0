// POST /v1/messages: check, answer, send; streamed or whole.
import { outputTokens } from '../answer/answer.ts'
import { answerTo, contextOf } from '../answer/compose.ts'
import { findModel, type Model } from '../catalogue.ts'
import type { Exchange } from '../exchange.ts'
import { apiHeaders, newId, readJson } from '../http.ts'
import { type Envelope, wholeMessage } from '../message.ts'
import { paced, usualPace } from '../pace.ts'
import type { MessagesRequest } from '../request.ts'
import type { Effect } from '../scenarios/effect.ts'
import { eventsOf, frame } from '../stream.ts'
import type { Caller } from '../validate/request-shape.ts'
import { checkRequest } from '../validate/validate.ts'
import { responseWriter, type Writer } from '../writer.ts'
import type { ApiState } from './state.ts'

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
    inputTokens: context.inputTokens,
    cache: state.cache.use(request, model, exchange.now()),
    ...servedAs(request, model),
  }
  state.rateLimits.spend({ input: context.inputTokens, output: outputTokens(answer) }, exchange.now())
  const pace = (effect.pace ?? ((same) => same))(usualPace(context.seed))
  const events = (effect.events ?? ((same) => same))(eventsOf(answer, envelope, effect.chunk), exchange)
  const writer = open(exchange, request.stream === true, effect, state)
  if (request.stream) {
    for await (const event of paced(events, pace, exchange.signal)) await writer.write(Buffer.from(frame(event)))
  } else {
    const total = { name: 'message', data: { type: 'message' }, tokens: outputTokens(answer) }
    for await (const _whole of paced([total], pace, exchange.signal)) {
      await writer.write(Buffer.from(JSON.stringify(wholeMessage(answer, envelope))))
    }
  }
  await writer.end()
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
