import type { Connection } from '#shared/connections/connection'
import { type Cost, costOf } from '#shared/models/cost'
import { findModel, type ModelInfo } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import { fillPrompt } from '#shared/prompt/variables'
import { buildRequest, type MessagesRequest } from '#shared/request/request'
import { answerText, type Run, type RunResponse } from '#shared/runs/run'
import { totalInputTokens, type Usage } from '#shared/runs/usage'

const excerptLength = 200

/** The record of a run that is about to begin. */
export function newRun(prompt: Prompt, connection: Connection, facts: { id: string; startedAt: string }): Run {
  const request = buildRequest(prompt, connection.kind)
  return {
    ...facts,
    promptId: prompt.id,
    promptName: prompt.name,
    connectionId: connection.id,
    connectionName: connection.name,
    model: prompt.model,
    apiVersion: request.apiVersion,
    state: 'running',
    stopReason: null,
    status: null,
    inputTokens: null,
    outputTokens: null,
    costUsd: null,
    durationMs: null,
    excerpt: '',
    url: connection.baseUrl === '' ? '' : `${connection.baseUrl.replace(/\/+$/, '')}/v1/messages`,
    request,
    prefill: fillPrompt({ ...prompt, system: '', messages: [] }).prefill,
    response: { id: null, model: null, content: [], stop_reason: null, stop_sequence: null, stop_details: null },
    usage: null,
    cost: null,
    error: null,
    attempts: [],
    requestId: null,
    firstTokenMs: null,
  }
}

/** The run with what came back so far, and everything that follows from it. */
export function withResponse(run: Run, response: RunResponse, usage: Usage | null, models: readonly ModelInfo[]): Run {
  const cost = usage && runCost(run.request, response, usage, models)
  return {
    ...run,
    response,
    usage,
    stopReason: response.stop_reason,
    inputTokens: usage && totalInputTokens(usage),
    outputTokens: usage?.output_tokens ?? null,
    costUsd: cost?.usd ?? null,
    cost,
    excerpt: excerptOf(response, run.prefill),
  }
}

/** What it cost at the prices of now, of the model that answered; the model that was asked for where that one is unknown. */
function runCost({ body }: MessagesRequest, response: RunResponse, usage: Usage, models: readonly ModelInfo[]): Cost {
  const model = findModel(models, response.model ?? body.model) ?? findModel(models, body.model)
  const { speed, inference_geo } = body
  return costOf(usage, model, { speed, inference_geo })
}

/** The first words of an answer, or which tool it calls; empty while there is neither. */
function excerptOf(response: RunResponse, prefill: string): string {
  const text = response.content.length > 0 ? answerText(response, prefill) : ''
  const [tool] = response.content.flatMap(({ name }) => (typeof name === 'string' ? [name] : []))
  // Only a beginning is looked at: the answer may be long, and this runs at every save.
  const words = text
    .slice(0, excerptLength * 4)
    .replace(/\s+/g, ' ')
    .trim()
  return (words === '' && tool ? `calls ${tool}` : words).slice(0, excerptLength)
}
