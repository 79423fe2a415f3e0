import { describe, expect, it } from 'vitest'
import { withAnswer, withUserTurn } from '../conversation/answer-turn.ts'
import { buildRequest } from '../request/request.ts'
import type { Prompt } from './prompt.ts'
import { isBondBroken } from './thinking-bond.ts'

const asked: Prompt = {
  id: 'p',
  name: 'Sums',
  model: 'claude-opus-5-5',
  apiVersion: 'automatic',
  system: 'Count.',
  messages: [
    { id: 'a', role: 'user', content: 'What is 2 + 2?' },
    { id: 'x', role: 'user', content: 'A note to myself.', muted: true },
  ],
  prefill: '',
  settings: { max_tokens: 100 },
}
const thought = { type: 'thinking', thinking: 'Two and two.', signature: 'sig' }
const answer = [thought, { type: 'text', text: '4' }]
const response = {
  id: null,
  model: null,
  content: answer,
  stop_reason: 'end_turn',
  stop_sequence: null,
  stop_details: null,
}
const run = { prefill: '', response, request: buildRequest(asked, 'anthropic') }
const answered = withUserTurn(withAnswer(asked, run, { id: 'b', content: answer }), { id: 'c', content: 'And 3?' })
const edited = (change: (prompt: Prompt) => Prompt) => isBondBroken(change(answered), 'b', 'anthropic')
const withMessages = (messages: Prompt['messages']) => (prompt: Prompt) => ({ ...prompt, messages })
const [first, note, reply, next] = answered.messages as [
  Prompt['messages'][0],
  Prompt['messages'][0],
  Prompt['messages'][0],
  Prompt['messages'][0],
]

describe('thinking that was added', () => {
  it('stays good while nothing that is sent before it changes', () => {
    expect(edited((prompt) => prompt)).toBe(false)
    expect(edited(withMessages([first, reply, { ...next, content: 'And 4?' }]))).toBe(false)
    expect(edited(withMessages([{ ...first, pinned: true }, { ...note, content: 'Other note' }, reply, next]))).toBe(
      false,
    )
  })

  it('is broken once something before it is edited, added, taken out, heard again or moved', () => {
    expect(edited(withMessages([{ ...first, content: 'What is 2 + 3?' }, reply]))).toBe(true)
    expect(edited(withMessages([first, { id: 'n', role: 'user', content: 'x' }, reply]))).toBe(true)
    expect(edited(withMessages([reply]))).toBe(true)
    expect(edited(withMessages([first, { id: 'x', role: 'user', content: 'A note to myself.' }, reply]))).toBe(true)
    expect(edited(withMessages([reply, first]))).toBe(true)
  })

  it('is good again once the edit is undone', () => {
    expect(edited(withMessages([{ ...first, content: ['What is', '2 + 2?'].join(' ') }, reply]))).toBe(false)
  })

  it('says nothing of thinking whose beginning is not known', () => {
    const { bond: _bond, ...imported } = reply
    expect(edited(withMessages([{ ...first, content: 'Other' }, imported]))).toBe(false)
  })
})

it('remembers no bond for an answer without thinking, and leaves a message that is there as it was', () => {
  const text = withAnswer(
    asked,
    { ...run, response: { ...response, content: [{ type: 'text', text: '4' }] } },
    { id: 'b', content: '4' },
  )
  expect(text.messages.at(-1)).toEqual({ id: 'b', role: 'assistant', content: '4' })
  expect(reply.bond).toMatch(/^[0-9a-f]{16}$/)
})
