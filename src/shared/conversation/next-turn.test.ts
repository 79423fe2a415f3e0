import { describe, expect, it } from 'vitest'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import type { ContentBlock, Prompt } from '../prompt/prompt.ts'
import { buildRequest } from '../request/request.ts'
import type { Run, RunResponse } from '../runs/run.ts'
import { nextTurn, withNextTurn } from './next-turn.ts'

const prompt: Prompt = {
  id: 'p',
  name: 'Test',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Be brief.',
  messages: [{ id: 'm1', role: 'user', content: 'Where is my order?' }],
  prefill: '',
  settings: { max_tokens: 64, tools: [{ name: 'look_up', input_schema: { type: 'object' } }] },
}
const text = (words: string): ContentBlock => ({ type: 'text', text: words })
const thinking: ContentBlock = { type: 'thinking', thinking: 'Hmm', signature: 's' }
const call = (id: string): ContentBlock => ({ type: 'tool_use', id, name: 'look_up', input: { order: 1 } })
const search: ContentBlock = { type: 'server_tool_use', id: 'srv1', name: 'web_search', input: { query: 'rivers' } }
const found: ContentBlock = { type: 'web_search_tool_result', tool_use_id: 'srv1', content: [] }

function runOf(asked: Prompt, response: Partial<RunResponse>, changes: Partial<Run> = {}): Run {
  const run = sampleEndedRun({ promptId: asked.id, request: buildRequest(asked, 'anthropic'), prefill: asked.prefill })
  return { ...run, response: { ...run.response, ...response }, ...changes }
}

/** What of the request follows the first message once these words were said. */
function sent(run: Run, draft: Prompt, words: string) {
  const turn = nextTurn(run, draft, 'anthropic')
  if (turn?.kind !== 'ready') throw new Error('There is no next turn.')
  const said = { text: words, answerId: 'answer', userId: 'next' }
  return buildRequest(withNextTurn(draft, run, turn, said), 'anthropic').body.messages.slice(1)
}

describe('the next turn', () => {
  it('follows an answer of text, joined with its prefill', () => {
    const filled = { ...prompt, prefill: 'It is ' }
    expect(sent(runOf(filled, { content: [text('on its way.')] }), filled, 'When?')).toEqual([
      { role: 'assistant', content: 'It is on its way.' },
      { role: 'user', content: 'When?' },
    ])
  })

  it('gives thinking, citations and server tools back as they came', () => {
    const content = [
      thinking,
      search,
      found,
      { ...text('Cited.'), citations: [{ type: 'web_search_result_location' }] },
    ]
    expect(sent(runOf(prompt, { content }), prompt, 'More')).toEqual([
      { role: 'assistant', content },
      { role: 'user', content: 'More' },
    ])
  })

  it('is the result of the one tool call that is open', () => {
    const content = [thinking, text('Let me see.'), call('t1')]
    expect(sent(runOf(prompt, { stop_reason: 'tool_use', content }), prompt, 'Shipped')).toEqual([
      { role: 'assistant', content },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'Shipped' }] },
    ])
  })

  it.each<[why: string, response: Partial<RunResponse>, reason: RegExp]>([
    ['several calls are open', { stop_reason: 'tool_use', content: [call('t1'), call('t2')] }, /2 tool results/],
    ['a call was cut off', { stop_reason: 'max_tokens', content: [{ ...call('t1'), input: '{"or' }] }, /cut off/],
    ['a server tool paused', { stop_reason: 'pause_turn', content: [search] }, /paused/],
  ])('waits where %s', (_, response, reason) => {
    expect(nextTurn(runOf(prompt, response), prompt, 'anthropic')).toEqual({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    })
  })

  it.each<[why: string, changes: Partial<Run>, draft: Partial<Prompt>]>([
    ['the run broke off', { state: 'truncated' }, {}],
    ['the model is another one now', {}, { model: 'claude-sonnet-4-6' }],
  ])('leaves thinking out, and says so, where %s', (_, changes, draft) => {
    const run = runOf(prompt, { content: [thinking, text('On its way.')] }, changes)
    expect(nextTurn(run, { ...prompt, ...draft }, 'anthropic')).toMatchObject({ leavesOutThinking: true })
    expect(sent(run, { ...prompt, ...draft }, 'When?')[0]).toEqual({ role: 'assistant', content: 'On its way.' })
  })

  it('takes an answer that was added already, once', () => {
    const run = runOf(prompt, { content: [text('On its way.')] })
    const added = {
      ...prompt,
      messages: [...prompt.messages, { id: 'a', role: 'assistant' as const, content: 'On its way.' }],
    }
    expect(sent(run, added, 'When?')).toEqual([
      { role: 'assistant', content: 'On its way.' },
      { role: 'user', content: 'When?' },
    ])
  })

  it('is not offered without an answer, for another prompt, while it runs, or once the conversation is another one', () => {
    const run = runOf(prompt, { content: [text('On its way.')] })
    const edited = { ...prompt, messages: [{ ...prompt.messages[0]!, content: 'Where?' }] }
    expect(nextTurn(run, edited, 'anthropic')).toBeNull()
    expect(nextTurn(run, { ...prompt, id: 'other' }, 'anthropic')).toBeNull()
    expect(nextTurn({ ...run, state: 'running' }, prompt, 'anthropic')).toBeNull()
    expect(nextTurn(runOf(prompt, { content: [] }), prompt, 'anthropic')).toBeNull()
    expect(nextTurn(runOf(prompt, { content: [thinking] }), prompt, 'anthropic')).toBeNull()
  })
})
