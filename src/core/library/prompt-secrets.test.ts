import { expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import type { ModelInfo } from '#shared/models/models'
import type { Prompt } from '#shared/prompt/prompt'
import { createMemory } from '#shared/rules/memory'
import { contextOf, findings } from '#shared/rules/rules'
import { promptOf } from '../../shared/rules/table/pieces.ts'
import { secretsCases } from '../../shared/rules/table/secrets-cases.ts'
import { createSecretScan } from './prompt-secrets.ts'

const scan = createSecretScan(async () => [])

const surroundings = {
  // Safe: a test of the core holds the catalogue against this type.
  models: catalogue as unknown as ModelInfo[],
  connectionKind: 'anthropic',
  inputTokens: null,
  inputTokensAreEstimated: false,
  now: '2026-11-22',
} as const

function secretsFoundIn(prompt: Prompt) {
  const context = contextOf(prompt, { ...surroundings, memory: createMemory() })
  return findings(prompt, context).filter(({ ruleId }) => ruleId === 'secrets')
}

it.each(secretsCases)(
  'refuses to save what is told before sending, and nothing else: $what',
  async ({ prompt: change }) => {
    const prompt = promptOf(change)
    const found = secretsFoundIn(prompt)
    expect(await scan.isClean(prompt)).toBe(found.length === 0)
    if (found.some(({ fixes }) => fixes.length === 0)) return
    const mended = found.reduce((changed, { fixes: [fix] }) => fix!.apply(changed), prompt)
    expect([await scan.isClean(mended), secretsFoundIn(mended)]).toEqual([true, []])
  },
)
