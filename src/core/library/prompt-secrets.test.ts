import { expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { contextOf, findings } from '#shared/rules/rules'
import { ruleSurroundings } from '../../../test/support/rule-surroundings.ts'
import { promptOf } from '../../shared/rules/table/pieces.ts'
import { secretsCases } from '../../shared/rules/table/secrets-cases.ts'
import { createSecretScan } from './prompt-secrets.ts'

const scan = createSecretScan(async () => [])

function secretsFoundIn(prompt: Prompt) {
  const context = contextOf(prompt, ruleSurroundings())
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
