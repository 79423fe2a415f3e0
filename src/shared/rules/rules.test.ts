import { describe, expect, it } from 'vitest'
import { ruleSurroundings } from '../../../test/support/rule-surroundings.ts'
import { findModel, type ModelInfo } from '../models/models.ts'
import { examplePrompts } from '../prompt/examples.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { bondOf } from '../prompt/thinking-bond.ts'
import { cachePlan } from '../request/cache-plan.ts'
import { buildRequest } from '../request/request.ts'
import { groupedDigits } from '../text/grouped-digits.ts'
import type { Finding, Severity } from './finding.ts'
import { createMemory, type Memory } from './memory.ts'
import { contextOf, findings, fixAll, type RuleSurroundings, rules } from './rules.ts'
import { cases } from './table/cases.ts'
import { format, type PromptChange, promptOf, talk, text, thought, tool } from './table/pieces.ts'

const surroundings = (more: Partial<RuleSurroundings> = {}): RuleSurroundings => ({ ...ruleSurroundings(), ...more })
const { models } = ruleSurroundings()

function judge(change: PromptChange | Prompt, more: Partial<RuleSurroundings> = {}): Finding[] {
  const prompt = promptOf(change)
  return findings(prompt, contextOf(prompt, surroundings(more)))
}

const fixed = (finding: Finding | undefined, label: string, change: PromptChange) =>
  finding?.fixes.find((fix) => fix.label === label)?.apply(promptOf(change))

describe('the pack', () => {
  it('covers every preflight rule of the reference, R1 to R32', () => {
    const covered = new Set(rules.flatMap(({ covers }) => covers))
    const all = Array.from({ length: 32 }, (_, index) => `R${index + 1}`)
    expect(all.filter((id) => !covered.has(id))).toEqual([])
  })

  it('has rules with an id of their own, a source and the day on which it was read', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
    for (const { source, checkedAt, checks } of rules) {
      expect(source).toMatch(/^https:\/\//)
      expect(checkedAt).toMatch(/^2026-\d\d-\d\d$/)
      expect(checks).toMatch(/\.$/)
    }
  })

  it('gives no severity that its rule does not announce', () => {
    for (const { prompt } of cases) {
      for (const connectionKind of ['simulator', 'anthropic'] as const) {
        for (const { ruleId, severity } of judge(prompt, { connectionKind, inputTokens: 150_000 })) {
          expect(rules.find(({ id }) => id === ruleId)?.severities).toContain(severity)
        }
      }
    }
  })

  it('says nothing against the opening examples', () => {
    expect(examplePrompts.flatMap((prompt) => findings(prompt, contextOf(prompt, surroundings())))).toEqual([])
  })

  it('never streams less than always, whatever the settings say (R32)', () => {
    for (const { prompt } of cases) expect(buildRequest(promptOf(prompt), 'anthropic').body.stream).toBe(true)
    const stubborn = promptOf({ settings: { max_tokens: 64_000, stream: false, model: 'other' } })
    expect(buildRequest(stubborn, 'anthropic').body).toMatchObject({ stream: true, model: 'claude-haiku-4-5' })
  })
})

