import { AppError } from '#shared/app-error'
import type { TokenCount } from '#shared/contract/prompts'
import { fileReader } from '#shared/files/file-reader'
import { findModel, type ModelInfo } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import { estimateInputTokens } from '#shared/request/estimate'
import { buildRequest } from '#shared/request/request'
import type { Destination, ResolveDestination } from './api/destination.ts'
import type { MessagesApi } from './api/messages-api.ts'
import { RequestFailure } from './api/request-failure.ts'
import type { HandlersOf } from './handlers.ts'
import type { FillRequest } from './library/attachments.ts'
import type { HeldPrompt } from './library/held-prompt.ts'
import { toRunError } from './runs/run-error.ts'
import { createTurns } from './turns.ts'

export type TokenHandlersOptions = {
  resolveDestination: ResolveDestination
  api: MessagesApi
  fill: FillRequest
  held: Pick<HeldPrompt, 'find'>
  models: () => Promise<readonly ModelInfo[]>
}

/** Counts asked of a server at a time; counting has a rate limit of its own. */
const mostAtOnce = 3

/**
 * Counts a prompt's input tokens: exactly where the server can, else an estimate with the reason. A newer count of the
 * same prompt ends the older one with an AppError of kind `cancelled`.
 */
export function tokenHandlers({
  resolveDestination,
  api,
  fill,
  held,
  models,
}: TokenHandlersOptions): HandlersOf<'tokens'> {
  const turns = createTurns(mostAtOnce)
  const latest = new Map<string, AbortController>()

  const count = async (prompt: Prompt, signal: AbortSignal): Promise<TokenCount> => {
    const estimate = async (kind: Destination['connection']['kind'], reason: string): Promise<TokenCount> => {
      const { body } = buildRequest(prompt, kind)
      const model = findModel(await models(), prompt.model)
      return { inputTokens: estimateInputTokens(body, model, fileReader), kind: 'estimate', reason }
    }
    let destination: Destination
    try {
      destination = await resolveDestination()
    } catch (error) {
      if (error instanceof AppError) return await estimate('anthropic', error.message)
      throw error
    }
    const request = buildRequest(prompt, destination.connection.kind)
    try {
      const filled = await fill(request)
      const inputTokens = await turns(signal, () => api.countTokens(destination, filled, { signal }))
      return { inputTokens, kind: 'exact', reason: null }
    } catch (error) {
      if (signal.aborted) throw error
      if (error instanceof AppError) return await estimate(destination.connection.kind, error.message)
      if (!(error instanceof RequestFailure)) throw error
      return await estimate(destination.connection.kind, reasonOf(error, destination, prompt.model))
    }
  }

  async function countLatest(prompt: Prompt, signal: AbortSignal): Promise<TokenCount> {
    latest.get(prompt.id)?.abort()
    const own = new AbortController()
    latest.set(prompt.id, own)
    const either = AbortSignal.any([signal, own.signal])
    try {
      return await count(prompt, either)
    } catch (error) {
      if (either.aborted) throw new AppError('cancelled', 'A newer count of this prompt took over.', {}, error)
      throw error
    } finally {
      if (latest.get(prompt.id) === own) latest.delete(prompt.id)
    }
  }

  return {
    'tokens.count': ({ prompt }, { signal }) => countLatest(prompt, signal),
    'tokens.countHeld': async ({ id, state }, { signal }) => {
      const prompt = held.find(id, state)
      return prompt && (await countLatest(prompt, signal))
    },
  }
}

/** Why there is no exact count, in one or two sentences. */
function reasonOf(failure: RequestFailure, { baseUrl, key }: Destination, model: string): string {
  const { host } = new URL(baseUrl)
  const { status, said, title } = toRunError(failure, { host, key, model })
  const isMissing = status === 404 || status === 405 || status === 501
  if (isMissing && !said?.includes(model)) return `${host} does not count tokens.`
  return said ? `${title}: ${said}` : `${title}.`
}
