import { findModel, type ModelInfo, newestOf } from './models.ts'

/**
 * The model to use instead of one that is on its way out: the one that the vendor recommends, else the newest of its line.
 * `null` for a model that stays, and where there is none.
 */
export function replacementOf(models: readonly ModelInfo[], model: ModelInfo): ModelInfo | null {
  if (model.lifecycle === 'active') return null
  const named = followNames(models, model)
  if (named) return named
  return model.line === null ? null : newestOf(models, model.line)
}

/** What the chain of recommendations ends in, for the first one may be gone by now too. */
function followNames(models: readonly ModelInfo[], model: ModelInfo): ModelInfo | null {
  const seen = new Set<string>()
  let last: ModelInfo | null = model
  while (last && last.replacement !== null && !seen.has(last.id)) {
    seen.add(last.id)
    last = findModel(models, last.replacement)
  }
  return last && last !== model && last.lifecycle === 'active' ? last : null
}
