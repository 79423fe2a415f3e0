import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ContentBlock, Prompt, PromptMessage } from '../prompt/prompt.ts'
import { buildRequest } from '../request/request.ts'
import { droppableTurns, fitToBudget, withMuted } from './fit-budget.ts'
import { partsOf, sharesOf, withoutPart, worthCounting } from './fit-shares.ts'
import { olderMessages, summaryPrompt, withSummary } from './fit-summary.ts'
import { turnsOf } from './fit-turns.ts'

const base: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages: [],
  prefill: '',
  settings: { max_tokens: 64 },
}
const call = (id: string): ContentBlock => ({ type: 'tool_use', id, name: 'look_up', input: { order: 1 } })
const result = (id: string): ContentBlock => ({ type: 'tool_result', tool_use_id: id, content: 'Found it.' })

/** What may come between two questions of the user. */
const answers = fc.constantFrom<(turn: number) => [PromptMessage['role'], string | ContentBlock[]][]>(
  () => [],
  () => [['assistant', 'An answer.']],
  (turn) => [
    ['assistant', [call(`t${turn}`)]],
    ['user', [result(`t${turn}`)]],
    ['assistant', 'So it is.'],
  ],
  (turn) => [
    ['assistant', [call(`t${turn}`)]],
    ['user', [result(`t${turn}`), { type: 'text', text: 'And?' }]],
  ],
  () => [
    ['system', 'Be brief.'],
    ['assistant', 'Yes.'],
  ],
)
const turn = fc.record({ answers, pinned: fc.boolean(), muted: fc.boolean() })

/** Conversations as the API takes them: they begin with the user, and every call has its result. */
const conversations = fc.array(turn, { minLength: 1, maxLength: 8 }).map((turns) =>
  turns.flatMap(({ answers: follow, pinned, muted }, index): PromptMessage[] => {
    const all: [PromptMessage['role'], string | ContentBlock[]][] = [['user', `Question ${index}`], ...follow(index)]
    return all.map(([role, content], place) => ({
      id: `${index}.${place}`,
      role,
      content,
      ...(pinned && place === 0 && { pinned }),
      ...(muted && { muted }),
    }))
  }),
)
const blocksOf = (messages: readonly PromptMessage[]) =>
  messages.flatMap(({ content }) => (typeof content === 'string' ? [] : content))
const heard = (messages: readonly PromptMessage[]) => messages.filter(({ muted }) => !muted)

/** Every tool call of what is sent has its result, and the other way round. */
function arePaired(messages: readonly PromptMessage[]): boolean {
  const blocks = blocksOf(messages)
  const calls = blocks.flatMap(({ type, id }) => (type === 'tool_use' ? [id] : []))
  const results = blocks.flatMap(({ type, tool_use_id }) => (type === 'tool_result' ? [tool_use_id] : []))
  return calls.length === results.length && calls.every((id) => results.includes(id))
}

describe('turns', () => {
  it('are the conversation itself, cut only in front of what the user asks', () => {
    fc.assert(
      fc.property(conversations, (messages) => {
        const turns = turnsOf(messages)
        expect(turns.flat()).toEqual(messages)
        for (const one of turns) {
          expect(one[0]?.role).toBe('user')
          expect(arePaired(one)).toBe(true)
        }
      }),
    )
  })

  it('keep a call and its result together wherever the result stands', () => {
    const messages: PromptMessage[] = [
      { id: '1', role: 'user', content: 'One' },
      { id: '2', role: 'assistant', content: [call('t')] },
      { id: '3', role: 'user', content: 'Two' },
      { id: '4', role: 'user', content: 'Three' },
      { id: '5', role: 'user', content: [{ type: 'text', text: 'Here' }, result('t')] },
      { id: '6', role: 'user', content: 'Four' },
    ]
    expect(turnsOf(messages).map((one) => one.map(({ id }) => id).join(''))).toEqual(['12345', '6'])
  })
})

