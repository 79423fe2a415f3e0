import catalogue from '#resources/models.json' with { type: 'json' }
import type { ModelInfo } from '#shared/models/models'
import { createMemory } from '#shared/rules/memory'
import type { RuleSurroundings } from '#shared/rules/rules'

/** What rules judge against at the Claude API with nothing counted, with a memory of its own. */
export function ruleSurroundings(): RuleSurroundings {
  return {
    // Safe: a test of the core holds the catalogue against this type.
    models: catalogue as unknown as ModelInfo[],
    connectionKind: 'anthropic',
    inputTokens: null,
    inputTokensAreEstimated: false,
    now: '2026-11-22',
    memory: createMemory(),
  }
}
