import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { createTestCore, createTestHost, type TestCore } from '../../../test/support/test-core.ts'
import type { ModelInfo } from '../models/models.ts'
import { createMemory } from '../rules/memory.ts'
import { contextOf, findings } from '../rules/rules.ts'
import type { RunEvent } from '../runs/run.ts'
import { promptSchema } from './prompt-schema.ts'
import { promptFromStarter, starters } from './starters.ts'

// Safe: a test of the core holds the catalogue against this type.
const models = catalogue as unknown as ModelInfo[]

let core: TestCore
beforeAll(async () => {
  core = await createTestCore()
})
afterAll(() => core.dispose())

let ids = 0
function newId(): string {
  ids += 1
  return `id-${ids}`
}

it('there is one for each thing that a request can do, each with its reason in one sentence', () => {
  expect(starters.map(({ id }) => id)).toEqual([
    'plain',
    'system',
    'multi-turn',
    'few-shot',
    'documents',
    'extraction',
    'json-prefill',
    'json-format',
    'stop-sequences',
    'image',
    'tools',
    'thinking',
  ])
  for (const { why } of starters) {
    expect(why).toMatch(/^[A-Z].{40,150}\.$/)
    expect(why).not.toMatch(/[.!?] /)
  }
})

describe('the starter', () => {
  it.each(starters)('$title has no finding, and is answered', async (starter) => {
    const prompt = promptFromStarter(starter, newId)
    expect(promptSchema.parse(prompt)).toEqual(prompt)
    const context = contextOf(prompt, {
      models,
      connectionKind: 'anthropic',
      inputTokens: null,
      inputTokensAreEstimated: false,
      now: '2026-11-22',
      memory: createMemory(),
    })
    expect(findings(prompt, context).map(({ ruleId, reason }) => `${ruleId}: ${reason}`)).toEqual([])
    const events: RunEvent[] = []
    const host = createTestHost(core.core)
    for await (const batch of host.stream('runs.start', { prompt }, { signal: new AbortController().signal })) {
      events.push(...batch)
    }
    const stopReason = { 'stop-sequences': 'stop_sequence', tools: 'tool_use' }[starter.id] ?? 'end_turn'
    expect(events.at(-1)).toMatchObject({
      type: 'end',
      run: { state: 'completed', status: 200, error: null, stopReason },
    })
  })
})
