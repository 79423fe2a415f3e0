import type { ConnectionKind } from '#shared/connections/connection'
import type { LiveModel } from '#shared/models/live-models'
import { mostModels, readModelPage } from './live-model-page.ts'
import { RequestFailure } from './request-failure.ts'
import { isMissing, readJson } from './test-key.ts'

/** The query of GET /v1/models. */
export type ModelQuery = { limit: number; after_id?: string; lifecycle?: string[] }

/**
 * All pages of a server's list of models (Messages API reference, Models API). `null` where the server has no such list.
 * @param get Asks for a page and answers the response; rejects with a RequestFailure.
 */
export async function listModels(
  kind: ConnectionKind,
  perPage: number,
  get: (query: ModelQuery) => Promise<Response>,
): Promise<LiveModel[] | null> {
  // Retired models too: the catalogue may not know yet that one is. Other servers know no such question.
  const lifecycle = kind === 'custom' ? {} : { lifecycle: ['active', 'deprecated', 'retired'] }
  const question: ModelQuery = { limit: perPage, ...lifecycle }
  const models: LiveModel[] = []
  const asked = new Set<string>()
  for (let after: string | null = null; ; ) {
    let answer: unknown
    try {
      answer = await readJson(await get(after === null ? question : { ...question, after_id: after }))
    } catch (error) {
      if (after === null && isMissing(error)) return null
      throw error
    }
    const page = readModelPage(answer)
    if (!page) throw new RequestFailure('not-an-answer', { said: JSON.stringify(answer).slice(0, 1_000) })
    models.push(...page.models)
    after = page.nextAfter
    // A server that repeats itself would be asked for ever.
    if (after === null || asked.has(after) || models.length >= mostModels) return models
    asked.add(after)
  }
}
