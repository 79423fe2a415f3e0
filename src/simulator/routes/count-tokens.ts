// POST /v1/messages/count_tokens
import { findModel } from '../catalogue.ts'
import type { Exchange } from '../exchange.ts'
import { readJson, sendJson } from '../http.ts'
import { inputTokens } from '../tokens.ts'
import type { Caller } from '../validate/request-shape.ts'
import { checkRequest } from '../validate/validate.ts'

/** Counts with the tokenizer of the named model; thinking of earlier turns is not counted. */
export function countTokens(exchange: Exchange, caller: Caller) {
  const request = checkRequest(readJson(exchange), 'count_tokens', caller)
  sendJson(exchange, 200, { input_tokens: inputTokens(request, findModel(request.model)!, 'ignored') })
}