describe('fitting a budget', () => {
  const fitted = fc.tuple(conversations, fc.integer({ min: 0, max: 400 }))

  it('drops whole oldest turns and no more than needed; pinned turns and the last one stay, pairs stay together', () => {
    fc.assert(
      fc.property(fitted, ([messages, budget]) => {
        const tokens = new Map(messages.map(({ id }) => [id, 10]))
        const total = heard(messages).length * 10
        const { ids, tokens: after, fits } = fitToBudget(messages, tokens, total, budget)
        const left = heard(withMuted({ ...base, messages }, new Set(ids)).messages)
        expect(left).toHaveLength(heard(messages).length - ids.length)
        expect(after).toBe(left.length * 10)
        expect(fits).toBe(after <= budget)
        expect(arePaired(left)).toBe(true)
        if (left.length > 0) expect(left[0]?.role).toBe('user')
        const pinned = heard(messages).filter(({ pinned: isPinned }) => isPinned)
        expect(left).toEqual(expect.arrayContaining([...pinned, ...heard(messages).slice(-1)]))
        const turns = droppableTurns(messages)
        const gone = turns.filter((one) => ids.includes(one[0]?.id ?? ''))
        expect(gone).toEqual(turns.slice(0, gone.length))
        expect(ids).toEqual(gone.flat().map(({ id }) => id))
        if (gone.length > 0) expect(after + (gone.at(-1)?.length ?? 0) * 10).toBeGreaterThan(budget)
        if (!fits) expect(gone).toHaveLength(turns.length)
      }),
    )
  })
})

describe('shares', () => {
  it('add up to the total, with what was counted as it was counted', () => {
    const prompt = {
      ...base,
      system: 'Be brief.',
      messages: ['a', 'b', 'c'].map((id) => ({ id, role: 'user' as const, content: id.repeat(350) })),
    }
    const shares = sharesOf(partsOf(prompt, null), 1_000, new Map([['message b' as const, 700]]))
    expect(shares.map(({ key, isExact }) => [key, isExact])).toEqual([
      ['system', false],
      ['message a', false],
      ['message b', true],
      ['message c', false],
      ['frame', false],
    ])
    expect(shares.find(({ key }) => key === 'message b')?.tokens).toBe(700)
    expect(Math.abs(shares.reduce((sum, { tokens }) => sum + tokens, 0) - 1_000)).toBeLessThan(shares.length)
  })

  it('leave out what is muted, and count the largest first', () => {
    const messages: PromptMessage[] = [
      { id: 's', role: 'user', content: 'x' },
      { id: 'm', role: 'user', content: 'x'.repeat(9_000), muted: true },
      { id: 'l', role: 'user', content: 'x'.repeat(2_000) },
      { id: 'i', role: 'user', content: [{ type: 'image', source: { type: 'base64', data: 'A'.repeat(90_000) } }] },
    ]
    const worth = worthCounting(partsOf({ ...base, messages, prefill: '{' }, null), 2)
    expect(worth.map(({ key }) => key)).toEqual(['message i', 'message l'])
  })

  it('are counted on a request that keeps its roles and its tool pairs', () => {
    fc.assert(
      fc.property(conversations, fc.nat(), (messages, at) => {
        const { id } = messages[at % messages.length]!
        const { prompt, left } = withoutPart({ ...base, messages }, `message ${id}`)
        expect(prompt.messages.map(({ role }) => role)).toEqual(messages.map(({ role }) => role))
        expect(arePaired(prompt.messages)).toBe(true)
        expect(left).toBeLessThanOrEqual(2)
        expect(prompt.messages.every(({ content }) => content.length > 0)).toBe(true)
      }),
    )
  })
})