describe('what is not certain', () => {
  it('is never an error: null in the catalogue gives hints', () => {
    const unknown: ModelInfo = {
      ...findModel(models, 'claude-opus-5-5')!,
      contextWindow: null,
      maxOutputTokens: null,
      capabilities: {
        sampling: null,
        samplingWithThinking: null,
        temperatureAndTopPTogether: null,
        prefill: null,
        thinking: {
          adaptive: null,
          enabled: null,
          disabled: null,
          betweenTools: null,
          default: null,
          maxEffortWhenOff: null,
        },
        effort: null,
        structuredOutputs: null,
        images: null,
        highResImages: null,
        pdf: null,
        fast: null,
        fastNote: null,
        fastBeta: null,
        fastIgnored: false,
        batch: null,
        forcedToolChoice: null,
        systemRoleMessages: null,
        inferenceGeo: null,
        needsRetention: false,
        thinkingPrefixCheck: null,
      },
      limits: { maxImagesPerRequest: null, maxPdfPagesPerRequest: null, minCacheableTokens: null },
    }
    const found = judge(
      {
        model: 'claude-opus-5-5',
        messages: talk(['user', 'a'], ['system', 'b'], ['assistant', 'c']),
        settings: {
          temperature: 0.4,
          top_p: 0.5,
          top_k: 3,
          max_tokens: 900_000,
          thinking: { type: 'enabled', budget_tokens: 2000 },
          output_config: { effort: 'max', ...format() },
          tools: [tool()],
          tool_choice: { type: 'any' },
          speed: 'fast',
          inference_geo: 'us',
        },
      },
      { models: [unknown], inputTokens: 5_000_000 },
    )
    // Two combinations are refused whatever the model.
    const onAnyModel = ['prefill-format', 'forced-tool-thinking']
    const others = found.filter(({ ruleId }) => !onAnyModel.includes(ruleId))
    expect(others.map(({ severity, field }) => `${severity} ${field}`)).toEqual([
      'hint messages.2',
      'hint inference_geo',
      'hint speed',
      'hint thinking',
      'hint effort',
      'hint format',
      'hint tool_choice',
      'hint messages.1',
    ])
  })

  it('gives hints only on a custom server, and none for a model that it does not know', () => {
    for (const { prompt } of cases) {
      const severities = new Set(judge(prompt, { connectionKind: 'custom' }).map(({ severity }) => severity))
      expect([...severities].filter((severity) => severity !== 'hint')).toEqual([])
    }
    expect(judge({ model: 'llama-4' }, { connectionKind: 'custom' })).toEqual([])
  })

  it('is a warning where the API may have learned more than the rules: models, fields, blocks, tools, versions', () => {
    const change: PromptChange = {
      model: 'claude-opus-6',
      apiVersion: '2027-01-01',
      messages: talk(['user', [text('a'), { type: 'hologram' }]]),
      settings: { mood: 'calm', tools: [{ type: 'teleport_20270101', name: 'teleport' }] },
    }
    const severities = (kind: 'anthropic' | 'simulator') =>
      judge(change, { connectionKind: kind }).map(({ severity, ruleId }): [string, Severity] => [ruleId, severity])
    const known = ['model-known', 'version-known', 'unknown-field', 'tool-shape', 'block-shape']
    expect(severities('anthropic')).toEqual(known.map((id) => [id, 'warning']))
    expect(severities('simulator')).toEqual(known.map((id) => [id, 'error']))
  })

  it('is a warning where the number of input tokens is an estimate', () => {
    const severity = (inputTokensAreEstimated: boolean) =>
      judge({}, { inputTokens: 200_001, inputTokensAreEstimated }).map((found) => found.severity)
    expect([severity(false), severity(true)]).toEqual([['error'], ['warning']])
  })

  it('is a warning on a listed model that is only taken to behave like another one', () => {
    const opus = findModel(models, 'claude-opus-5-5')!
    const newer: ModelInfo = {
      ...opus,
      id: 'claude-opus-6',
      listing: { isListed: true, isCatalogued: false, assumedFrom: opus.id },
    }
    const change: PromptChange = { model: newer.id, prefill: 'The ', settings: { stop_sequences: [''] } }
    const found = judge(change, { models: [newer] }).map(({ severity, ruleId }) => `${severity} ${ruleId}`)
    expect(found).toEqual(['warning prefill-model', 'error prefill-tail', 'error stop-sequences'])
  })

  it('takes what a live model says of itself: one without images', () => {
    const haiku = findModel(models, 'claude-haiku-4-5')!
    const blind = { ...haiku, capabilities: { ...haiku.capabilities, images: false, pdf: false } }
    const source = { type: 'url', url: 'https://example.com/a.png' }
    const found = judge({ messages: talk(['user', [{ type: 'image', source }]]) }, { models: [blind] })
    expect(found.map(({ severity, field }) => [severity, field])).toEqual([['error', 'messages.0.content.0']])
  })
})

describe('what is too short to be cached', () => {
  it('is as long as the strip beside the messages says, whatever else is in the request', () => {
    const cache_control = { type: 'ephemeral' }
    const image = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }
    const result = { type: 'tool_result', tool_use_id: 'a', content: [text('Rain.', { cache_control })] }
    const prompt = promptOf({
      system: [text('You answer for {{shop}}.', { cache_control })],
      messages: talk(['user', [image]], ['assistant', 'No.'], ['user', [result]]),
      variables: { values: { shop: 'Fjord & Co '.repeat(50) } },
    })
    const plan = cachePlan(prompt, 'anthropic', findModel(models, prompt.model), 2_500)
    const said = judge(prompt, { inputTokens: 2_500 }).filter(({ ruleId }) => ruleId === 'cache-minimum')
    expect(said.map(({ field, reason }) => [field, /^About ([\d,]+) tokens/.exec(reason)?.[1]])).toEqual([
      ['system.0', groupedDigits(plan[0]!.tokens)],
      ['messages.2.content.0', groupedDigits(plan[1]!.tokens)],
    ])
  })
})

