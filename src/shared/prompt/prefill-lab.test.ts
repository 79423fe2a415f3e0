import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import catalogue from '#resources/models.json' with { type: 'json' }
import { createTestCore, createTestHost, type TestCore } from '../../../test/support/test-core.ts'
import { findModel, type ModelInfo } from '../models/models.ts'
import { schemaFromExample } from '../rules/infer-schema.ts'
import { createMemory } from '../rules/memory.ts'
import { contextOf, findings } from '../rules/rules.ts'
import { answerText, type Run } from '../runs/run.ts'
import { answerInJson, beginsJson, formatConversion, openJson, prefillConversions } from './prefill-lab.ts'
import type { Prompt } from './prompt.ts'

// Safe: a test of the core holds the catalogue against this type.
const models = catalogue as unknown as ModelInfo[]

let core: TestCore
beforeAll(async () => {
  core = await createTestCore()
})
afterAll(() => core.dispose())

const base: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-opus-5-5',
  apiVersion: 'automatic',
  system: 'Sort the message.',
  messages: [{ id: 'm1', role: 'user', content: 'I was charged twice.' }],
  prefill: '{"category":',
  settings: { max_tokens: 512 },
}
const ways = (change: Partial<Prompt> = {}, answer: string | null = null) => {
  const prompt = { ...base, ...change }
  return prefillConversions(prompt, findModel(models, prompt.model), answer)
}
const errorsIn = (prompt: Prompt) =>
  findings(
    prompt,
    contextOf(prompt, {
      models,
      connectionKind: 'simulator',
      inputTokens: null,
      inputTokensAreEstimated: false,
      now: '2026-11-22',
      memory: createMemory(),
    }),
  ).filter(({ severity }) => severity === 'error')

async function answerOf(prompt: Prompt): Promise<Run> {
  const host = createTestHost(core.core)
  for await (const batch of host.stream('runs.start', { prompt }, { signal: new AbortController().signal })) {
    const last = batch.at(-1)
    if (last?.type === 'end') return last.run
  }
  throw new Error('the run has no end')
}

describe('the ways out of a prefill', () => {
  it('are a format, an instruction and a question for JSON, the last two for any other text, and none without a prefill', () => {
    expect(ways().map(({ id }) => id)).toEqual(['format', 'instruction', 'ask'])
    expect(ways({ prefill: '```json\n[' }).map(({ id }) => id)).toEqual(['format', 'instruction', 'ask'])
    expect(ways({ prefill: 'Dear Ada,' }).map(({ id }) => id)).toEqual(['instruction', 'ask'])
    expect(ways({ prefill: '{{name}},', variables: { values: { name: 'Ada' } } }).map(({ id }) => id)).toEqual([
      'instruction',
      'ask',
    ])
    expect(ways({ prefill: ' ' })).toEqual([])
  })

  it('ask for an example of the answer where nothing tells its fields, and send the schema made of it', () => {
    const [format] = ways({ prefill: '{' })
    expect(format).toMatchObject({ id: 'format', wantsExample: true })
    expect(ways()[0]).not.toHaveProperty('wantsExample')
    const schema = schemaFromExample({ category: 'billing', urgent: true })
    const converted = formatConversion(schema).apply({ ...base, prefill: '{' })
    expect(converted).toEqual({
      ...base,
      prefill: '',
      settings: { max_tokens: 512, output_config: { format: { type: 'json_schema', schema } } },
    })
    expect(errorsIn(converted)).toEqual([])
  })

  it('are answered where the prefill was refused', async () => {
    expect(errorsIn(base).map(({ ruleId }) => ruleId)).toEqual(['prefill-model'])
    for (const way of ways()) {
      const prompt = way.apply(base)
      expect([way.id, errorsIn(prompt)]).toEqual([way.id, []])
      const run = await answerOf(prompt)
      expect([way.id, run.state, run.error]).toEqual([way.id, 'completed', null])
    }
    const run = await answerOf(ways()[0]!.apply(base))
    expect(Object.keys(JSON.parse(answerText(run.response)) as object)).toEqual(['category'])
  })

  it('read the fields from the prefill, from earlier answers, or from an answer to this very prompt', () => {
    const fieldsOf = (change: Partial<Prompt>, answer: string | null = null) => {
      const format = ways(change, answer)[0]?.apply({ ...base, ...change }).settings.output_config?.format
      return Object.keys((format as { schema: { properties: object } }).schema.properties)
    }
    expect(fieldsOf({ prefill: '{"a": 1, "b":' })).toEqual(['a', 'b'])
    expect(fieldsOf({ prefill: '{' }, '{"x": 1, "y": [true]}')).toEqual(['x', 'y'])
    expect(fieldsOf({ prefill: '{' })).toEqual(['answer'])
    expect(ways({ prefill: '{' })[0]?.words).toContain('not known')
  })

  it('keep the variables of the prefill, and add a stop sequence once', () => {
    const prompt: Prompt = {
      ...base,
      prefill: 'Dear {{name}}, ',
      settings: { max_tokens: 1, stop_sequences: ['</answer>'] },
    }
    const converted = prefillConversions(prompt, null, null)[0]!.apply(prompt)
    expect(converted).toMatchObject({ prefill: '', settings: { stop_sequences: ['</answer>'] } })
    expect(converted.system).toContain('<begin>Dear {{name}},</begin>')
  })
})

describe('JSON that a prefill begins', () => {
  it('is told with what the answer has to close', () => {
    const open = (prefill: string) => openJson({ ...base, prefill })
    expect(['{', '{"a": [{"b": "c', '[{"a": "}\\""}', '{"a": 1}', 'Dear', ''].map(open)).toEqual([
      '}',
      '"}]}',
      ']',
      '',
      null,
      null,
    ])
    expect(beginsJson({ ...base, prefill: ' ```json\n{' })).toBe(true)
  })

  it('is less once the answer has joined on, and nothing where that closed it, whatever follows', () => {
    const prompt = { ...base, prefill: '{"category":' }
    expect(openJson(prompt, ' "billing", "tags": ["a')).toBe('"]}')
    expect(openJson(prompt, ' "billing"}\n\nSo {that} is "it')).toBe('')
  })

  it('is asked for, with a stop sequence, and is answered', async () => {
    const prompt = answerInJson({ ...base, model: 'claude-haiku-4-5', prefill: '' })
    expect(prompt).toMatchObject({ prefill: '{', settings: { stop_sequences: ['</json>'] } })
    expect(prompt.system).toMatch(/^Sort the message\.\n\nAnswer with one JSON object/)
    expect(errorsIn(prompt)).toEqual([])
    expect((await answerOf(prompt)).state).toBe('completed')
    expect(answerInJson(base).prefill).toBe('{"category":')
  })
})