describe('a summary', () => {
  const messages: PromptMessage[] = [
    { id: '1', role: 'user', content: 'My order is 17.' },
    { id: '2', role: 'assistant', content: [call('t')] },
    { id: '3', role: 'user', content: [result('t')] },
    { id: '4', role: 'assistant', content: 'It is on its way.' },
    { id: '5', role: 'user', content: 'Always answer in French.', pinned: true },
    { id: '6', role: 'assistant', content: 'Oui.' },
    { id: '7', role: 'user', content: 'When?' },
    { id: '8', role: 'assistant', content: 'Demain.' },
    { id: '9', role: 'user', content: 'Thanks.' },
  ]
  const prompt = { ...base, system: 'Be kind.', messages }

  it('is asked for with the older turns as a transcript; pinned turns are no part of it', () => {
    const older = olderMessages(prompt, 0)
    expect(older.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '7', '8'])
    const asked = summaryPrompt(older, { id: 's', name: 'Test, summary', model: 'claude-haiku-4-5', maxTokens: 500 })
    const said = JSON.stringify(asked.messages[0]?.content)
    for (const words of ['My order is 17.', 'look_up', 'Found it.', 'It is on its way.', 'Demain.'])
      expect(said).toContain(words)
    expect(said).not.toContain('French')
    expect(olderMessages(prompt, 1).map(({ id }) => id)).toEqual(['1', '2', '3', '4'])
  })

  it('stands in front of the next turn of the user, and the older turns are muted', () => {
    const after = withSummary(prompt, new Set(['1', '2', '3', '4', '7', '8']), 'Order 17.\n', 'user-turn')
    const { body } = buildRequest(after, 'anthropic')
    expect(body.system).toBe('Be kind.')
    expect(body.messages).toEqual([
      { role: 'user', content: 'Always answer in French.' },
      { role: 'assistant', content: 'Oui.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: '<summary_of_earlier_turns>\nOrder 17.\n</summary_of_earlier_turns>' },
          { type: 'text', text: 'Thanks.' },
        ],
      },
    ])
    expect(after.messages).toHaveLength(messages.length)
  })

  it('stands at the end of the system prompt instead, as text or as a block', () => {
    const older = new Set(['1', '2', '3', '4'])
    const text = '<summary_of_earlier_turns>\nOrder 17.\n</summary_of_earlier_turns>'
    expect(withSummary(prompt, older, 'Order 17.', 'system').system).toBe(`Be kind.\n\n${text}`)
    const blocks = { ...prompt, system: [{ type: 'text', text: 'Be kind.' }] }
    expect(withSummary(blocks, older, 'Order 17.', 'system').system).toEqual([...blocks.system, { type: 'text', text }])
  })

  it('leaves pairs together, and a turn of the user first, in any conversation', () => {
    fc.assert(
      fc.property(conversations, fc.nat({ max: 3 }), (all, kept) => {
        const asked = { ...base, messages: all }
        const older = new Set(olderMessages(asked, kept).map(({ id }) => id))
        fc.pre(older.size > 0)
        const left = heard(withSummary(asked, older, 'S', 'user-turn').messages)
        expect(arePaired(left)).toBe(true)
        expect(left[0]?.role).toBe('user')
        expect(JSON.stringify(left).match(/summary_of_earlier_turns>\\nS/g)).toHaveLength(1)
      }),
    )
  })
})

it('a summary reads values in the place of variables, and its own braces are text', () => {
  const prompt: Prompt = {
    ...base,
    messages: [
      { id: '1', role: 'user', content: 'I am {{name}}.' },
      { id: '2', role: 'assistant', content: 'Hello.' },
      { id: '3', role: 'user', content: 'Who am I?' },
    ],
    variables: { values: { name: 'Ada \\{{x}}' } },
  }
  const older = olderMessages(prompt, 0)
  const asked = summaryPrompt(older, { id: 's', name: 'S', model: 'claude-haiku-4-5', maxTokens: 500 })
  expect(buildRequest(asked, 'anthropic').body.messages[0]?.content).toContain('I am Ada \\{{x}}.')
  const after = withSummary(prompt, new Set(older.map(({ id }) => id)), 'She is {{name}}.', 'system')
  expect(buildRequest(after, 'anthropic').body.system).toContain('She is {{name}}.')
})