describe('thinking that is sent back', () => {
  const messages = talk(
    ['user', 'a'],
    ['assistant', [thought, text('b')]],
    ['user', 'c'],
    ['assistant', 'd'],
    ['user', 'e'],
  )

  it('is a warning on models that bind it to the conversation, and a hint elsewhere', () => {
    const severity = (model: string) =>
      judge({ model, messages }).find(({ ruleId }) => ruleId === 'thinking-history')?.severity
    expect([severity('claude-opus-5-5'), severity('claude-haiku-4-5')]).toEqual(['warning', 'hint'])
  })

  it('is known to be taken behind the turns that it came after, and not any more once one was edited', () => {
    const asked = talk(['user', 'a'])
    const sent = asked.map(({ role, content }) => ({ role, content }))
    const bond = bondOf(sent, [thought])
    const answered = messages.map((message, index) => (index === 1 ? { ...message, bond } : message))
    const found = (all: typeof messages) => {
      const finding = judge({ model: 'claude-opus-5-5', messages: all }).find(
        ({ ruleId }) => ruleId === 'thinking-history',
      )
      return finding && [finding.severity, finding.reason.slice(0, 45)]
    }
    expect(found(answered)).toEqual(['hint', 'It goes back as it came, behind the turns tha'])
    expect(found(answered.with(0, { ...answered[0]!, content: 'A' }))).toEqual([
      'warning',
      'What stood before this thinking was edited si',
    ])
  })

  it('can be left out, and is kept while a tool’s result is answered', () => {
    const change: PromptChange = { model: 'claude-opus-5-5', messages }
    const [finding] = judge(change)
    expect(fixed(finding, 'Leave thinking out', change)?.messages[1]?.content).toEqual([text('b')])
    const open = talk(
      ['user', 'a'],
      ['assistant', [thought, { type: 'tool_use', id: 't1', name: 'get_weather', input: {} }]],
      ['user', [{ type: 'tool_result', tool_use_id: 't1', content: 'Sunny.' }]],
    )
    expect(judge({ model: 'claude-opus-5-5', messages: open })).toEqual([])
  })
})

describe('fixes', () => {
  it('turn a refused prefill into an instruction', () => {
    const change: PromptChange = { model: 'claude-opus-5-5', system: 'Be brief.', prefill: 'The sky ' }
    const [finding] = judge(change)
    expect(finding?.fixes.map(({ label }) => label)).toEqual([
      'Move to system prompt',
      'Ask to continue',
      'Remove prefill',
    ])
    expect(fixed(finding, 'Move to system prompt', change)).toMatchObject({
      prefill: '',
      system: 'Be brief.\n\nBegin your answer with exactly this text, and nothing before it: "The sky"',
    })
  })

  it('give a system message that holds a document to the user', () => {
    const document = { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Returns: 30 days.' } }
    const change: PromptChange = {
      model: 'claude-opus-5-5',
      messages: talk(['system', [{ type: 'text', text: 'Read.' }, document]], ['user', 'a']),
    }
    const content = judge(change).find(({ ruleId }) => ruleId === 'system-content')
    expect(fixed(content, 'Make it a user message', change)?.messages[0]).toMatchObject({ role: 'user' })
  })

  it('turn a refused prefill of JSON into a format, with the fields of earlier answers', () => {
    const change: PromptChange = {
      model: 'claude-opus-5-5',
      messages: talk(
        ['user', 'a'],
        ['assistant', '{"category": "delivery", "urgent": true, "order": 1177}'],
        ['user', 'b'],
        ['assistant', '```json\n{"category": "payment", "urgent": false, "order": null}\n```'],
        ['user', 'c'],
      ),
      prefill: '{"category":',
    }
    const [finding] = judge(change)
    const converted = fixed(finding, 'Use structured output', change)
    expect(converted).toMatchObject({
      prefill: '',
      settings: {
        output_config: {
          format: {
            type: 'json_schema',
            schema: {
              type: 'object',
              properties: {
                category: { type: 'string' },
                urgent: { type: 'boolean' },
                order: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
              },
              required: ['category', 'urgent', 'order'],
              additionalProperties: false,
            },
          },
        },
      },
    })
    expect(judge(converted!)).toEqual([])
  })

  it('offer no format where the prefill is prose, or the model has none', () => {
    const labels = (change: PromptChange) => judge(change).flatMap(({ fixes }) => fixes.map(({ label }) => label))
    expect(labels({ model: 'claude-opus-5-5', prefill: 'Dear' })).not.toContain('Use structured output')
    expect(labels({ model: 'claude-opus-5-5', prefill: '{' })).not.toContain('Use structured output')
    expect(labels({ model: 'claude-fable-5-2', prefill: '{"a":' })).not.toContain('Use structured output')
    expect(labels({ model: 'claude-opus-5-5', prefill: '{"a": 1, "b":' })).toContain('Use structured output')
  })

  it('put the form of the messages right: empty ones gone, neighbours joined, the user first', () => {
    const change: PromptChange = {
      messages: talk(
        ['assistant', 'Hello!'],
        ['user', 'a'],
        ['assistant', ''],
        ['user', [text('b'), text('')]],
        ['user', 'kept', 'muted'],
        ['assistant', 'c'],
        ['user', ''],
      ),
    }
    const finding = judge(change).find(({ ruleId }) => ruleId === 'empty-content')
    const mended = fixed(finding, 'Fix message format', change)
    expect(mended?.messages.map(({ role, content, muted }) => [role, content, muted ?? false])).toEqual([
      ['user', 'Continue.', false],
      ['assistant', 'Hello!', false],
      ['user', [text('a'), text('b')], false],
      ['user', 'kept', true],
      ['assistant', 'c', false],
      ['user', 'Continue.', false],
    ])
    expect(judge(mended!)).toEqual([])
  })

  it('replace a retired model by one that takes the prompt as it is', () => {
    const label = (change: PromptChange) =>
      judge(change)
        .find(({ ruleId }) => ruleId === 'model-lifecycle')
        ?.fixes.map((fix) => fix.label)
    const old = { model: 'claude-sonnet-4-20250514' }
    expect(label(old)).toEqual(['Use Claude Sonnet 4.6'])
    // Sonnet 4.6 takes no prefill: of those that do, the newest.
    expect(label({ ...old, prefill: '{', settings: { temperature: 0.2 } })).toEqual([
      'Use Claude Haiku 4.5, which takes this prompt as it is',
    ])
  })

  it('say when a deprecated model goes', () => {
    const reason = (now: string) => judge({ model: 'claude-sonnet-4-5' }, { now })[0]?.reason
    expect(reason('2026-11-22')).toBe(
      'Claude Sonnet 4.5 is deprecated and retires on 2026-11-30, in 8 days. Its replacement is Claude Sonnet 5.5.',
    )
    expect(reason('2026-12-01')).toContain('was to retire on 2026-11-30')
  })

  it('are applied all together until nothing is refused, and change nothing in a prompt that is fine', () => {
    const prompt = promptOf({
      model: 'claude-opus-5-5',
      messages: talk(['user', 'a'], ['user', 'b'], ['assistant', ''], ['user', 'c']),
      prefill: '{"answer": ',
      settings: {
        temperature: 0.3,
        max_tokens: 1_000_000,
        stop_sequences: [' ', 'END'],
        thinking: { type: 'enabled', budget_tokens: 10 },
        tools: [tool(), tool()],
        tool_choice: { type: 'any' },
        metadata: { user_id: 'u-1', team: 'a' },
      },
    })
    const { prompt: mended } = fixAll(prompt, surroundings())
    expect(findings(mended, contextOf(mended, surroundings()))).toEqual([])
    expect(mended).toMatchObject({
      messages: [{ id: 'm1', content: 'a\n\nb\n\nc' }],
      prefill: '',
      settings: {
        max_tokens: 128_000,
        stop_sequences: ['END'],
        thinking: { type: 'adaptive' },
        tools: [tool()],
        tool_choice: { type: 'auto' },
        metadata: { user_id: 'u-1' },
      },
    })
    const [example] = examplePrompts
    expect(fixAll(example!, surroundings())).toEqual({ prompt: example, applied: [] })
  })
})

describe('secrets', () => {
  // Put together here, so that no scanner takes this file for a leak.
  const letters = 'abcdefghijABCDEFGHIJ0123456789'
  const made: [name: string, secret: string][] = [
    ['an Anthropic key', ['sk', 'ant', 'api03', letters.repeat(3)].join('-')],
    ['an OpenAI key', ['sk', 'proj', letters.repeat(2)].join('-')],
    ['a GitHub token', ['ghp', `${letters}123456`].join('_')],
    ['a GitLab token', ['glpat', letters.slice(0, 20)].join('-')],
    ['an AWS access key', ['AK', 'IAABCDEFGHIJKLMNOP'].join('')],
    ['a Google API key', ['AI', `zaSy${letters}abc`].join('')],
    ['a Slack token', ['xoxb', '123456789012', '1234567890123', letters.slice(0, 24)].join('-')],
    ['a Stripe live key', ['sk', 'live', letters.slice(0, 24)].join('_')],
    ['a Hugging Face token', ['hf', 'abcdefghijklmnopqrstuvwxyzABCDEFGH'].join('_')],
    ['an npm token', ['npm', `${letters}abcdef`].join('_')],
    ['a private key', ['-----BEGIN ', 'RSA PRIVATE KEY-----\n', letters.repeat(3)].join('')],
  ]

  it.each(made)('%s is found, not shown, and can be removed', (name, secret) => {
    const change: PromptChange = { messages: talk(['user', `Before ${secret} after`]) }
    const [finding] = judge(change)
    expect(finding).toMatchObject({ ruleId: 'secrets', severity: 'warning', field: 'messages.0' })
    expect(finding?.reason).toContain(name)
    expect(JSON.stringify({ ...finding, fixes: [] })).not.toContain(secret.slice(0, 12))
    expect(judge(fixed(finding, 'Remove the secret', change)!)).toEqual([])
  })

  it('are not found in examples, placeholders and prose', () => {
    const harmless = 'AKIAIOSFODNN7EXAMPLE, sk-ant-api03-…, ghp_xxxx, hf_ and -----BEGIN PUBLIC KEY-----, sk_live_'
    expect(judge({ messages: talk(['user', harmless]) })).toEqual([])
  })
})

describe('memory', () => {
  const kept = createMemory()
  let reads: unknown[] = []
  const memory: Memory = {
    ...kept,
    recallEach: (name, items, read) =>
      kept.recallEach(name, items, (item) => {
        reads.push(item)
        return read(item)
      }),
  }
  function readsOf(prompt: Prompt): unknown[] {
    reads = []
    judge(prompt, { memory })
    return reads
  }

  it('reads what is new, and no other message', () => {
    const prompt = promptOf({
      messages: talk(...Array.from({ length: 1000 }, () => ['user', 'a'] as ['user', string])),
    })
    const { messages } = prompt
    expect(readsOf(prompt)).toHaveLength(1000)
    const edited = { ...messages[500]!, content: 'ab' }
    expect(readsOf({ ...prompt, messages: messages.with(500, edited) })).toEqual([edited])
    expect(readsOf({ ...prompt, messages: messages.with(500, edited), model: 'claude-opus-5-5' })).toEqual([])
    const added = { ...edited, id: 'added' }
    const longer = [...messages.slice(0, 300), added, ...messages.slice(300, 500), edited, ...messages.slice(501)]
    expect(readsOf({ ...prompt, messages: longer })).toEqual([added])
    expect(readsOf({ ...prompt, messages: longer.slice(1) })).toEqual([])
  })

  it('looks at no place before the first: that takes longer than all the rest', () => {
    const places: string[] = []
    const watched = new Proxy(['a', 'b'], {
      get: (list, place) => {
        places.push(String(place))
        return Reflect.get(list, place)
      },
    })
    const { recallEach } = createMemory()
    recallEach('list', watched, (item) => item)
    places.length = 0
    expect(recallEach('list', ['c', 'd', 'a', 'e', 'b'], (item) => `${item} anew`)).toEqual([
      'c anew',
      'd anew',
      'a anew',
      'e anew',
      'b',
    ])
    expect(places.filter((place) => place.startsWith('-'))).toEqual([])
    expect(places).toContain('1')
  })
})
